"""From a view frame to the tables that say where its pixels fall in a grid."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from inference.imaging.geometry import Geometry
from viewer.render.kernels.tables import AxisTable
from viewer.state.view_frame import ViewFrame

Float = NDArray[np.float64]
_ROUNDING_VOXELS = 1e-6
_DRIFT_VOXELS = 1e-3  # a plane that strays less than this over its whole width is aligned


@dataclass(frozen=True, eq=False)
class PlaneMap:
    """Index (k, j, i) on the affine's own scale at pixel (0, 0), and per pixel right and down.

    ``axes`` are the (plane, row, column) grid axes when the view runs along the grid, else None.
    """

    start: Float
    right: Float
    down: Float
    size_wh: tuple[int, int]
    axes: tuple[int, int, int] | None


class _Directions(NamedTuple):
    """What of a plane's map stays while a stack scrolls; from its middle to the top and left."""

    right: Float
    down: Float
    leftwards: Float
    upwards: Float
    axes: tuple[int, int, int] | None


def plane_map(frame: ViewFrame, geometry: Geometry) -> PlaneMap:
    """Where ``frame`` cuts ``geometry``."""
    size, step = frame.size_wh, frame.mm_per_pixel
    right_lps, down_lps = frame.right_lps.tobytes(), frame.down_lps.tobytes()
    kept = _directions(right_lps, down_lps, step, size, geometry)
    inverse = geometry.lps_to_index
    middle = inverse[:3, :3] @ frame.centre_lps + inverse[:3, 3]
    start = middle - kept.leftwards - kept.upwards
    return PlaneMap(start, kept.right, kept.down, size, kept.axes)


@lru_cache(maxsize=64)
def _directions(
    right_lps: bytes, down_lps: bytes, step: float, size_wh: tuple[int, int], geometry: Geometry
) -> _Directions:
    matrix, (width, height) = geometry.lps_to_index[:3, :3], size_wh
    right = matrix @ (np.frombuffer(right_lps) * step)
    down = matrix @ (np.frombuffer(down_lps) * step)
    leftwards, upwards = right * ((width - 1) / 2), down * ((height - 1) / 2)
    return _Directions(right, down, leftwards, upwards, _aligned_axes(right, down, size_wh))


def _aligned_axes(
    right: Float, down: Float, size_wh: tuple[int, int]
) -> tuple[int, int, int] | None:
    width, height = size_wh
    column, row = int(np.abs(right).argmax()), int(np.abs(down).argmax())
    if column == row:
        return None
    stray, stray_down = np.abs(right) * width, np.abs(down) * height
    stray[column] = stray_down[row] = 0
    if max(stray.max(), stray_down.max()) > _DRIFT_VOXELS:
        return None
    return 3 - row - column, row, column


def axis_table(
    start: float, step: float, pixels: int, geometry: Geometry, axis: int, nearest: bool
) -> AxisTable:
    """The table of one screen axis that runs along grid ``axis``; cached."""
    positions = geometry.k_positions if axis == 0 else None
    key = None if positions is None else positions.tobytes()
    return _axis_table(
        round(start, 9), round(step, 12), pixels, geometry.shape_kji[axis], nearest, key
    )


@lru_cache(maxsize=256)
def _axis_table(
    start: float, step: float, pixels: int, voxels: int, nearest: bool, positions: bytes | None
) -> AxisTable:
    coordinate: Float = start + step * np.arange(pixels, dtype=np.float64)
    if positions is not None:
        coordinate = array_index(coordinate, np.frombuffer(positions))
    inside = np.flatnonzero((coordinate >= -0.5) & (coordinate < voxels - 0.5))
    first, last = (int(inside[0]), int(inside[-1]) + 1) if len(inside) else (0, 0)
    index, weight = split_index(coordinate, voxels, nearest)
    return AxisTable(first, last, index.astype(np.uint32), weight.astype(np.float32))


def split_index(coordinate: Float, voxels: int, nearest: bool) -> tuple[Float, Float]:
    """Whole voxel and share of the next, both within the grid.

    A plane that lies in a slice but for the rounding of its place reads that slice alone.
    """
    clamped = np.clip(coordinate, 0, voxels - 1)
    if nearest:
        return np.floor(clamped + 0.5), np.zeros_like(clamped)
    index = np.floor(clamped + _ROUNDING_VOXELS)
    share = clamped - index
    return index, np.where(share > _ROUNDING_VOXELS, share, 0.0)


def split_place(coordinate: float, voxels: int, nearest: bool) -> tuple[int, float]:
    """As ``split_index`` for one place: a frame asks this of each layer."""
    clamped = min(max(coordinate, 0.0), voxels - 1.0)
    if nearest:
        return math.floor(clamped + 0.5), 0.0
    index = math.floor(clamped + _ROUNDING_VOXELS)
    share = clamped - index
    return index, share if share > _ROUNDING_VOXELS else 0.0


def array_index(position: Float, k_positions: Float) -> Float:
    """Fractional array index of positions on the affine's k scale, as Geometry defines it."""
    count = len(k_positions)
    if count == 1:
        return np.asarray(position - k_positions[0])
    below = np.clip(np.searchsorted(k_positions, position, side="right") - 1, 0, count - 2)
    gap = k_positions[below + 1] - k_positions[below]
    result: Float = below + (position - k_positions[below]) / gap
    return result
