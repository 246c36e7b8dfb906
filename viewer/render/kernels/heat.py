"""A heatmap over the picture: trilinear on its own grid, opacity following the value."""

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.clamp import clamp
from viewer.render.kernels.grey import Frame, spread_levels, vertical
from viewer.render.kernels.jit import kernel
from viewer.render.kernels.labels import blend_pixel
from viewer.render.kernels.rows import Flat, Row
from viewer.render.kernels.tables import AxisTable, Blend, Grey, Samples, Strides


@kernel
def shows(row: Row, count: int) -> bool:
    """Whether any value of a scaled row lies above level 0."""
    top = np.float32(0)
    for c in range(count):
        top = max(top, row[c])
    return top > np.float32(0)


@kernel
def paint_heat(line: NDArray[np.uint32], levels: Row, first: int, last: int, blend: Blend) -> None:
    """Blend one line by levels 0…255."""
    for x in range(first, last):
        i = np.uint32(np.int32(clamp(levels[x], np.float32(0), np.float32(255))))
        line[x] = blend_pixel(line[x], blend.keep[i], blend.red_blue[i], blend.green[i])


@kernel
def draw_heat(
    frame: Frame,
    band: tuple[int, int],
    flat: Flat,
    lines: AxisTable,
    columns: AxisTable,
    strides: Strides,
    samples: Samples,
    scale: Grey,
    blend: Blend,
) -> None:
    """Blend an axis-aligned plane of a heatmap into lines ``band[0] <= y < band[1]``."""
    rows = np.empty((5, strides.column_count + 1), np.float32)
    held = np.full(2, -1, np.int64)
    levels = np.empty(frame.shape[1], np.float32)
    for y in range(max(band[0], lines.first), min(band[1], lines.last)):
        row = vertical(rows, held, flat, y, lines, strides, samples, scale)
        if shows(row, strides.column_count):
            spread_levels(levels, row, columns)
            paint_heat(frame[y], levels, columns.first, columns.last, blend)
