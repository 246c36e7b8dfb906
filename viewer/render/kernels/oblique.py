"""A line of a view that cuts a grid at any angle: trilinear or nearest, slabs folded."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.corners import between_eight
from viewer.render.kernels.extremes import clamp, smaller
from viewer.render.kernels.jit import Whole, allocating_kernel, kernel
from viewer.render.kernels.prefetch import AHEAD, fetch
from viewer.render.kernels.rows import Flat, Row, fold_row, scale_row
from viewer.render.kernels.tables import Grey, Oblique

CACHED = 128 * 1024  # elements of a grid that a core's cache holds: no use asking ahead for them
Index = NDArray[np.float32]
Offsets = NDArray[np.int64]


class Scratch(NamedTuple):
    """What a line of an oblique view needs, as wide as the view.

    ``offsets`` are the elements that its pixels show, ``shares`` (3, width) those of the next
    voxels along each axis, ``levels`` its values, ``spare`` those of one more plane of a slab,
    ``picked`` its inks; the last three an even number long.
    """

    offsets: Offsets
    shares: NDArray[np.float32]
    levels: Row
    spare: Row
    picked: NDArray[np.uint32]


@allocating_kernel
def new_scratch(width: int) -> Scratch:
    """Scratch with nothing in it yet."""
    even = width + width % 2
    return Scratch(
        np.empty(width, np.int64),
        np.empty((3, width), np.float32),
        np.empty(even, np.float32),
        np.empty(even, np.float32),
        np.empty(even, np.uint32),
    )


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
def locate_linear(
    offsets: Offsets, share: Index, place: float, step: float, grid: tuple[Whole, Whole], end: int
) -> None:
    """Add each pixel's voxel below to its element offset; ``share`` is that of the next one.

    ``place`` + x · ``step`` is the index of pixel x < ``end``, limited to the voxels' centres;
    ``grid`` is (voxels, elements between two of them). One loop, in which all vectorises.
    """
    start, along, stride = np.float32(place), np.float32(step), grid[1]
    top, last = np.float32(grid[0] - 1), np.float32(max(grid[0] - 2, 0))
    for x in range(end):
        index = clamp(start + np.float32(x) * along, np.float32(0), top)
        below = np.floor(smaller(index, last))
        offsets[x] += np.int64(below) * stride
        share[x] = index - below


@kernel
def locate_nearest(
    offsets: Offsets, share: Index, place: float, step: float, grid: tuple[Whole, Whole], end: int
) -> None:
    """As ``locate_linear`` for the nearest voxel; the next one has no share."""
    start, along, stride = np.float32(place + 0.5), np.float32(step), grid[1]
    top = np.float32(grid[0] - 1)
    for x in range(end):
        index = clamp(np.floor(start + np.float32(x) * along), np.float32(0), top)
        offsets[x] += np.int64(index) * stride
        share[x] = np.float32(0)


@kernel
def locate_slices(
    offsets: Offsets,
    share: Index,
    place: float,
    step: float,
    grid: tuple[Whole, Whole],
    end: int,
    positions: NDArray[np.float64],
    nearest: bool,
) -> None:
    """As ``locate_linear`` along k with true slice positions; the search starts at the last."""
    k, top = 0, len(positions) - 2
    for x in range(end):
        position = place + x * step
        while k < top and position >= positions[k + 1]:
            k += 1
        while k > 0 and position < positions[k]:
            k -= 1
        part = (position - positions[k]) / (positions[k + 1] - positions[k])
        part = min(max(part, 0.0), 1.0)
        if nearest:
            part = np.floor(part + 0.5)
        # The last slice is reached by its share, except where only whole voxels count.
        whole = nearest and part >= 1.0
        offsets[x] += (k + 1 if whole else k) * grid[1]
        share[x] = np.float32(0.0 if whole else part)


@kernel
def locate_line(
    offsets: Offsets, shares: NDArray[np.float32], plane: Oblique, y: int, depth: float, end: int
) -> None:
    """Element offset of each pixel x < ``end`` of line ``y``, and shares of the next voxels."""
    strides = (plane.shape[1] * plane.shape[2], plane.shape[2], np.int64(1))
    for x in range(end):
        offsets[x] = 0
    for axis in range(3):
        place = plane.start[axis] + y * plane.down[axis] + depth * plane.slab_step[axis]
        step, grid, share = plane.right[axis], (plane.shape[axis], strides[axis]), shares[axis]
        if axis == 0 and len(plane.k_positions) > 1:
            positions, nearest = plane.k_positions, plane.nearest
            locate_slices(offsets, share, place, step, grid, end, positions, nearest)
        elif plane.nearest:
            locate_nearest(offsets, share, place, step, grid, end)
        else:
            locate_linear(offsets, share, place, step, grid, end)


@kernel
def blend_corners(
    levels: Row,
    flat: Flat,
    offsets: Offsets,
    shares: NDArray[np.float32],
    steps: tuple[int, int, int],
    bounds: tuple[int, int],
) -> None:
    """Trilinear values from the eight voxels around each pixel; the last step must be 1."""
    k, j = np.uint64(steps[0]), np.uint64(steps[1])
    first, last = bounds
    if len(flat) <= CACHED:
        for x in range(first, last):
            o = np.uint64(offsets[x])
            levels[x] = between_eight(flat, o, j, k, shares[2, x], shares[1, x], shares[0, x])
        return
    for x in range(first, last):
        soon = np.uint64(offsets[min(x + AHEAD, last - 1)])
        fetch(flat, soon)
        fetch(flat, soon + j)
        fetch(flat, soon + k)
        fetch(flat, soon + k + j)
        o = np.uint64(offsets[x])
        levels[x] = between_eight(flat, o, j, k, shares[2, x], shares[1, x], shares[0, x])


@kernel
def take_nearest(levels: Row, flat: Flat, offsets: Offsets, bounds: tuple[int, int]) -> None:
    """The one voxel of each pixel."""
    for x in range(bounds[0], bounds[1]):
        fetch(flat, np.uint64(offsets[min(x + AHEAD, bounds[1] - 1)]))
        levels[x] = flat[np.uint64(offsets[x])]


@kernel
def pick(flat: Flat, offset: np.uint64, grey: Grey) -> np.float32:
    """One voxel's value, padding replaced."""
    value = np.float32(flat[offset])
    is_padding = grey.padded and value == np.float32(grey.padding)
    return np.float32(grey.padding_as) if is_padding else value


