"""A heatmap over the picture: trilinear on its own grid, opacity following the value."""

import numpy as np

from viewer.render.kernels.extremes import clamp
from viewer.render.kernels.frame import Frame, line_of
from viewer.render.kernels.grey import Band, Line
from viewer.render.kernels.ink import Inks, blend_ink
from viewer.render.kernels.jit import allocating_kernel, kernel
from viewer.render.kernels.oblique import Scratch, line_range, new_scratch, slab_line
from viewer.render.kernels.rows import Flat, Row, Stage, blend_rows, new_stage, stage_line
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
def pick_inks(picked: Line, levels: Row, inks: Inks) -> None:
    """The ink of each level, clamped to the table; ``picked`` is as long as ``levels``, an even
    number. Two at once: loads and stores are what takes time."""
    top = np.float32(len(inks) - 1)
    for x in range(len(picked)):
        picked[x] = np.uint32(np.int32(clamp(levels[x], np.float32(0), top)))
    pairs, half = picked.view(np.uint64), np.uint64(32)
    for x in range(np.uint64(len(pairs))):
        places = pairs[x]
        one, other = inks[places & np.uint64(0xFFFFFFFF)], inks[places >> half]
        pairs[x] = np.uint64(one) | (np.uint64(other) << half)


@kernel
def heat_lines(
    frame: Frame, band: Band, flat: Flat, plane: Aligned, ramp: Grey, inks: Inks, stage: Stage
) -> None:
    """The lines of a band, of which none may lie outside the grid."""
    first, last = plane.columns.first, plane.columns.last
    for y in range(band[0], band[1]):
        between = stage_line(stage, flat, y, plane, ramp)
        blend_rows(stage.levels, stage.spread, between, first, last)
        if shows(stage.levels[first:last]):
            pick_inks(stage.picked, stage.levels, inks)
            blend_line(line_of(frame, y)[first:last], stage.picked[first:last])


@allocating_kernel
def draw_aligned_heat(
    frame: Frame, band: Band, flat: Flat, plane: Aligned, ramp: Grey, inks: Inks
) -> None:
    """Blend a view along the heatmap's grid into lines ``band[0] <= y < band[1]``."""
    within = max(band[0], plane.lines.first), min(band[1], plane.lines.last)
    stage = new_stage(frame.width, plane.column_count)
    heat_lines(frame, within, flat, plane, ramp, inks, stage)


@kernel
def oblique_heat_lines(
    frame: Frame, band: Band, flat: Flat, plane: Oblique, ramp: Grey, inks: Inks, scratch: Scratch
) -> None:
    """The lines of a band at any angle."""
    for y in range(band[0], band[1]):
        first, last = line_range(plane, y, frame.width)
        if first < last:
            slab_line(scratch, flat, plane, ramp, (first, last, y))
            pick_inks(scratch.picked, scratch.levels, inks)
            blend_line(line_of(frame, y)[first:last], scratch.picked[first:last])


@allocating_kernel
def draw_oblique_heat(
    frame: Frame, band: Band, flat: Flat, plane: Oblique, ramp: Grey, inks: Inks
) -> None:
    """As ``draw_aligned_heat`` for a view at any angle to the heatmap's grid."""
    oblique_heat_lines(frame, band, flat, plane, ramp, inks, new_scratch(frame.width))
