"""Slices of one orientation put in order along their normal, with the geometry that results.

k increases along cross(row cosines, column cosines): the right-handed normal of PS3.3 C.7.6.2.1.1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.reading.slices import Six, Triple

Float = NDArray[np.float64]

QUIET_MM = 0.005  # below this, positions count as exactly even
JITTER_MM = 0.1  # a gap may differ this much from the others without a flag (its place is kept)
JITTER_PARTS = 0.02, 0.1  # … but at least and at most by these parts of the gap
SHIFT_MM = 0.1  # a slice may lie this far off the common line without a flag
TILT_DEGREES = 0.1


@dataclass(frozen=True, eq=False)
class Placed:
    """Slices' order (indices into the input, k ascending), their geometry and what was odd."""

    order: tuple[int, ...]
    geometry: Geometry
    flags: tuple[Flag, ...]


def normal_of(orientation: Six) -> Float:
    """Unit normal cross(row, column) of six direction cosines."""
    normal = np.cross(orientation[:3], orientation[3:])
    unit: Float = normal / np.linalg.norm(normal)
    return unit


def place(
    positions: Sequence[Triple],
    orientation: Six,
    spacing_mm_ji: tuple[float, float],
    matrix_ji: tuple[int, int],
    thickness_mm: float | None,
) -> Placed:
    """Order and geometry of slices at different places along their normal (LPS mm).

    A single slice takes ``thickness_mm`` as its k step. Callers have split slices that share
    a place, so the gaps are positive.
    """
    points = np.array(positions, dtype=np.float64)
    normal = normal_of(orientation)
    along = points @ normal
    order = np.argsort(along, kind="stable")
    points, along = points[order], along[order] - along[order[0]]
    steps = _in_plane_steps(orientation, spacing_mm_ji)
    flags: tuple[Flag, ...] = ()
    if len(points) == 1:
        step, positions_k = thickness_mm or 1.0, None
        origin, slope = points[0], normal
    else:
        step, positions_k, gap_flags = _gaps(along)
        origin, slope, flags = _line(points, along, normal)
        flags = (*gap_flags, *flags)
    geometry = Geometry(
        (len(points), *matrix_ji),
        affine_from_steps(origin, slope * step, *steps),
        k_positions=positions_k,
        through_plane_mm=len(points) > 1 or thickness_mm is not None,
    )
    return Placed(tuple(order.tolist()), geometry, flags)


def _in_plane_steps(orientation: Six, spacing_mm_ji: tuple[float, float]) -> tuple[Float, Float]:
    row, column = np.array(orientation[:3]), np.array(orientation[3:])
    return column * spacing_mm_ji[0], row * spacing_mm_ji[1]


def _line(points: Float, along: Float, normal: Float) -> tuple[Float, Float, tuple[Flag, ...]]:
    """Origin, mm per mm along the normal, and flags of the line through all first pixels."""
    slope = (points[-1] - points[0]) / along[-1]
    origin = points[0]
    if _off_line(points, along, origin, slope) > QUIET_MM:
        design = np.stack([np.ones_like(along), along], axis=1)
        (origin, slope), *_ = np.linalg.lstsq(design, points, rcond=None)
    flags: list[Flag] = []
    worst = _off_line(points, along, origin, slope)
    if worst > SHIFT_MM:
        flags.append(
            Flag(
                "slices-shifted",
                f"Slices lie up to {worst:.2f} mm beside their common line; "
                "distances across slices are wrong by as much.",
            )
        )
    tilt = float(np.degrees(np.arctan2(np.linalg.norm(np.cross(slope, normal)), slope @ normal)))
    if tilt > TILT_DEGREES:
        flags.append(
            Flag(
                "gantry-tilt",
                f"The slices are tilted by {tilt:.1f}° against their stacking direction; "
                "the picture is drawn sheared, at its true place.",
            )
        )
    return origin, slope, tuple(flags)


def _off_line(points: Float, along: Float, origin: Float, slope: Float) -> float:
    return float(np.linalg.norm(points - origin - along[:, None] * slope, axis=1).max())


def _gaps(along: Float) -> tuple[float, Float | None, tuple[Flag, ...]]:
    """The k step, the true k positions where they are not even, and flags."""
    count = len(along)
    even = along[-1] / (count - 1)
    if np.abs(along - np.arange(count) * even).max() <= QUIET_MM:
        return float(even), None, ()
    gaps = np.diff(along)
    base = _usual_gap(gaps)
    tolerance = _tolerance(base)
    usual = np.abs(gaps - base) <= tolerance
    step = float(gaps[usual].mean())
    flags = () if usual.all() else (_gap_flag(gaps, base, tolerance, along),)
    return step, along / step, flags


def _usual_gap(gaps: Float) -> float:
    """The most frequent gap, the smaller of two equally frequent ones."""
    ordered = np.sort(gaps)
    counts = [int((np.abs(ordered - gap) <= _tolerance(gap)).sum()) for gap in ordered]
    return float(ordered[int(np.argmax(counts))])


def _tolerance(gap_mm: float) -> float:
    """How much gaps around ``gap_mm`` may differ and still count as equal."""
    least, most = JITTER_PARTS
    return max(least * gap_mm, min(JITTER_MM, most * gap_mm))


def _gap_flag(gaps: Float, base: float, tolerance: float, along: Float) -> Flag:
    multiples = np.round(gaps / base)
    wide = np.flatnonzero(multiples >= 2)
    whole = (np.abs(gaps - multiples * base) <= tolerance) & (multiples >= 1)
    few = len(gaps) <= 3 or len(wide) * 4 <= len(gaps)
    if whole.all() and few:
        missing = int((multiples - 1).sum())
        where = ", ".join(f"{along[k]:.1f} mm" for k in wide[:3])
        return Flag(
            "slice-missing",
            f"{_slices(missing)} missing inside the stack (behind {where} from its first slice); "
            "the others are shown at their true places.",
        )
    return Flag(
        "spacing-uneven",
        f"The gaps between slices differ ({gaps.min():.2f} to {gaps.max():.2f} mm); "
        "each slice is shown at its true place.",
    )


def _slices(count: int) -> str:
    return "1 slice is" if count == 1 else f"{count} slices are"
