"""The frames of a multi-frame object, put in order as one grid in the patient."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.reading.entry import SeriesEntry
from inference.reading.objects.attributes import first_item, items, number_of, numbers_of

Float = NDArray[np.float64]

TOLERANCE_MM = 0.01
MAX_SLICES = 10_000


@dataclass(frozen=True, eq=False)
class FramePlace:
    """Where one frame lies: its first pixel's centre, the unit steps and their lengths."""

    position: Float
    right: Float  # unit, to the next column (i)
    down: Float  # unit, to the next row (j)
    spacing_ji: Float
    thickness: float | None
    between: float | None

    @property
    def normal(self) -> Float:
        return np.cross(self.right, self.down)


@dataclass(frozen=True, eq=False)
class FrameGrid:
    """One grid and the slice k of each of its frames (numbers into the object's frames)."""

    geometry: Geometry
    frames: tuple[int, ...]
    slices: tuple[int, ...]


def frame_groups(dataset: Dataset) -> tuple[Dataset, list[Dataset]]:
    """The shared functional groups and those of each frame (PS3.3 C.7.6.16)."""
    shared = first_item(dataset, "SharedFunctionalGroupsSequence") or Dataset()
    return shared, items(dataset, "PerFrameFunctionalGroupsSequence")


def group_item(shared: Dataset, frame: Dataset, *keywords: str) -> Dataset | None:
    """A functional group's item: the frame's own, else the shared one."""
    own = first_item(frame, *keywords)
    return own if own is not None else first_item(shared, *keywords)


def frame_places(dataset: Dataset, count: int) -> list[FramePlace] | None:
    """The place of every frame, or None when the object does not say (2D sources)."""
    shared, frames = frame_groups(dataset)
    if len(frames) != count:
        raise ValueError(f"{count} frames, but functional groups for {len(frames)}")
    places = [_place(shared, frame) for frame in frames]
    return None if None in places else [place for place in places if place is not None]


def stack_frames(
    places: list[FramePlace],
    shape_ji: tuple[int, int],
    frame_of_reference_uid: str,
    source: SeriesEntry | None,
    name: str,
) -> list[FrameGrid]:
    """One grid per orientation and pixel size; the source's own grid where it coincides."""
    return [
        _on_source(members, places, shape_ji, source)
        or _own_grid(members, places, shape_ji, frame_of_reference_uid, name)
        for members in _parallel(places)
    ]


def _place(shared: Dataset, frame: Dataset) -> FramePlace | None:
    position = group_item(shared, frame, "PlanePositionSequence")
    orientation = group_item(shared, frame, "PlaneOrientationSequence")
    measures = group_item(shared, frame, "PixelMeasuresSequence")
    if position is None or orientation is None or measures is None:
        return None
    where = numbers_of(position, "ImagePositionPatient")
    cosines = numbers_of(orientation, "ImageOrientationPatient")
    spacing = numbers_of(measures, "PixelSpacing")
    if (where.size, cosines.size, spacing.size) != (3, 6, 2):
        return None
    right, down = cosines[:3], cosines[3:]
    if abs(np.linalg.norm(right) - 1) > 1e-2 or abs(np.linalg.norm(down) - 1) > 1e-2:
        raise ValueError("the image orientation is no pair of unit vectors")
    thickness, between = (
        number_of(measures, keyword) for keyword in ("SliceThickness", "SpacingBetweenSlices")
    )
    return FramePlace(where, right, down, spacing, thickness, between)


def _parallel(places: list[FramePlace]) -> list[list[int]]:
    """Frame numbers grouped by orientation and pixel size."""
    groups: list[list[int]] = []
    for number, place in enumerate(places):
        for group in groups:
            if _same_plane(places[group[0]], place):
                group.append(number)
                break
        else:
            groups.append([number])
    return groups


def _same_plane(a: FramePlace, b: FramePlace) -> bool:
    turned = np.abs(np.r_[a.right - b.right, a.down - b.down]).max()
    return bool(turned < 1e-4 and np.abs(a.spacing_ji - b.spacing_ji).max() < 1e-4)


