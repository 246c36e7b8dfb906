"""The strip at the right edge: findings, key images, and how much each slice weighed."""

import numpy as np
from numpy.typing import NDArray

from inference.imaging.finding import Finding, SliceStrip
from viewer.render.colour_tables import colour_table
from viewer.render.drawing.canvas import AMBER, GREEN, WHITE, Canvas
from viewer.render.windowing import packed
from viewer.state.key_images import KIND, lies_in
from viewer.state.measurements import Measurement
from viewer.state.planes import slice_axis, slice_count, slice_of, slice_order_is_up
from viewer.state.scene import Scene

_WIDTH = 5


def draw_strip(scene: Scene, canvas: Canvas) -> None:
    """One cell per slice, the top of the stack (head, anterior, left) at the top."""
    geometry, frame = scene.volume.geometry, scene.frame
    placed = [finding for finding in scene.findings if place_of(finding) is not None]
    strips = shown_strips(scene)
    marked = [
        shown.measurement
        for shown in scene.measurements
        if shown.measurement.kind == KIND and _is_parallel(shown.measurement, scene)
    ]
    if not scene.show_overlays or not (strips or placed or marked):
        return
    count = slice_count(geometry, frame)
    width, gap = _widths(canvas, len(strips))
    upward = slice_order_is_up(geometry, frame)
    edge = left = canvas.width - width
    canvas.frame.array[:, left:] = np.uint32(0xFF303030)
    for number, strip in enumerate(strips):  # the first one at the edge
        left = edge - number * (width + gap)
        cells = _cells(strip, canvas.height, upward)[:, None]
        canvas.frame.array[:, left : left + width] = cells
    for finding in placed:
        index = slice_of(geometry, frame, place_of(finding))
        _mark(canvas, cell_rows(index, count, canvas.height, upward), AMBER, left)
    for item in marked:
        index = slice_of(geometry, frame, item.points_lps[0])
        _mark(canvas, cell_rows(index, count, canvas.height, upward), GREEN, left)
    current = slice_of(geometry, frame)
    _mark(
        canvas,
        cell_rows(current, count, canvas.height, upward),
        WHITE,
        canvas.width - canvas.margin,
    )


def _widths(canvas: Canvas, count: int) -> tuple[int, int]:
    """Of each strip and of what parts two; several share the margin, where no words stand."""
    gap = max(1, round(canvas.scale))
    if count < 2:
        return round(_WIDTH * canvas.scale), gap
    return max(1, (canvas.margin - gap * count) // count), gap


def cell_rows(index: int, count: int, height: int, upward: bool) -> tuple[int, int]:
    """First and end row of the strip's cell of slice ``index``."""
    place = count - 1 - index if upward else index
    return place * height // count, max((place + 1) * height // count, place * height // count + 2)


def place_of(finding: Finding) -> tuple[float, float, float] | None:
    """Where one should look first: the finding's point, or the middle of its box."""
    if finding.point_lps is not None or finding.box_lps is None:
        return finding.point_lps
    low, high = finding.box_lps
    return (low[0] + high[0]) / 2, (low[1] + high[1]) / 2, (low[2] + high[2]) / 2


def _is_parallel(item: Measurement, scene: Scene) -> bool:
    """Whether a key image is a slice of the plane that is shown, near or far."""
    return lies_in(item, scene.frame, np.inf)


def shown_strips(scene: Scene) -> tuple[SliceStrip, ...]:
    """Those that belong to the slices of this view."""
    if not scene.strips or slice_axis(scene.volume.geometry, scene.frame) != 0:
        return ()
    count = scene.volume.geometry.shape_kji[0]
    return tuple(strip for strip in scene.strips if len(strip.values) == count)


def _cells(strip: SliceStrip, height: int, upward: bool) -> NDArray[np.uint32]:
    values = np.clip(np.array(strip.values), 0, 1)
    index = np.arange(height) * len(values) // height
    levels = values[::-1][index] if upward else values[index]
    table = packed(colour_table("inferno"))
    return np.asarray(table[np.rint(levels * 255).astype(np.intp)])


def _mark(canvas: Canvas, rows: tuple[int, int], colour: int, left: int) -> None:
    canvas.frame.array[rows[0] : rows[1], max(left, 0) :] = np.uint32(0xFF000000 | colour)
