"""From a pane's zoom, pan, turn and flips to the rectangle of patient that it shows."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inference.imaging.geometry import Geometry
from viewer.state.panes import Pane
from viewer.state.planes import Plane, fit, go_to_slice, plane_frame, slice_count, slice_of
from viewer.state.view_frame import ViewFrame

Float = NDArray[np.float64]


def frame_of(
    geometry: Geometry, pane: Pane, cursor_lps: ArrayLike, size_wh: tuple[int, int]
) -> ViewFrame:
    """The frame of a pane ``size_wh`` device pixels large, in the plane through the crosshair.

    At zoom 1 the whole volume fits, turned as the pane is.
    """
    frame, mm_per_pixel = _fitted(
        geometry, pane.plane, pane.quarter_turns, pane.flip_h, pane.flip_v, size_wh
    )
    centre = frame.centre_lps - pane.pan_mm[0] * frame.right_lps - pane.pan_mm[1] * frame.down_lps
    gap = (np.asarray(cursor_lps, dtype=np.float64) - centre) @ frame.towards_lps
    return replace(
        frame,
        centre_lps=centre + gap * frame.towards_lps,
        mm_per_pixel=mm_per_pixel / pane.zoom,
    )


def slice_place(geometry: Geometry, plane: Plane, cursor_lps: ArrayLike) -> tuple[int, int]:
    """(index of the slice nearest to a point, number of slices) of a plane."""
    frame = upright(geometry, plane)
    return slice_of(geometry, frame, cursor_lps), slice_count(geometry, frame)


def point_on_slice(geometry: Geometry, plane: Plane, index: int, cursor_lps: ArrayLike) -> Float:
    """The point moved onto slice ``index`` (limited to the stack), the same place in the plane."""
    frame = upright(geometry, plane).moved_to(np.asarray(cursor_lps, dtype=np.float64))
    return go_to_slice(geometry, frame, index).centre_lps


@lru_cache(maxsize=64)
def upright(geometry: Geometry, plane: Plane) -> ViewFrame:
    """The plane through the middle of the volume, neither turned nor flipped nor scaled."""
    return plane_frame(geometry, plane, _middle(geometry), 1.0, (1, 1))


@lru_cache(maxsize=64)
def _fitted(
    geometry: Geometry, plane: Plane, turns: int, flip_h: bool, flip_v: bool, size: tuple[int, int]
) -> tuple[ViewFrame, float]:
    frame = plane_frame(geometry, plane, _middle(geometry), 1.0, size, turns, flip_h, flip_v)
    return frame, fit(geometry, frame)


def _middle(geometry: Geometry) -> Float:
    """(3,) the middle of the volume's outer faces; unlike the middle voxel also in uneven gaps."""
    ends = [(-0.5, n - 0.5) for n in geometry.shape_kji]
    corners = np.stack(np.meshgrid(*ends, indexing="ij"), axis=-1).reshape(-1, 3)
    middle: Float = geometry.lps_from_index(corners).mean(axis=0)
    return middle
