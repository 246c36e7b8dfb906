"""A label map over the picture: nearest voxel of its own grid, fill and crisp contour."""

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.grey import Frame
from viewer.render.kernels.jit import kernel
from viewer.render.kernels.rows import Flat
from viewer.render.kernels.tables import AxisTable, Blend, Strides

Slots = NDArray[np.uint16]


@kernel
def blend_pixel(pixel: np.uint32, keep: np.uint32, red_blue: np.uint32, green: np.uint32) -> int:
    """``pixel`` · keep/256 + the premultiplied colour."""
    rb = ((pixel & np.uint32(0xFF00FF)) * keep + red_blue) >> np.uint32(8)
    g = (((pixel >> np.uint32(8)) & np.uint32(0xFF)) * keep + green) & np.uint32(0xFF00)
    return np.uint32(0xFF000000) | (rb & np.uint32(0xFF00FF)) | g


@kernel
def map_row(mapped: Slots, flat: Flat, start: int, stride: int, count: int, slots: Slots) -> bool:
    """Display slot of each voxel of a row; False where nothing of it is shown."""
    part = flat[start : start + (count - 1) * stride + 1]
    top = len(slots) - 1
    seen = np.uint16(0)
    for c in range(count):
        value = np.int64(part[c * stride])
        slot = slots[min(value, top)] if value > 0 else np.uint16(0)
        mapped[c] = slot
        seen |= slot
    return seen != 0


@kernel
def spread_row(target: Slots, mapped: Slots, columns: AxisTable, margin: int) -> None:
    """View pixels of a mapped row, the edge pixels repeated into the margins."""
    width = len(target) - 2 * margin
    target[:] = 0
    for x in range(columns.first, columns.last):
        target[x + margin] = mapped[columns.index[x]]
    for m in range(margin):
        target[m] = target[margin]
        target[width + margin + m] = target[width + margin - 1]


@kernel
def paint_labels(
    line: NDArray[np.uint32],
    up: Slots,
    row: Slots,
    down: Slots,
    first: int,
    last: int,
    margin: int,
    blend: Blend,
) -> None:
    """Fill (slot · 2) and, where a neighbour differs, contour (slot · 2 + 1)."""
    for x in range(first, last):
        slot = row[x + margin]
        if slot != 0:
            edge = (row[x] != slot) | (row[x + 2 * margin] != slot)
            edge |= (up[x + margin] != slot) | (down[x + margin] != slot)
            i = np.uint32(slot) * np.uint32(2) + np.uint32(edge)
            line[x] = blend_pixel(line[x], blend.keep[i], blend.red_blue[i], blend.green[i])


@kernel
def stage_labels(
    ring: NDArray[np.uint16],
    filled: NDArray[np.bool_],
    state: NDArray[np.int64],
    mapped: Slots,
    flat: Flat,
    y: int,
    lines: AxisTable,
    columns: AxisTable,
    strides: Strides,
    start: int,
    slots: Slots,
    margin: int,
) -> None:
    """Bring line ``y`` into its place in the ring; ``state`` = (row mapped, whether it shows)."""
    place = y % len(ring)
    inside = lines.first <= y < lines.last
    if inside and state[0] != lines.index[y]:
        offset = start + np.int64(lines.index[y]) * strides.row
        shows = map_row(mapped, flat, offset, strides.column, strides.column_count, slots)
        state[0], state[1] = lines.index[y], shows
    if inside and state[1] != 0:
        spread_row(ring[place], mapped, columns, margin)
        filled[place] = True
    elif filled[place]:
        ring[place][:] = 0
        filled[place] = False


@kernel
def draw_labels(
    frame: Frame,
    band: tuple[int, int],
    flat: Flat,
    lines: AxisTable,
    columns: AxisTable,
    strides: Strides,
    start: int,
    slots: Slots,
    blend: Blend,
    margin: int,
) -> None:
    """Blend the labels of one grid plane into lines ``band[0] <= y < band[1]``.

    ``start`` is the plane's first element, ``slots`` maps a label (the last entry: any larger
    one) to its display slot (0 = not shown), ``margin`` is the contour's width in pixels.
    """
    height, width = frame.shape
    ring = np.zeros((2 * margin + 1, width + 2 * margin), np.uint16)
    filled = np.zeros(len(ring), np.bool_)
    mapped = np.zeros(strides.column_count, np.uint16)
    state = np.full(2, -1, np.int64)
    for y in range(max(band[0] - margin, 0), min(band[1] + margin, height)):
        stage_labels(
            ring, filled, state, mapped, flat, y, lines, columns, strides, start, slots, margin
        )
        _finish_line(frame, band, ring, filled, y - margin, columns, blend, margin)
    for y in range(max(band[1], height - margin), band[1]):
        _finish_line(frame, band, ring, filled, y, columns, blend, margin)


@kernel
def _finish_line(
    frame: Frame,
    band: tuple[int, int],
    ring: NDArray[np.uint16],
    filled: NDArray[np.bool_],
    y: int,
    columns: AxisTable,
    blend: Blend,
    margin: int,
) -> None:
    """Paint line ``y`` once its neighbours above and below are in the ring."""
    if y < band[0] or y >= band[1] or not filled[y % len(ring)]:
        return
    up = ring[max(y - margin, 0) % len(ring)]
    down = ring[min(y + margin, frame.shape[0] - 1) % len(ring)]
    row = ring[y % len(ring)]
    paint_labels(frame[y], up, row, down, columns.first, columns.last, margin, blend)
