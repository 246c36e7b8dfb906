"""A label map over the picture: nearest voxel of its own grid, fill and crisp contour."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.frame import Frame, line_of
from viewer.render.kernels.grey import Band, Line
from viewer.render.kernels.ink import Inks, blend_alpha, ink_alpha
from viewer.render.kernels.jit import Whole, allocating_kernel, kernel
from viewer.render.kernels.oblique import (
    Scratch,
    line_range,
    locate_line,
    new_scratch,
    take_nearest,
)
from viewer.render.kernels.rows import Flat, copy_row
from viewer.render.kernels.tables import Aligned, AxisTable, Labels, Oblique

Slots = NDArray[np.uint16]
Whole32 = NDArray[np.int32]
Run = tuple[np.int32, np.int32, np.int32]  # first pixel, end, slot
Places = tuple[np.int64, np.int64, np.int64]  # of a line's row, and of those above and below
NOTHING = -9  # no row
STRIDE = 16  # voxels compared at once


class Ring(NamedTuple):
    """The display slots of the rows that the last few screen lines show, with margins.

    ``rows`` are kept one after the other, the last of them stays empty; ``runs`` are the
    stretches of each (first pixel, end, slot) in which one label is shown, ``counts`` how many.
    ``of_line`` is the row that screen line y shows, at y modulo its length; ``state`` the grid
    row that was staged last and its place among ``rows``. ``before`` says for each voxel of a
    grid row (and for its end) how many pixels show a voxel before it.
    """

    rows: NDArray[np.uint16]
    runs: Whole32
    counts: NDArray[np.int64]
    of_line: NDArray[np.int64]
    state: NDArray[np.int64]
    before: Whole32


@allocating_kernel
def new_ring(width: int, margin: int, voxels: int) -> Ring:
    """A ring that shows nothing yet."""
    count = 2 * margin + 1
    return Ring(
        np.zeros((count + 1, width + 2 * margin), np.uint16),
        np.empty((count, width, 3), np.int32),
        np.zeros(count + 1, np.int64),
        np.full(count, count, np.int64),
        np.full(2, NOTHING, np.int64),
        np.zeros(voxels + 1, np.int32),
    )


@kernel
def next_place(ring: Ring) -> int:
    """The place of the row that no line in sight shows any more, made empty."""
    count = len(ring.of_line)
    place = (ring.state[1] + 1) % count if ring.state[1] >= 0 else 0
    ring.rows[place][:] = 0
    ring.counts[place] = 0
    ring.state[1] = place
    return int(place)


@kernel
def slot_of(value: Whole, slots: Slots) -> np.uint16:
    """Display slot of a label; negative ones are background."""
    slot: np.uint16 = slots[min(max(value, 0), len(slots) - 1)]
    return slot


@kernel
def count_pixels(before: Whole32, columns: AxisTable) -> None:
    """Fill a ring's ``before``, which holds zeros."""
    for x in range(columns.first, columns.last):
        before[columns.voxel[x] + np.uint32(1)] += 1
    for c in range(len(before) - 1):
        before[c + 1] += before[c]


@kernel
def add_run(ring: Ring, place: int, first: Whole, last: Whole, slot: Whole) -> None:
    """Show ``slot`` in pixels ``first <= x < last`` of a row."""
    if slot != 0 and first < last:
        margin = (ring.rows.shape[1] - ring.runs.shape[1]) // 2
        ring.rows[place][first + margin : last + margin] = slot
        run = ring.runs[place, ring.counts[place]]
        run[0], run[1], run[2] = first, last, slot
        ring.counts[place] += 1


@kernel
def run_end(row: Flat, begin: int) -> int:
    """The first place from ``begin`` on whose value differs from the one there.

    In strides of sixteen, which are compared at once.
    """
    count, value, c = len(row), row[begin], begin + 1
    while c + STRIDE <= count:
        part, differs = row[c : c + STRIDE], np.uint32(0)
        for d in range(STRIDE):
            differs |= np.uint32(part[d] != value)
        if differs != 0:
            break
        c += STRIDE
    while c < count and row[c] == value:
        c += 1
    return c


@kernel
def spread_runs(ring: Ring, place: int, row: Flat, columns: AxisTable, slots: Slots) -> None:
    """Runs of equal voxels of a grid row, each over the pixels that show it."""
    count, voxel, before = len(row), columns.voxel, ring.before
    rising = voxel[len(voxel) - 1] >= voxel[0]
    c = 0
    while c < count:
        value, begin = row[c], c
        c = run_end(row, begin)
        low, high = before[begin], before[c]
        slot = np.int64(slot_of(np.int64(value), slots))
        if rising:
            add_run(ring, place, columns.first + low, columns.first + high, slot)
        else:
            add_run(ring, place, columns.last - high, columns.last - low, slot)


@kernel
def repeat_edges(row: Slots, margin: int) -> None:
    """A label cut by the view's edge has no contour there."""
    width = len(row) - 2 * margin
    for m in range(margin):
        row[m] = row[margin]
        row[width + margin + m] = row[width + margin - 1]


@kernel
def row_of(lines: AxisTable, y: int) -> Whole:
    """The grid row that line ``y`` shows; NOTHING outside the grid."""
    return np.int64(lines.voxel[y]) if lines.first <= y < lines.last else NOTHING


