"""From a view frame to the tables that say where its pixels fall in a grid."""

from dataclasses import dataclass
from functools import lru_cache

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
    """Index (k, j, i) on the affine's own scale at pixel (0, 0), and per pixel right and down."""

    start: Float
    right: Float
    down: Float
    size_wh: tuple[int, int]

    def aligned_axes(self) -> tuple[int, int, int] | None:
        """(plane, row, column) grid axes when the view runs along the grid, else None."""
        width, height = self.size_wh
        column, row = int(np.abs(self.right).argmax()), int(np.abs(self.down).argmax())
        if column == row:
            return None
        stray = np.abs(self.right) * width + 0.0
        stray[column] = 0
        stray_down = np.abs(self.down) * height
        stray_down[row] = 0
        if max(stray.max(), stray_down.max()) > _DRIFT_VOXELS:
            return None
        return 3 - row - column, row, column


def plane_map(frame: ViewFrame, geometry: Geometry) -> PlaneMap:
    """Where ``frame`` cuts ``geometry``."""
    matrix, shift = geometry.lps_to_index[:3, :3], geometry.lps_to_index[:3, 3]
    step = frame.mm_per_pixel
    right, down = matrix @ (frame.right_lps * step), matrix @ (frame.down_lps * step)
    width, height = frame.size_wh
    middle = matrix @ frame.centre_lps + shift
    start = middle - right * ((width - 1) / 2) - down * ((height - 1) / 2)
    return PlaneMap(start, right, down, frame.size_wh)


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


def array_index(position: Float, k_positions: Float) -> Float:
    """Fractional array index of positions on the affine's k scale, as Geometry defines it."""
    count = len(k_positions)
    if count == 1:
        return np.asarray(position - k_positions[0])
    below = np.clip(np.searchsorted(k_positions, position, side="right") - 1, 0, count - 2)
    gap = k_positions[below + 1] - k_positions[below]
    result: Float = below + (position - k_positions[below]) / gap
    return result
