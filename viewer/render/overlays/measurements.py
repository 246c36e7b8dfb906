"""Measurements: drawn where they lie in this plane, marked where the plane cuts them."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from viewer.render.drawing.canvas import Canvas
from viewer.render.drawing.labels import Label
from viewer.state.curves import spline_through
from viewer.state.measurements import Measurement, outline_of
from viewer.state.planes import slice_step_mm
from viewer.state.scene import Scene, ShownMeasurement

Float = NDArray[np.float64]
_COLOUR, _SELECTED = 0x7CE38B, 0xFFFFFF
_HANDLE = 3.5
_LINES = {"length": ((0, 1),), "arrow": ((0, 1),), "angle": ((0, 1), (1, 2)),
          "bidirectional": ((0, 1), (2, 3)), "cobb": ((0, 1), (2, 3))}  # fmt: skip


def draw_measurements(scene: Scene, canvas: Canvas) -> None:
    """Lines, outlines and words of those in the plane; a ring where another one passes."""
    if not scene.show_overlays or not scene.measurements:
        return
    reach = slice_step_mm(scene.volume.geometry, scene.frame) / 2 + 1e-3
    for shown in scene.measurements:
        item = shown.measurement
        if item.kind == "key-image":
            continue
        depth = np.atleast_1d(scene.frame.distance_mm(item.points))
        if np.abs(depth).max() <= reach:
            _draw(scene, canvas, shown)
        elif depth.min() < 0 < depth.max():
            _draw_crossing(scene, canvas, item, depth)


def _draw(scene: Scene, canvas: Canvas, shown: ShownMeasurement) -> None:
    item = shown.measurement
    colour, width = (_SELECTED, 2.0) if shown.selected else (_COLOUR, 1.5)
    points = np.atleast_2d(scene.frame.pixel_at(item.points))
    if item.kind in ("ellipse", "polygon", "freehand"):
        outline = np.atleast_2d(scene.frame.pixel_at(outline_of(item)))
        for start, end in zip(outline, np.roll(outline, -1, axis=0), strict=True):
            _line(canvas, start, end, colour, width)
    if item.kind == "curve":
        path = np.atleast_2d(scene.frame.pixel_at(spline_through(item.points)))
        for start, end in pairwise(path):
            _line(canvas, start, end, colour, width)
    for first, second in _LINES.get(item.kind, ()):
        if second < len(points):
            _line(canvas, points[first], points[second], colour, width)
    if item.kind == "arrow" and len(points) == 2:
        _arrow_head(canvas, points[0], points[1], colour)
    if item.kind != "freehand":
        for point in points:
            _handle(canvas, point, colour)
    _name(canvas, points, shown, colour)


def _draw_crossing(scene: Scene, canvas: Canvas, item: Measurement, depth: Float) -> None:
    """A small ring where the plane passes between two neighbouring points."""
    points = item.points
    for first in range(len(points) - 1):
        if (depth[first] < 0) != (depth[first + 1] < 0):
            share = depth[first] / (depth[first] - depth[first + 1])
            place = points[first] + share * (points[first + 1] - points[first])
            _handle(canvas, np.atleast_1d(scene.frame.pixel_at(place)), _COLOUR)


def _handle(canvas: Canvas, at: Float, colour: int) -> None:
    size = _HANDLE * canvas.scale
    for turn in np.arange(0, 2 * np.pi, np.pi / 4):
        start = at + size * np.array([np.cos(turn), np.sin(turn)])
        end = at + size * np.array([np.cos(turn + np.pi / 4), np.sin(turn + np.pi / 4)])
        _line(canvas, start, end, colour, 1.0)


def _arrow_head(canvas: Canvas, tip: Float, tail: Float, colour: int) -> None:
    back = tail - tip
    length = float(np.linalg.norm(back))
    if length < 1e-6:
        return
    back = back / length * 12 * canvas.scale
    side = np.array([-back[1], back[0]]) * 0.45
    _line(canvas, tip, tip + back + side, colour, 1.5)
    _line(canvas, tip, tip + back - side, colour, 1.5)


def _line(canvas: Canvas, start: Float, end: Float, colour: int, width: float) -> None:
    ends = (float(start[0]), float(start[1])), (float(end[0]), float(end[1]))
    canvas.line(*ends, colour=colour, width=width)


def _name(canvas: Canvas, points: Float, shown: ShownMeasurement, colour: int) -> None:
    """The words to the right of the points, or left where the view ends."""
    if not shown.lines:
        return
    reach = _HANDLE * canvas.scale
    (left, top), (right, bottom) = points.min(axis=0) - reach, points.max(axis=0) + reach
    about = (float(left), float(top), float(right), float(bottom))
    canvas.labels.append(Label((shown.lines,), about, colour, "right", shown.selected))
