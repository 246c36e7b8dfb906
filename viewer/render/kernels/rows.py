"""Rows of a grid plane as float32 values, and the screen lines between two of them."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.extremes import larger, smaller
from viewer.render.kernels.jit import Whole, allocating_kernel, kernel
from viewer.render.kernels.spread import SLACK, spread_row
from viewer.render.kernels.tables import Aligned, Grey

Row = NDArray[np.float32]
Rows = NDArray[np.float32]
Flat = NDArray[np.generic]
Between = tuple[Whole, Whole, np.float32]  # places of two staged rows, and the share of the second


class Stage(NamedTuple):
    """The two grid rows that a screen line lies between, already as wide as the view.

    A row is spread over the view's columns once, however many lines show it. ``spread`` holds
    both, even rows first, ``held`` which rows they are; ``rows`` is scratch as wide as the grid:
    a row, a slab's row, a second slice's row; ``levels`` and ``picked`` are scratch for a line,
    an even number long.
    """

    spread: Rows
    held: NDArray[np.int64]
    rows: Rows
    levels: Row
    picked: NDArray[np.uint32]


@allocating_kernel
def new_stage(width: int, columns: int) -> Stage:
    """A stage that holds nothing yet."""
    even = width + width % 2
    return Stage(
        np.empty((2, width), np.float32),
        np.full(2, -1, np.int64),
        np.empty((3, columns + SLACK), np.float32),
        np.empty(even, np.float32),
        np.empty(even, np.uint32),
    )


@kernel
def copy_row(row: Flat, flat: Flat, start: int, stride: int, count: int) -> None:
    """``count`` voxels from element ``start`` on.

    The strided loop waits for memory: the fewer its instructions, the more loads are under way.
    """
    if stride == 1:
        part = flat[start : start + count]
        for c in range(count):
            row[c] = part[c]
    else:
        place, step = np.uint64(start), np.uint64(stride)
        for c in range(count):
            row[c] = flat[place]
            place += step


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
def load_row(rows: Rows, flat: Flat, index: Whole, plane: Aligned, grey: Grey) -> None:
    """Row ``index`` of the plane into ``rows[0]``, scaled, its last value once repeated."""
    samples, count = plane.samples, plane.column_count
    offset = index * plane.row_stride
    for s in range(len(samples.near)):
        target = rows[0] if s == 0 else rows[1]
        read_row(target, flat, samples.near[s] + offset, plane, grey)
        if samples.weight[s] > 0:
            read_row(rows[2], flat, samples.far[s] + offset, plane, grey)
            mix_row(target, rows[2], samples.weight[s], count)
        if s > 0:
            fold_row(rows[0], target, samples.mode, 0, count)
    scale = grey.scale / len(samples.near) if samples.mode == 3 else grey.scale
    scale_row(rows[0], scale, grey.bias, 0, count)
    rows[0, count] = rows[0, count - 1]


@kernel
def stage_row(stage: Stage, flat: Flat, index: Whole, plane: Aligned, grey: Grey) -> None:
    """Bring row ``index`` to its place, which neighbours never share."""
    place = index % 2
    load_row(stage.rows, flat, index, plane, grey)
    spread_row(stage.spread[place], stage.rows[0], plane.columns)
    stage.held[place] = index


@kernel
def stage_line(stage: Stage, flat: Flat, y: int, plane: Aligned, grey: Grey) -> Between:
    """Bring the rows to their places between which screen line ``y`` lies."""
    weight, upper = plane.lines.weight[y], np.int64(plane.lines.voxel[y])
    lower = min(upper + 1, np.int64(plane.row_count - 1)) if weight > 0 else upper
    for index in range(upper, lower + 1):
        if stage.held[index % 2] != index:  # most lines show the rows of the line above
            stage_row(stage, flat, index, plane, grey)
    return upper % 2, lower % 2, weight


@kernel
def blend_rows(levels: Row, spread: Rows, between: Between, first: int, last: int) -> None:
    """Values of pixels ``first <= x < last`` between two staged rows."""
    above, below, share = np.uint64(between[0]), np.uint64(between[1]), np.float32(between[2])
    for x in range(np.uint64(first), np.uint64(last)):
        value = spread[above, x]
        levels[x] = value + (spread[below, x] - value) * share