def _on_source(
    members: list[int],
    places: list[FramePlace],
    shape_ji: tuple[int, int],
    source: SeriesEntry | None,
) -> FrameGrid | None:
    """The source's grid when every frame is one of its slices, pixel for pixel."""
    if source is None or source.geometry.shape_kji[1:] != shape_ji:
        return None
    geometry = source.geometry
    origins = geometry.lps_from_index([[k, 0, 0] for k in range(geometry.shape_kji[0])])
    far = geometry.lps_from_index([[k, *(n - 1 for n in shape_ji)] for k in range(len(origins))])
    slices = []
    for member in members:
        place = places[member]
        corner = place.position + _steps(place) @ (np.array(shape_ji, dtype=np.float64) - 1)
        gaps = np.abs(origins - place.position).max(1) + np.abs(far - corner).max(1)
        k = int(gaps.argmin())
        if gaps[k] > 2 * TOLERANCE_MM:
            return None
        slices.append(k)
    return FrameGrid(geometry, tuple(members), tuple(slices))


def _own_grid(
    members: list[int],
    places: list[FramePlace],
    shape_ji: tuple[int, int],
    frame_of_reference_uid: str,
    name: str,
) -> FrameGrid:
    head = places[members[0]]
    along = np.array([places[member].position @ head.normal for member in members])
    levels = _levels(along)
    nearest = np.abs(along[:, None] - levels[None, :]).argmin(axis=1)
    origins = np.array([places[members[int((nearest == n).argmax())]].position for n in
                        range(len(levels))])  # fmt: skip
    _check_one_stack(members, places, origins, nearest, name)
    step, numbers, exact = _steps_between(levels, head, name)
    per_step = (origins[-1] - origins[0]) / numbers[-1] if numbers[-1] else head.normal * step
    steps = _steps(head)
    geometry = Geometry(
        (int(numbers[-1]) + 1 if exact is None else len(levels), *shape_ji),
        affine_from_steps(origins[0], per_step, steps[:, 0], steps[:, 1]),
        frame_of_reference_uid,
        k_positions=exact,
        through_plane_mm=len(levels) > 1 or bool(head.between or head.thickness),
    )
    slices = numbers[nearest] if exact is None else nearest
    return FrameGrid(geometry, tuple(members), tuple(int(k) for k in slices))


def _steps(place: FramePlace) -> Float:
    """3×2: the steps to the next row and to the next column in mm."""
    return np.stack([place.down * place.spacing_ji[0], place.right * place.spacing_ji[1]], axis=1)


def _levels(along: Float) -> Float:
    """The distinct positions along the normal, ascending."""
    ordered = np.sort(along)
    return ordered[np.r_[True, np.diff(ordered) > TOLERANCE_MM]]


def _check_one_stack(
    members: list[int],
    places: list[FramePlace],
    origins: Float,
    nearest: NDArray[np.intp],
    name: str,
) -> None:
    """Refuse tiles (several origins at one level) and frames that wander sideways."""
    positions = np.array([places[member].position for member in members])
    if np.abs(positions - origins[nearest]).max() > 2 * TOLERANCE_MM:
        raise InputError(f"{name} is made of tiles side by side, which cannot be placed.")
    if len(origins) > 2:
        normal = places[members[0]].normal
        t = (origins - origins[0]) @ normal
        line = origins[0] + np.outer(t / t[-1], origins[-1] - origins[0])
        if np.abs(line - origins).max() > 10 * TOLERANCE_MM:
            raise InputError(f"{name} has frames that do not form a straight stack.")


def _steps_between(
    levels: Float, head: FramePlace, name: str
) -> tuple[float, NDArray[np.int64], Float | None]:
    """Step in mm, each level's number in steps, and true positions where steps do not fit."""
    if len(levels) == 1:
        return head.between or head.thickness or 1.0, np.zeros(1, np.int64), None
    gaps = np.diff(levels)
    step = float(gaps.min())
    if head.between and _fits(levels, head.between):
        step = float(head.between)
    elif not _fits(levels, step):
        numbers = np.arange(len(levels), dtype=np.int64)
        mean = (levels[-1] - levels[0]) / numbers[-1]
        return mean, numbers, (levels - levels[0]) / mean
    numbers = np.rint((levels - levels[0]) / step).astype(np.int64)
    if numbers[-1] >= MAX_SLICES:
        raise InputError(f"{name} spans {numbers[-1] + 1} slices, which is not believable.")
    return step, numbers, None


def _fits(levels: Float, step: float) -> bool:
    """True when all levels lie on multiples of one step close to ``step``."""
    if step <= 0:
        return False
    numbers = np.rint((levels - levels[0]) / step)
    if (np.diff(numbers) < 1).any():
        return False
    refined = (levels[-1] - levels[0]) / numbers[-1]
    return bool(np.abs(levels[0] + numbers * refined - levels).max() <= 2 * TOLERANCE_MM)
