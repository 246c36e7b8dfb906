"""A heatmap over the picture: trilinear on its own grid, opacity following the value."""

import numpy as np

from viewer.render.kernels.extremes import clamp, larger
from viewer.render.kernels.grey import Band, Line
from viewer.render.kernels.ink import Frame, blend_pixel
from viewer.render.kernels.jit import kernel
from viewer.render.kernels.oblique import line_range, slab_line
from viewer.render.kernels.rows import SCRATCH, Flat, Row, line_row, spread_row
from viewer.render.kernels.tables import Aligned, Blend, Grey, Oblique


@kernel
def shows(row: Row, count: int) -> bool:
    """Whether any level of a scaled row is above 0."""
    top = np.float32(0)
    for c in range(count):
        top = larger(top, row[c])
    return bool(top >= np.float32(1))


@kernel
def paint_heat(line: Line, levels: Row, first: int, last: int, blend: Blend) -> None:
    """Blend one line by levels 0…255."""
    for x in range(first, last):
        i = np.uint32(np.int32(clamp(levels[x], np.float32(0), np.float32(255))))
        line[x] = blend_pixel(line[x], blend.keep[i], blend.red_blue[i], blend.green[i])


@kernel
def draw_aligned_heat(
    frame: Frame, band: Band, flat: Flat, plane: Aligned, ramp: Grey, blend: Blend
) -> None:
    """Blend a view along the heatmap's grid into lines ``band[0] <= y < band[1]``."""
    rows = np.empty((SCRATCH, plane.column_count + 1), np.float32)
    held = np.full(2, -1, np.int64)
    levels = np.empty(frame.shape[1], np.float32)
    for y in range(max(band[0], plane.lines.first), min(band[1], plane.lines.last)):
        row = line_row(rows, held, flat, y, plane, ramp)
        if shows(row, plane.column_count):
            spread_row(levels, row, plane)
            paint_heat(frame[y], levels, plane.columns.first, plane.columns.last, blend)


@kernel
def draw_oblique_heat(
    frame: Frame, band: Band, flat: Flat, plane: Oblique, ramp: Grey, blend: Blend
) -> None:
    """As ``draw_aligned_heat`` for a view at any angle to the heatmap's grid."""
    width = frame.shape[1]
    levels, spare = np.empty(width, np.float32), np.empty(width, np.float32)
    offsets, shares = np.empty(width, np.int64), np.empty((3, width), np.float32)
    for y in range(band[0], band[1]):
        first, last = line_range(plane, y, width)
        if first < last:
            slab_line(levels, spare, offsets, shares, flat, plane, ramp, (first, last, y))
            paint_heat(frame[y], levels, first, last, blend)