@kernel
def blend_padded(
    levels: Row,
    flat: Flat,
    offsets: Offsets,
    shares: NDArray[np.float32],
    steps: tuple[int, int, int],
    bounds: tuple[int, int],
    grey: Grey,
) -> None:
    """As ``blend_corners`` for any steps, padding replaced before anything is blended with it."""
    k, j, i = np.uint64(steps[0]), np.uint64(steps[1]), np.uint64(steps[2])
    for x in range(bounds[0], bounds[1]):
        o, u, v = np.uint64(offsets[x]), shares[2, x], shares[1, x]
        a, b = pick(flat, o, grey), pick(flat, o + i, grey)
        c, d = pick(flat, o + j, grey), pick(flat, o + j + i, grey)
        o += k
        e, f = pick(flat, o, grey), pick(flat, o + i, grey)
        g, h = pick(flat, o + j, grey), pick(flat, o + j + i, grey)
        a, c, e, g = a + (b - a) * u, c + (d - c) * u, e + (f - e) * u, g + (h - g) * u
        a, e = a + (c - a) * v, e + (g - e) * v
        levels[x] = a + (e - a) * shares[0, x]


@kernel
def plane_line(
    levels: Row,
    scratch: Scratch,
    flat: Flat,
    plane: Oblique,
    grey: Grey,
    bounds: tuple[int, int, int],
    depth: float,
) -> None:
    """Values of pixels ``bounds[0]`` … ``bounds[1]`` of line ``bounds[2]``; depth in slab steps."""
    first, last, y = bounds
    offsets, shares = scratch.offsets, scratch.shares
    locate_line(offsets, shares, plane, y, depth, last)
    rows, columns = plane.shape[1], plane.shape[2]
    steps = (
        rows * columns if plane.shape[0] > 1 and not plane.nearest else 0,
        columns if rows > 1 and not plane.nearest else 0,
        1 if columns > 1 and not plane.nearest else 0,
    )
    if grey.padded or (steps[2] == 0 and not plane.nearest):  # a grid of one column is rare
        blend_padded(levels, flat, offsets, shares, steps, (first, last), grey)
    elif plane.nearest:
        take_nearest(levels, flat, offsets, (first, last))
    else:
        blend_corners(levels, flat, offsets, shares, steps, (first, last))


@kernel
def slab_line(
    scratch: Scratch, flat: Flat, plane: Oblique, grey: Grey, bounds: tuple[int, int, int]
) -> None:
    """As ``plane_line`` for a whole slab, scaled, into ``scratch.levels``; planes beyond the grid
    repeat its face."""
    levels, spare = scratch.levels, scratch.spare
    for s in range(plane.slab_count):
        depth = s - (plane.slab_count - 1) / 2
        target = levels if s == 0 else spare
        plane_line(target, scratch, flat, plane, grey, bounds, depth)
        if s > 0:
            fold_row(levels, spare, plane.mode, bounds[0], bounds[1])
    scale = grey.scale / plane.slab_count if plane.mode == 3 else grey.scale
    scale_row(levels, scale, grey.bias, bounds[0], bounds[1])
