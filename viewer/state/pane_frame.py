"""From a pane's zoom, pan, turn and flips to the rectangle of patient that it shows."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inference.imaging.geometry import Geometry
from viewer.state.panes import Pane
from viewer.state.planes import (
    PLANES,
    Plane,
    Turn,
    acquisition_plane,
    fit,
    go_to_slice,
    plane_directions,
    slice_count,
    slice_of,
    turned,
)
from viewer.state.tilts import STRAIGHT, Tilt, Tilts
from viewer.state.view_frame import ViewFrame

Float = NDArray[np.float64]
SOLID_MARGIN = 1.05


def frame_of(
    geometry: Geometry,
    pane: Pane,
    cursor_lps: ArrayLike,
    size_wh: tuple[int, int],
    tilt: Tilt = STRAIGHT,
) -> ViewFrame:
    """The frame of a pane ``size_wh`` device pixels large, in the plane through the crosshair.

    At zoom 1 the whole volume fits, turned as the pane is. A crosshair that lies beyond the
    volume, as one that other series share may, leaves the pane at its last slice on that side.
    A 3D pane looks at the middle of the volume as its turntable stands.
    """
    if pane.view == "3d":
        return solid_frame(geometry, pane, size_wh)
    frame, mm_per_pixel, depths = _fitted(
        geometry, pane.plane, Turn(pane.quarter_turns, pane.flip_h, pane.flip_v), size_wh, tilt
    )
    centre = frame.centre_lps - pane.pan_mm[0] * frame.right_lps - pane.pan_mm[1] * frame.down_lps
    gap = float((np.asarray(cursor_lps, dtype=np.float64) - centre) @ frame.towards_lps)
    if not depths.near_face <= gap <= depths.far_face:
        gap = depths.first_slice if gap < depths.near_face else depths.last_slice
    return replace(
        frame,
        centre_lps=centre + gap * frame.towards_lps,
        mm_per_pixel=mm_per_pixel / pane.zoom,
    )


def solid_frame(geometry: Geometry, pane: Pane, size_wh: tuple[int, int]) -> ViewFrame:
    """The parallel projection of a 3D pane; at zoom 1 the volume's longest side fits."""
    sides = np.linalg.norm(geometry.index_to_lps[:3, :3], axis=0) * geometry.shape_kji
    mm_per_pixel = float(sides.max()) * SOLID_MARGIN / min(size_wh)
    frame = pane.solid.turntable.frame(_middle(geometry), mm_per_pixel / pane.zoom, size_wh)
    shift = pane.pan_mm[0] * frame.right_lps + pane.pan_mm[1] * frame.down_lps
    return frame.moved_to(frame.centre_lps - shift)


def curved_frame(geometry: Geometry, pane: Pane, size_wh: tuple[int, int]) -> ViewFrame:
    """The whole straightened picture of a curved pane, which has places instead of LPS."""
    flat = replace(pane, view="slice", plane="axial")
    return frame_of(geometry, flat, geometry.centre_lps, size_wh)


def slice_place(
    geometry: Geometry, plane: Plane, cursor_lps: ArrayLike, tilt: Tilt = STRAIGHT
) -> tuple[int, int]:
    """(index of the slice nearest to a point, number of slices) of a plane."""
    frame = upright(geometry, plane, tilt)
    return slice_of(geometry, frame, cursor_lps), slice_count(geometry, frame)


def point_on_slice(
    geometry: Geometry, plane: Plane, index: int, cursor_lps: ArrayLike, tilt: Tilt = STRAIGHT
) -> Float:
    """The point moved onto slice ``index`` (limited to the stack), the same place in the plane."""
    frame = upright(geometry, plane, tilt).moved_to(np.asarray(cursor_lps, dtype=np.float64))
    return go_to_slice(geometry, frame, index).centre_lps


def upright(geometry: Geometry, plane: Plane, tilt: Tilt = STRAIGHT) -> ViewFrame:
    """The plane through the middle of the volume, neither turned nor flipped nor scaled."""
    return _turned(geometry, plane, Turn(), (1, 1), tilt)


@lru_cache(maxsize=64)
def other_planes(geometry: Geometry, plane: Plane, tilts: Tilts) -> tuple[Float, ...]:
    """Unit directions in which the other standard planes cut a plane, in LPS; they stay while
    a stack scrolls, and are read-only."""
    own = upright(geometry, plane, tilts.of(plane)).towards_lps
    shown = standard_plane(geometry, plane)
    lines = [
        np.cross(own, upright(geometry, other, tilts.of(other)).towards_lps)
        for other in PLANES
        if other != shown
    ]
    lengths = [float(np.linalg.norm(line)) for line in lines]
    found = tuple(
        line / length for line, length in zip(lines, lengths, strict=True) if length > 1e-6
    )
    for direction in found:
        direction.setflags(write=False)
    return found


def standard_plane(geometry: Geometry, plane: Plane) -> Plane:
    """The standard plane itself, or the one that the slices are closest to."""
    return acquisition_plane(geometry) if plane == "acquisition" else plane


@lru_cache(maxsize=256)
def _turned(
    geometry: Geometry, plane: Plane, turn: Turn, size_wh: tuple[int, int], tilt: Tilt
) -> ViewFrame:
    right, down = plane_directions(geometry, plane, tilt.exact)
    right, down = tilt.turned(right), tilt.turned(down)
    right, down = turned(right, down, turn)
    return ViewFrame(_middle(geometry), right, down, 1.0, size_wh)


@dataclass(frozen=True, slots=True)
class _Depths:
    """mm from a frame's plane away from the viewer: the volume's outer faces and end slices."""

    near_face: float
    far_face: float
    first_slice: float
    last_slice: float


@lru_cache(maxsize=256)
def _fitted(
    geometry: Geometry, plane: Plane, turn: Turn, size_wh: tuple[int, int], tilt: Tilt
) -> tuple[ViewFrame, float, _Depths]:
    frame = _turned(geometry, plane, turn, size_wh, tilt)
    outer, inner = (frame.distance_mm(_corners(geometry, by)) for by in (0.5, 0.0))
    depths = _Depths(*(float(end) for end in (outer.min(), outer.max(), inner.min(), inner.max())))
    return frame, fit(geometry, frame), depths


def _middle(geometry: Geometry) -> Float:
    """(3,) the middle of the volume's outer faces; unlike the middle voxel also in uneven gaps."""
    middle: Float = _corners(geometry, 0.5).mean(axis=0)
    return middle


def _corners(geometry: Geometry, beyond: float) -> Float:
    """(8, 3) the corners of the grid in LPS, so many voxels beyond the outermost centres."""
    ends = [(-beyond, n - 1 + beyond) for n in geometry.shape_kji]
    corners = np.stack(np.meshgrid(*ends, indexing="ij"), axis=-1).reshape(-1, 3)
    return geometry.lps_from_index(corners)
