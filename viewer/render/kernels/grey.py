"""The picture of a grey volume, aligned or oblique, at view resolution."""

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.extremes import clamp
from viewer.render.kernels.frame import Frame, line_of
from viewer.render.kernels.jit import kernel
from viewer.render.kernels.oblique import line_range, slab_line
from viewer.render.kernels.rows import Flat, Row, blend_rows, new_stage, stage_line
from viewer.render.kernels.tables import Aligned, Grey, Oblique

Line = NDArray[np.uint32]
Band = tuple[int, int]
BLACK = np.uint32(0xFF000000)


@kernel
def paint_grey(line: Line, levels: Row) -> None:
    """Pixels from grey levels (rounded by the bias, clamped here)."""
    for x in range(len(line)):
        level = clamp(levels[x], np.float32(0), np.float32(255))
        line[x] = np.uint32(np.int32(level)) * np.uint32(0x010101) | BLACK


@kernel
def paint_between(line: Line, above: Row, below: Row, share: np.float32) -> None:
    """Pixels from grey levels between two rows."""
    for x in range(len(line)):
        value = above[x]
        level = clamp(value + (below[x] - value) * share, np.float32(0), np.float32(255))
        line[x] = np.uint32(np.int32(level)) * np.uint32(0x010101) | BLACK


@kernel
def look_up(target: Line, levels: Row, table: NDArray[np.uint32]) -> None:
    """Entries of a table at levels, clamped to it.

    Two loops: the first vectorises, and a load from a place that a register holds is quick.
    """
    top = np.float32(len(table) - 1)
    for x in range(len(target)):
        target[x] = np.uint32(np.int32(clamp(levels[x], np.float32(0), top)))
    for x in range(len(target)):
        target[x] = table[target[x]]


@kernel
def paint_line(line: Line, levels: Row, first: int, last: int, grey: Grey) -> None:
    """One line of the picture, black outside ``first`` … ``last``."""
    line[:first] = BLACK
    line[max(first, last) :] = BLACK
    if len(grey.lut) > 0:
        look_up(line[first:last], levels[first:last], grey.lut)
    else:
        paint_grey(line[first:last], levels[first:last])


@kernel
def draw_aligned_grey(frame: Frame, band: Band, flat: Flat, plane: Aligned, grey: Grey) -> None:
    """Lines ``band[0] <= y < band[1]`` of a view along the grid; black outside it."""
    stage = new_stage(frame.width, plane.column_count)
    levels = np.empty(frame.width, np.float32)
    first, last = plane.columns.first, plane.columns.last
    for y in range(band[0], band[1]):
        if y < plane.lines.first or y >= plane.lines.last or first >= last:
            line_of(frame, y)[:] = BLACK
            continue
        between = stage_line(stage, flat, y, plane, grey)
        if len(grey.lut) > 0:
            blend_rows(levels, stage.spread, between, first, last)
            paint_line(line_of(frame, y), levels, first, last, grey)
            continue
        line, (above, below, share) = line_of(frame, y), between
        line[:first] = BLACK
        line[last:] = BLACK
        rows = stage.spread[above][first:last], stage.spread[below][first:last]
        paint_between(line[first:last], rows[0], rows[1], share)


@kernel
def draw_oblique_grey(frame: Frame, band: Band, flat: Flat, plane: Oblique, grey: Grey) -> None:
    """As ``draw_aligned_grey`` for a view at any angle."""
    width = frame.width
    levels, spare = np.empty(width, np.float32), np.empty(width, np.float32)
    offsets, shares = np.empty(width, np.int64), np.empty((3, width), np.float32)
    for y in range(band[0], band[1]):
        first, last = line_range(plane, y, width)
        if first < last:
            bounds = (first, last, y)
            slab_line(levels, spare, offsets, shares, flat, plane, grey, bounds)
        paint_line(line_of(frame, y), levels, first, last, grey)