@kernel
def stage_aligned(
    ring: Ring, flat: Flat, row: Whole, plane: Aligned, labels: Labels, spare: Flat
) -> None:
    """Bring a row of a view along the grid into the ring."""
    place = next_place(ring)
    start = plane.samples.near[0] + row * plane.row_stride
    copy_row(spare, flat, start, plane.column_stride, plane.column_count)
    spread_runs(ring, place, spare, plane.columns, labels.slots)
    repeat_edges(ring.rows[place], labels.margin)
    ring.state[0] = row


@kernel
def stage_oblique(
    ring: Ring, flat: Flat, y: int, plane: Oblique, labels: Labels, scratch: Scratch
) -> None:
    """Bring what line ``y`` of a view at any angle shows into the ring."""
    offsets, shares = scratch.offsets, scratch.shares
    place = next_place(ring)
    ring.of_line[y % len(ring.of_line)] = place
    first, last = line_range(plane, y, len(offsets))
    locate_line(offsets, shares, plane, y, 0.0, last)
    take_nearest(scratch.levels, flat, offsets, (first, last))  # labels are exact as float32
    shown, begin = scratch.levels[first:last], 0
    while begin < len(shown):
        end = run_end(shown, begin)
        slot = np.int64(slot_of(np.int64(shown[begin]), labels.slots))
        add_run(ring, place, first + begin, first + end, slot)
        begin = end
    repeat_edges(ring.rows[place], labels.margin)


@kernel
def paint_run(line: Line, run: Run, rows: Slots, places: Places, inks: Inks, margin: int) -> None:
    """One stretch of one label: fill, and where a neighbour differs, contour.

    Which of both is chosen by masks, not by a jump: contours of noise cost no more.
    """
    slot, edge = np.uint16(run[2]), np.uint64(margin)
    own, up, down = np.uint64(places[0]), np.uint64(places[1]), np.uint64(places[2])
    i = np.uint32(slot) * np.uint32(2)
    fill, contour = inks[i], inks[i + np.uint32(1)]
    alpha, alpha_change = ink_alpha(fill), ink_alpha(fill) ^ ink_alpha(contour)
    colour_change = fill ^ contour
    for x in range(np.uint64(run[0]), np.uint64(run[1])):
        differs = (rows[own, x] != slot) | (rows[own, x + edge + edge] != slot)
        differs |= (rows[up, x + edge] != slot) | (rows[down, x + edge] != slot)
        chosen = np.uint32(0) - np.uint32(differs)
        colour, opacity = fill ^ (colour_change & chosen), alpha ^ (alpha_change & chosen)
        line[x] = blend_alpha(line[x], colour, opacity)


@kernel
def finish_line(frame: Frame, y: int, ring: Ring, inks: Inks, margin: int) -> None:
    """Paint line ``y`` once what its neighbours above and below show is in the ring."""
    count, last = len(ring.of_line), frame.height - 1
    own, runs = ring.of_line[y % count], ring.runs
    up, down = max(y - margin, 0), min(y + margin, last)
    places = (own, ring.of_line[up % count], ring.of_line[down % count])
    line = line_of(frame, y)
    for n in range(ring.counts[own]):
        run = (runs[own, n, 0], runs[own, n, 1], runs[own, n, 2])
        paint_run(line, run, ring.rows, places, inks, margin)


@kernel
def label_lines(
    frame: Frame, band: Band, flat: Flat, plane: Aligned, labels: Labels, ring: Ring, spare: Flat
) -> None:
    """The lines of a band; ``spare`` is scratch for a row of the grid."""
    margin, of_line = labels.margin, ring.of_line
    count = len(of_line)
    count_pixels(ring.before, plane.columns)
    for y in range(max(band[0] - margin, 0), band[1] + margin):
        if y < frame.height:
            row = row_of(plane.lines, y)
            if row not in (NOTHING, ring.state[0]):  # most lines show the row of the line above
                stage_aligned(ring, flat, row, plane, labels, spare)
            of_line[y % count] = count if row == NOTHING else ring.state[1]
        if y - margin >= band[0]:
            finish_line(frame, y - margin, ring, labels.inks, margin)


@allocating_kernel
def draw_aligned_labels(
    frame: Frame, band: Band, flat: Flat, plane: Aligned, labels: Labels
) -> None:
    """Blend a view along the mask's grid into lines ``band[0] <= y < band[1]``."""
    ring = new_ring(frame.width, labels.margin, plane.column_count)
    spare = np.empty(plane.column_count, flat.dtype)
    label_lines(frame, band, flat, plane, labels, ring, spare)


@kernel
def oblique_label_lines(
    frame: Frame,
    band: Band,
    flat: Flat,
    plane: Oblique,
    labels: Labels,
    ring: Ring,
    scratch: Scratch,
) -> None:
    """The lines of a band at any angle."""
    margin = labels.margin
    for y in range(max(band[0] - margin, 0), band[1] + margin):
        if y < frame.height:
            stage_oblique(ring, flat, y, plane, labels, scratch)
        if y - margin >= band[0]:
            finish_line(frame, y - margin, ring, labels.inks, margin)


@allocating_kernel
def draw_oblique_labels(
    frame: Frame, band: Band, flat: Flat, plane: Oblique, labels: Labels
) -> None:
    """As ``draw_aligned_labels`` for a view at any angle to the mask's grid."""
    ring = new_ring(frame.width, labels.margin, 0)
    oblique_label_lines(frame, band, flat, plane, labels, ring, new_scratch(frame.width))
