"""A line of a view that cuts a grid at any angle: trilinear or nearest, slabs folded."""

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.extremes import clamp, smaller
from viewer.render.kernels.jit import kernel
from viewer.render.kernels.rows import Flat, Row, fold_row, scale_row
from viewer.render.kernels.tables import Grey, Oblique

Index = NDArray[np.float32]


@kernel
def line_range(plane: Oblique, y: int, width: int) -> tuple[int, int]:
    """First pixel and end of line ``y`` within the outer faces of the grid."""
    first, last = 0.0, width - 1.0
    for axis in range(3):
        low, high = _faces(plane, axis)
        place, step = plane.start[axis] + y * plane.down[axis], plane.right[axis]
        if abs(step) < 1e-12:
            if place < low or place > high:
                return 0, 0
        else:
            enter, leave = (low - place) / step, (high - place) / step
            first, last = max(first, min(enter, leave)), min(last, max(enter, leave))
    if last < first:
        return 0, 0
    return int(np.ceil(first)), int(np.floor(last)) + 1


@kernel
def _faces(plane: Oblique, axis: int) -> tuple[float, float]:
    """Outer faces of the grid on one axis; a hair wider, for planes on the face itself."""
    hair = 1e-6
    positions = plane.k_positions
    if axis > 0 or len(positions) < 2:
        return -0.5 - hair, plane.shape[axis] - 0.5 + hair
    low = positions[0] - (positions[1] - positions[0]) / 2
    high = positions[-1] + (positions[-1] - positions[-2]) / 2
    return low - hair, high + hair


@kernel
def place_line(
    index: Index, plane: Oblique, axis: int, place: float, first: int, last: int
) -> None:
    """Index on ``axis`` of pixels ``first`` … ``last``, limited to the voxels' centres."""
    start, step = np.float32(place), np.float32(plane.right[axis])
    for x in range(first, last):
        index[x] = start + np.float32(x) * step
    if axis == 0 and len(plane.k_positions) > 1:
        _true_slices(index, plane.k_positions, first, last)
    top = np.float32(plane.shape[axis] - 1)
    if plane.nearest:
        for x in range(first, last):
            index[x] = np.floor(index[x] + np.float32(0.5))
    for x in range(first, last):
        index[x] = clamp(index[x], np.float32(0), top)


@kernel
def _true_slices(index: Index, positions: NDArray[np.float64], first: int, last: int) -> None:
    """From positions to array indices; neighbours are near, so the search starts at the last."""
    k, top = 0, len(positions) - 2
    for x in range(first, last):
        while k < top and index[x] >= positions[k + 1]:
            k += 1
        while k > 0 and index[x] < positions[k]:
            k -= 1
        gap = positions[k + 1] - positions[k]
        index[x] = np.float32(k + (index[x] - positions[k]) / gap)


@kernel
def locate(
    offsets: NDArray[np.uint64], index: Index, last_voxel: int, stride: int, first: int, last: int
) -> None:
    """Add each pixel's voxel below to its element offset; leave the share of the next one."""
    top = np.float32(max(last_voxel - 1, 0))
    for x in range(first, last):
        below = np.floor(smaller(index[x], top))
        offsets[x] += np.uint64(np.int64(below) * stride)
        index[x] -= below


@kernel
def lerp(a: np.float32, b: np.float32, share: np.float32) -> np.float32:
    """Between ``a`` and ``b``."""
    return a + (b - a) * share


@kernel
def pick(flat: Flat, offset: np.uint64, grey: Grey) -> np.float32:
    """One voxel's value, padding replaced."""
    value = np.float32(flat[offset])
    if grey.padded and value == np.float32(grey.padding):
        return np.float32(grey.padding_as)
    return value


@kernel
def blend_corners(
    levels: Row,
    flat: Flat,
    offsets: NDArray[np.uint64],
    index: Index,
    steps: tuple[int, int, int],
    grey: Grey,
    bounds: tuple[int, int],
) -> None:
    """Trilinear values from the eight voxels around each pixel."""
    k, j, i = np.uint64(steps[0]), np.uint64(steps[1]), np.uint64(steps[2])
    for x in range(bounds[0], bounds[1]):
        o = offsets[x]
        u = index[2, x]
        near = lerp(
            lerp(pick(flat, o, grey), pick(flat, o + i, grey), u),
            lerp(pick(flat, o + j, grey), pick(flat, o + j + i, grey), u),
            index[1, x],
        )
        o = o + k
        far = lerp(
            lerp(pick(flat, o, grey), pick(flat, o + i, grey), u),
            lerp(pick(flat, o + j, grey), pick(flat, o + j + i, grey), u),
            index[1, x],
        )
        levels[x] = lerp(near, far, index[0, x])


@kernel
def plane_line(
    levels: Row,
    offsets: NDArray[np.uint64],
    index: Index,
    flat: Flat,
    plane: Oblique,
    grey: Grey,
    bounds: tuple[int, int, int],
    depth: float,
) -> None:
    """Values of pixels ``bounds[0]`` … ``bounds[1]`` of line ``bounds[2]``; depth in slab steps."""
    first, last, y = bounds
    rows, columns = plane.shape[1], plane.shape[2]
    strides = (rows * columns, columns, 1)
    for x in range(first, last):
        offsets[x] = np.uint64(0)
    for axis in range(3):
        place = plane.start[axis] + y * plane.down[axis] + depth * plane.slab_step[axis]
        place_line(index[axis], plane, axis, place, first, last)
        locate(offsets, index[axis], plane.shape[axis] - 1, strides[axis], first, last)
    steps = (
        strides[0] if plane.shape[0] > 1 else 0,
        strides[1] if rows > 1 else 0,
        1 if columns > 1 else 0,
    )
    blend_corners(levels, flat, offsets, index, steps, grey, (first, last))


@kernel
def slab_line(
    levels: Row,
    spare: Row,
    offsets: NDArray[np.uint64],
    index: Index,
    flat: Flat,
    plane: Oblique,
    grey: Grey,
    bounds: tuple[int, int, int],
) -> None:
    """As ``plane_line`` for a whole slab, scaled; planes beyond the grid repeat its face."""
    for s in range(plane.slab_count):
        depth = s - (plane.slab_count - 1) / 2
        target = levels if s == 0 else spare
        plane_line(target, offsets, index, flat, plane, grey, bounds, depth)
        if s > 0:
            fold_row(levels, spare, plane.mode, bounds[0], bounds[1])
    scale = grey.scale / plane.slab_count if plane.mode == 3 else grey.scale
    scale_row(levels, scale, grey.bias, bounds[0], bounds[1])
