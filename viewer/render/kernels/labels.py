"""A label map over the picture: nearest voxel of its own grid, fill and crisp contour."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.grey import Band, Line
from viewer.render.kernels.ink import Frame, blend_pixel
from viewer.render.kernels.jit import Whole, kernel
from viewer.render.kernels.oblique import Offsets, line_range, locate_line
from viewer.render.kernels.prefetch import fetch_strided
from viewer.render.kernels.rows import Flat
from viewer.render.kernels.tables import Aligned, AxisTable, Labels, Oblique

Slots = NDArray[np.uint16]


class Ring(NamedTuple):
    """The display slots of the last few lines, with margins; line y is at y modulo the length.

    ``filled`` says which lines show anything, ``mapped`` is one grid row in slots, ``state``
    (its row, whether it shows, the last line spread from it).
    """

    lines: NDArray[np.uint16]
    filled: NDArray[np.bool_]
    mapped: Slots
    state: NDArray[np.int64]


@kernel
def new_ring(width: int, margin: int, columns: int) -> Ring:
    """A ring that shows nothing yet."""
    count = 2 * margin + 1
    return Ring(
        np.zeros((count, width + 2 * margin), np.uint16),
        np.zeros(count, np.bool_),
        np.zeros(columns, np.uint16),
        np.full(3, -9, np.int64),
    )


@kernel
def slot_of(value: Whole, slots: Slots) -> np.uint16:
    """Display slot of a label; negative ones are background."""
    slot: np.uint16 = slots[min(max(value, 0), len(slots) - 1)]
    return slot


@kernel
def map_row(mapped: Slots, flat: Flat, start: int, plane: Aligned, slots: Slots) -> bool:
    """Display slot of each voxel of a row; False where nothing of it is shown."""
    stride, count = plane.column_stride, plane.column_count
    part = flat[start : start + (count - 1) * stride + 1]
    if stride != 1:
        fetch_strided(part, stride, count)
    seen = np.uint16(0)
    for c in range(count):
        slot = slot_of(np.int64(part[c * stride]), slots)
        mapped[c] = slot
        seen |= slot
    return bool(seen != 0)


@kernel
def spread_slots(target: Slots, mapped: Slots, columns: AxisTable, margin: int) -> None:
    """View pixels of a mapped row, the edge pixels repeated into the margins."""
    target[:] = 0
    for x in range(columns.first, columns.last):
        target[x + margin] = mapped[columns.voxel[x]]
    repeat_edges(target, margin)


@kernel
def repeat_edges(target: Slots, margin: int) -> None:
    """A label cut by the view's edge has no contour there."""
    width = len(target) - 2 * margin
    for m in range(margin):
        target[m] = target[margin]
        target[width + margin + m] = target[width + margin - 1]


@kernel
def clear_line(ring: Ring, place: int) -> None:
    """Nothing is shown at this place of the ring."""
    if ring.filled[place]:
        ring.lines[place][:] = 0
        ring.filled[place] = False


@kernel
def stage_aligned(ring: Ring, flat: Flat, y: int, plane: Aligned, labels: Labels) -> None:
    """Bring line ``y`` of a view along the grid into its place in the ring."""
    place = y % len(ring.filled)
    if y < plane.lines.first or y >= plane.lines.last:
        clear_line(ring, place)
        return
    row = np.int64(plane.lines.voxel[y])
    if ring.state[0] != row:
        start = plane.samples.near[0] + row * plane.row_stride
        ring.state[1] = map_row(ring.mapped, flat, start, plane, labels.slots)
        ring.state[0], ring.state[2] = row, -9
    if ring.state[1] == 0:
        clear_line(ring, place)
        return
    if ring.state[2] == y - 1:  # magnified: the line above shows the same row
        ring.lines[place][:] = ring.lines[(y - 1) % len(ring.filled)]
    else:
        spread_slots(ring.lines[place], ring.mapped, plane.columns, labels.margin)
    ring.state[2] = y
    ring.filled[place] = True


@kernel
def stage_oblique(
    ring: Ring,
    flat: Flat,
    y: int,
    plane: Oblique,
    labels: Labels,
    offsets: Offsets,
    shares: NDArray[np.float32],
) -> None:
    """Bring line ``y`` of a view at any angle into its place in the ring."""
    place, margin = y % len(ring.filled), labels.margin
    clear_line(ring, place)
    first, last = line_range(plane, y, len(offsets))
    locate_line(offsets, shares, plane, y, 0.0, last)
    seen = np.uint16(0)
    for x in range(first, last):
        slot = slot_of(np.int64(flat[np.uint64(offsets[x])]), labels.slots)
        ring.lines[place, x + margin] = slot
        seen |= slot
    ring.filled[place] = seen != 0
    repeat_edges(ring.lines[place], margin)


@kernel
def paint_labels(line: Line, up: Slots, row: Slots, down: Slots, labels: Labels) -> None:
    """Fill, and where a neighbour differs, contour."""
    margin, blend = labels.margin, labels.blend
    for x in range(len(line)):
        slot = row[x + margin]
        if slot != 0:
            edge = (row[x] != slot) | (row[x + 2 * margin] != slot)
            edge |= (up[x + margin] != slot) | (down[x + margin] != slot)
            i = np.uint32(slot) * np.uint32(2) + np.uint32(edge)
            line[x] = blend_pixel(line[x], blend.keep[i], blend.red_blue[i], blend.green[i])


@kernel
def finish_line(frame: Frame, y: int, ring: Ring, labels: Labels) -> None:
    """Paint line ``y`` once its neighbours above and below are in the ring."""
    count, margin = len(ring.filled), labels.margin
    if ring.filled[y % count]:
        up = ring.lines[max(y - margin, 0) % count]
        down = ring.lines[min(y + margin, frame.shape[0] - 1) % count]
        paint_labels(frame[y], up, ring.lines[y % count], down, labels)


@kernel
def draw_aligned_labels(
    frame: Frame, band: Band, flat: Flat, plane: Aligned, labels: Labels
) -> None:
    """Blend a view along the mask's grid into lines ``band[0] <= y < band[1]``."""
    height, margin = frame.shape[0], labels.margin
    ring = new_ring(frame.shape[1], margin, plane.column_count)
    for y in range(max(band[0] - margin, 0), band[1] + margin):
        if y < height:
            stage_aligned(ring, flat, y, plane, labels)
        if y - margin >= band[0]:
            finish_line(frame, y - margin, ring, labels)


@kernel
def draw_oblique_labels(
    frame: Frame, band: Band, flat: Flat, plane: Oblique, labels: Labels
) -> None:
    """As ``draw_aligned_labels`` for a view at any angle to the mask's grid."""
    height, width = frame.shape
    margin = labels.margin
    ring = new_ring(width, margin, 1)
    offsets, shares = np.empty(width, np.int64), np.empty((3, width), np.float32)
    for y in range(max(band[0] - margin, 0), band[1] + margin):
        if y < height:
            stage_oblique(ring, flat, y, plane, labels, offsets, shares)
        if y - margin >= band[0]:
            finish_line(frame, y - margin, ring, labels)
