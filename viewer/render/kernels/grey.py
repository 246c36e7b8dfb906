"""Grey (or colour-mapped) picture of an axis-aligned plane, bilinear, at view resolution."""

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.clamp import clamp
from viewer.render.kernels.jit import kernel
from viewer.render.kernels.rows import Flat, Row, stage_row
from viewer.render.kernels.tables import AxisTable, Grey, Samples, Strides

Frame = NDArray[np.uint32]
BLACK = 0xFF000000


@kernel
def spread_levels(levels: Row, row: Row, columns: AxisTable) -> None:
    """View pixels of a row of values, linear between its voxels."""
    for x in range(columns.first, columns.last):
        c = columns.index[x]
        levels[x] = row[c] + (row[c + np.uint32(1)] - row[c]) * columns.weight[x]


@kernel
def paint_grey(line: NDArray[np.uint32], levels: Row, first: int, last: int) -> None:
    """Pixels of one line from grey levels (rounded by the bias, clamped here)."""
    for x in range(first, last):
        level = clamp(levels[x], np.float32(0), np.float32(255))
        line[x] = np.uint32(np.int32(level)) * np.uint32(0x010101) | np.uint32(BLACK)


@kernel
def paint_mapped(
    line: NDArray[np.uint32], levels: Row, first: int, last: int, lut: NDArray[np.uint32]
) -> None:
    """Pixels of one line through a table of colours."""
    top = np.float32(len(lut) - 1)
    for x in range(first, last):
        line[x] = lut[np.uint32(np.int32(clamp(levels[x], np.float32(0), top)))]


@kernel
def blend_rows(target: Row, upper: Row, lower: Row, weight: float, count: int) -> None:
    """``target`` = upper + (lower − upper) · weight."""
    share = np.float32(weight)
    for c in range(count):
        target[c] = upper[c] + (lower[c] - upper[c]) * share


@kernel
def clear_outside(line: NDArray[np.uint32], first: int, last: int) -> None:
    """Black before ``first`` and from ``last`` on."""
    line[:first] = BLACK
    line[max(first, last) :] = BLACK


@kernel
def vertical(
    rows: NDArray[np.float32],
    held: NDArray[np.int64],
    flat: Flat,
    y: int,
    lines: AxisTable,
    strides: Strides,
    samples: Samples,
    grey: Grey,
) -> Row:
    """The row of values that screen line ``y`` shows, blended between two grid rows."""
    index = np.int64(lines.index[y])
    below = min(index + 1, np.int64(strides.row_count - 1))
    a = stage_row(rows, held, flat, index, strides, samples, grey, 1 if held[1] == below else 0)
    if lines.weight[y] <= 0:
        return rows[a]
    b = stage_row(rows, held, flat, below, strides, samples, grey, a)
    blend_rows(rows[4], rows[a], rows[b], lines.weight[y], strides.column_count + 1)
    return rows[4]


@kernel
def draw_grey(
    frame: Frame,
    band: tuple[int, int],
    flat: Flat,
    lines: AxisTable,
    columns: AxisTable,
    strides: Strides,
    samples: Samples,
    grey: Grey,
) -> None:
    """Lines ``band[0] <= y < band[1]`` of an axis-aligned plane; black outside the grid."""
    rows = np.empty((5, strides.column_count + 1), np.float32)
    held = np.full(2, -1, np.int64)
    levels = np.empty(frame.shape[1], np.float32)
    for y in range(band[0], band[1]):
        line = frame[y]
        if y < lines.first or y >= lines.last or columns.first >= columns.last:
            line[:] = BLACK
            continue
        row = vertical(rows, held, flat, y, lines, strides, samples, grey)
        clear_outside(line, columns.first, columns.last)
        spread_levels(levels, row, columns)
        if len(grey.lut) > 0:
            paint_mapped(line, levels, columns.first, columns.last, grey.lut)
        else:
            paint_grey(line, levels, columns.first, columns.last)
