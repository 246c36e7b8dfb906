"""How a view cuts a grid, in the kernels' terms: along its axes where it can, else oblique."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from inference.imaging.geometry import Geometry
from viewer.render.axis_tables import (
    PlaneMap,
    array_index,
    axis_table,
    plane_map,
    split_index,
    split_place,
)
from viewer.render.kernels.tables import Aligned, Oblique, Samples
from viewer.state.scene import SlabMode
from viewer.state.view_frame import ViewFrame

SLAB_MODES: dict[SlabMode, int] = {"none": 0, "mip": 1, "minip": 2, "mean": 3}
_NO_POSITIONS, _NO_STEP = np.zeros(0), np.zeros(3)
_HAIR = 1e-6  # keeps a plane on the outer face of a float affine inside


class Look(NamedTuple):
    """How a grid is sampled: nearest or linear, one plane or a slab in mm along the normal."""

    nearest: bool = False
    slab_mode: SlabMode = "none"
    slab_mm: float = 0.0


def view_plane(frame: ViewFrame, geometry: Geometry, look: Look) -> Aligned | Oblique | None:
    """The cut of ``frame`` through ``geometry``; None where an aligned view misses the grid."""
    plane = plane_map(frame, geometry)
    depth = _slab_step(frame, geometry, look)
    axes, (step, count) = plane.axes, depth
    if axes is None or not (count == 1 or _along(step, axes[0])):
        return _oblique(plane, geometry, look, *depth)
    if count == 1 and (axes[0] != 0 or geometry.k_positions is None):
        samples = _sample(float(plane.start[axes[0]]), geometry, axes[0], look)
    else:
        offsets = (np.arange(count) - (count - 1) / 2) * step[axes[0]]
        samples = _samples(plane.start[axes[0]] + offsets, geometry, axes[0], look)
    return None if samples is None else _aligned(plane, geometry, axes, samples, look.nearest)


def _slab_step(frame: ViewFrame, geometry: Geometry, look: Look) -> tuple[NDArray[np.float64], int]:
    """(index step between the planes of a slab, how many): no further apart than the voxels."""
    if look.slab_mode == "none" or look.slab_mm <= 0:
        return _NO_STEP, 1
    per_mm = geometry.lps_to_index[:3, :3] @ frame.towards_lps
    gaps = int(np.ceil(look.slab_mm * np.abs(per_mm).max() - _HAIR))
    return per_mm * (look.slab_mm / max(gaps, 1)), max(gaps, 1) + 1


def _along(step: NDArray[np.float64], axis: int) -> bool:
    """Whether a slab's planes differ along grid ``axis`` alone."""
    stray = np.abs(step)
    stray[axis] = 0
    return bool(stray.max() < 1e-6)


def _sample(coordinate: float, geometry: Geometry, axis: int, look: Look) -> Samples | None:
    """The one or two slices to blend where the slices of grid ``axis`` are evenly spaced."""
    voxels, stride = geometry.shape_kji[axis], _strides(geometry)[axis]
    if not -0.5 - _HAIR <= coordinate <= voxels - 0.5 + _HAIR:
        return None
    near, weight = split_place(coordinate, voxels, look.nearest)
    far = min(near + 1, voxels - 1)
    places = np.array([near * stride, far * stride], np.int64)
    share = np.array([weight], np.float32)
    return Samples(places[:1], places[1:], share, SLAB_MODES[look.slab_mode])


def _samples(
    coordinate: NDArray[np.float64], geometry: Geometry, axis: int, look: Look
) -> Samples | None:
    """The slices to blend on grid ``axis``; those beyond the grid are left out, None if all."""
    if axis == 0 and geometry.k_positions is not None:
        coordinate = array_index(coordinate, geometry.k_positions)
    voxels = geometry.shape_kji[axis]
    inside = (coordinate >= -0.5 - _HAIR) & (coordinate <= voxels - 0.5 + _HAIR)
    if not inside.any():
        return None
    index, weight = split_index(coordinate[inside], voxels, look.nearest)
    near, stride = index.astype(np.int64), _strides(geometry)[axis]
    far = np.minimum(near + 1, voxels - 1) * stride
    return Samples(near * stride, far, weight.astype(np.float32), SLAB_MODES[look.slab_mode])


def _aligned(
    plane: PlaneMap,
    geometry: Geometry,
    axes: tuple[int, int, int],
    samples: Samples,
    nearest: bool,
) -> Aligned:
    _, row, column = axes
    width, height = plane.size_wh
    strides, shape = _strides(geometry), geometry.shape_kji
    top, down = float(plane.start[row]), float(plane.down[row])
    left, right = float(plane.start[column]), float(plane.right[column])
    return Aligned(
        axis_table(top, down, height, geometry, row, nearest),
        axis_table(left, right, width, geometry, column, nearest),
        samples,
        strides[row],
        strides[column],
        shape[row],
        shape[column],
    )


def _oblique(
    plane: PlaneMap, geometry: Geometry, look: Look, step: NDArray[np.float64], count: int
) -> Oblique:
    positions = _NO_POSITIONS if geometry.k_positions is None else geometry.k_positions.copy()
    shape = np.array(geometry.shape_kji, dtype=np.int64)
    mode = SLAB_MODES[look.slab_mode] if count > 1 else 0
    return Oblique(
        plane.start, plane.right, plane.down, shape, positions, step, count, mode, look.nearest
    )


def _strides(geometry: Geometry) -> tuple[int, int, int]:
    """Elements from one voxel to the next along k, j and i."""
    _, rows, columns = geometry.shape_kji
    return rows * columns, columns, 1
