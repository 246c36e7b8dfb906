"""A heatmap over the picture: trilinear on its own grid, opacity following the value."""

import numpy as np

from viewer.render.kernels.frame import Frame, line_of
from viewer.render.kernels.grey import Band, Line, look_up
from viewer.render.kernels.ink import Inks, blend_ink
from viewer.render.kernels.jit import kernel
from viewer.render.kernels.oblique import line_range, slab_line
from viewer.render.kernels.rows import Flat, Row, blend_rows, new_stage, stage_line
from viewer.render.kernels.tables import Aligned, Grey, Oblique


@kernel
def shows(levels: Row) -> bool:
    """Whether any level of a line is above 0."""
    seen = np.uint32(0)
    for x in range(len(levels)):
        seen |= np.uint32(levels[x] >= np.float32(1))
    return bool(seen != 0)


@kernel
def blend_line(line: Line, inks: Line) -> None:
    """Blend an ink into each pixel."""
    for x in range(len(line)):
        line[x] = blend_ink(line[x], inks[x])


@kernel
def paint_heat(line: Line, levels: Row, inks: Inks, spare: Line) -> None:
    """Blend one line by levels 0…255; ``spare`` is scratch as long as it."""
    look_up(spare, levels, inks)
    blend_line(line, spare)


@kernel
def draw_aligned_heat(
    frame: Frame, band: Band, flat: Flat, plane: Aligned, ramp: Grey, inks: Inks
) -> None:
    """Blend a view along the heatmap's grid into lines ``band[0] <= y < band[1]``."""
    stage = new_stage(frame.width, plane.column_count)
    levels, spare = np.empty(frame.width, np.float32), np.empty(frame.width, np.uint32)
    first, last = plane.columns.first, plane.columns.last
    for y in range(max(band[0], plane.lines.first), min(band[1], plane.lines.last)):
        between = stage_line(stage, flat, y, plane, ramp)
        blend_rows(levels, stage.spread, between, first, last)
        if shows(levels[first:last]):
            line = line_of(frame, y)[first:last]
            paint_heat(line, levels[first:last], inks, spare[first:last])


@kernel
def draw_oblique_heat(
    frame: Frame, band: Band, flat: Flat, plane: Oblique, ramp: Grey, inks: Inks
) -> None:
    """As ``draw_aligned_heat`` for a view at any angle to the heatmap's grid."""
    width = frame.width
    levels, spare = np.empty(width, np.float32), np.empty(width, np.float32)
    picked = np.empty(width, np.uint32)
    offsets, shares = np.empty(width, np.int64), np.empty((3, width), np.float32)
    for y in range(band[0], band[1]):
        first, last = line_range(plane, y, width)
        if first < last:
            slab_line(levels, spare, offsets, shares, flat, plane, ramp, (first, last, y))
            line = line_of(frame, y)[first:last]
            paint_heat(line, levels[first:last], inks, picked[first:last])
