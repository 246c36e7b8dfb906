"""The picture of a grey volume, aligned or oblique, at view resolution."""

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.extremes import clamp
from viewer.render.kernels.frame import Frame, line_of
from viewer.render.kernels.jit import allocating_kernel, kernel
from viewer.render.kernels.oblique import Scratch, line_range, new_scratch, slab_line
from viewer.render.kernels.rows import Flat, Row, Stage, blend_rows, new_stage, stage_line
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
def grey_line(line: Line, flat: Flat, y: int, plane: Aligned, grey: Grey, stage: Stage) -> None:
    """Line ``y`` of a view along the grid."""
    first, last = plane.columns.first, plane.columns.last
    if y < plane.lines.first or y >= plane.lines.last or first >= last:
        line[:] = BLACK
        return
    between = stage_line(stage, flat, y, plane, grey)
    if len(grey.lut) > 0:
        blend_rows(stage.levels, stage.spread, between, first, last)
        paint_line(line, stage.levels, first, last, grey)
        return
    above, below, share = between
    line[:first] = BLACK
    line[last:] = BLACK
    rows = stage.spread[above][first:last], stage.spread[below][first:last]
    paint_between(line[first:last], rows[0], rows[1], share)


@kernel
def grey_lines(
    frame: Frame, band: Band, flat: Flat, plane: Aligned, grey: Grey, stage: Stage
) -> None:
    """The lines of a band."""
    for y in range(band[0], band[1]):
        grey_line(line_of(frame, y), flat, y, plane, grey, stage)


@allocating_kernel
def draw_aligned_grey(frame: Frame, band: Band, flat: Flat, plane: Aligned, grey: Grey) -> None:
    """Lines ``band[0] <= y < band[1]`` of a view along the grid; black outside it."""
    grey_lines(frame, band, flat, plane, grey, new_stage(frame.width, plane.column_count))


@kernel
def oblique_lines(
    frame: Frame, band: Band, flat: Flat, plane: Oblique, grey: Grey, scratch: Scratch
) -> None:
    """The lines of a band at any angle."""
    for y in range(band[0], band[1]):
        first, last = line_range(plane, y, frame.width)
        if first < last:
            slab_line(scratch, flat, plane, grey, (first, last, y))
        paint_line(line_of(frame, y), scratch.levels, first, last, grey)


@allocating_kernel
def draw_oblique_grey(frame: Frame, band: Band, flat: Flat, plane: Oblique, grey: Grey) -> None:
    """As ``draw_aligned_grey`` for a view at any angle."""
    oblique_lines(frame, band, flat, plane, grey, new_scratch(frame.width))
