"""One row of a grid plane as float32: slices blended, slabs folded, padding replaced."""

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.extremes import larger, smaller
from viewer.render.kernels.jit import Whole, kernel
from viewer.render.kernels.prefetch import fetch_strided
from viewer.render.kernels.tables import Aligned, Grey

Row = NDArray[np.float32]
Rows = NDArray[np.float32]
Flat = NDArray[np.generic]
SCRATCH = 5  # two staged rows, a slab's row, a second slice's row, the blend of two rows


@kernel
def copy_row(row: Row, flat: Flat, start: int, stride: int, count: int) -> None:
    """Values of ``count`` voxels from element ``start`` on."""
    part = flat[start : start + (count - 1) * stride + 1]
    if stride == 1:
        for c in range(count):
            row[c] = part[c]
    else:
        fetch_strided(part, stride, count)
        for c in range(count):
            row[c] = part[c * stride]


@kernel
def mix_row(row: Row, other: Row, weight: float, count: int) -> None:
    """``row`` moved towards ``other`` by ``weight``."""
    share = np.float32(weight)
    for c in range(count):
        row[c] += (other[c] - row[c]) * share


@kernel
def fold_row(row: Row, other: Row, mode: int, first: int, last: int) -> None:
    """``row`` becomes the larger (1), the smaller (2) or the sum (3) of both."""
    if mode == 1:
        for c in range(first, last):
            row[c] = larger(row[c], other[c])
    elif mode == 2:
        for c in range(first, last):
            row[c] = smaller(row[c], other[c])
    else:
        for c in range(first, last):
            row[c] += other[c]


@kernel
def read_row(row: Row, flat: Flat, start: int, plane: Aligned, grey: Grey) -> None:
    """A row of voxels, padding replaced before anything is blended with it."""
    copy_row(row, flat, start, plane.column_stride, plane.column_count)
    if grey.padded:
        old, new = np.float32(grey.padding), np.float32(grey.padding_as)
        for c in range(plane.column_count):
            row[c] = new if row[c] == old else row[c]


@kernel
def scale_row(row: Row, scale: float, bias: float, first: int, last: int) -> None:
    """``row * scale + bias``."""
    a, b = np.float32(scale), np.float32(bias)
    for c in range(first, last):
        row[c] = row[c] * a + b


@kernel
def load_row(rows: Rows, slot: int, flat: Flat, index: Whole, plane: Aligned, grey: Grey) -> None:
    """Row ``index`` of the plane into ``rows[slot]``, scaled, its last value once repeated."""
    samples, count = plane.samples, plane.column_count
    offset = index * plane.row_stride
    for s in range(len(samples.near)):
        target = rows[slot] if s == 0 else rows[2]
        read_row(target, flat, samples.near[s] + offset, plane, grey)
        if samples.weight[s] > 0:
            read_row(rows[3], flat, samples.far[s] + offset, plane, grey)
            mix_row(target, rows[3], samples.weight[s], count)
        if s > 0:
            fold_row(rows[slot], target, samples.mode, 0, count)
    scale = grey.scale / len(samples.near) if samples.mode == 3 else grey.scale
    scale_row(rows[slot], scale, grey.bias, 0, count)
    rows[slot, count] = rows[slot, count - 1]


@kernel
def stage_row(
    rows: Rows,
    held: NDArray[np.int64],
    flat: Flat,
    index: Whole,
    plane: Aligned,
    grey: Grey,
    keep: int,
) -> int:
    """Slot (0 or 1) that holds row ``index``, loading it over the slot other than ``keep``."""
    if held[0] == index:
        return 0
    if held[1] == index:
        return 1
    slot = 1 if keep == 0 else 0
    load_row(rows, slot, flat, index, plane, grey)
    held[slot] = index
    return slot


@kernel
def blend_rows(target: Row, upper: Row, lower: Row, weight: float, count: int) -> None:
    """``target`` = upper + (lower − upper) · weight."""
    share = np.float32(weight)
    for c in range(count):
        target[c] = upper[c] + (lower[c] - upper[c]) * share


@kernel
def line_row(
    rows: Rows, held: NDArray[np.int64], flat: Flat, y: int, plane: Aligned, grey: Grey
) -> Row:
    """The row of values that screen line ``y`` shows, blended between two grid rows."""
    index = np.int64(plane.lines.voxel[y])
    below = min(index + 1, np.int64(plane.row_count - 1))
    a = stage_row(rows, held, flat, index, plane, grey, 1 if held[1] == below else 0)
    weight = plane.lines.weight[y]
    blended: Row = rows[a]
    if weight <= 0:
        return blended
    b = stage_row(rows, held, flat, below, plane, grey, a)
    blended = rows[4]
    blend_rows(blended, rows[a], rows[b], weight, plane.column_count + 1)
    return blended


@kernel
def spread_row(levels: Row, row: Row, plane: Aligned) -> None:
    """View pixels of a row of voxels, linear between them."""
    columns = plane.columns
    for x in range(columns.first, columns.last):
        c = columns.voxel[x]
        levels[x] = row[c] + (row[c + np.uint32(1)] - row[c]) * columns.weight[x]
