"""Measurements: drawn where they lie in this plane, marked where the plane cuts them."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from viewer.render.drawing.canvas import Canvas
from viewer.render.drawing.labels import Label
from viewer.render.picture_words import word
from viewer.state.curves import spline_through
from viewer.state.measurement_words import told_words
from viewer.state.measurements import LINES, UNDRAWN, Measurement, outline_of
from viewer.state.planes import slice_step_mm
from viewer.state.scene import Scene, ShownMeasurement

Float = NDArray[np.float64]
_COLOUR, _SELECTED = 0x7CE38B, 0xFFFFFF
_HANDLE = 3.5
_TURNS = np.linspace(0, 2 * np.pi, 9)
_RING = np.stack([np.cos(_TURNS), np.sin(_TURNS)], axis=1)


def draw_measurements(scene: Scene, canvas: Canvas) -> None:
    """Lines, outlines and words of those in the plane; a ring where another one passes."""
    if not scene.show_overlays or not scene.measurements:
        return
    reach = slice_step_mm(scene.volume.geometry, scene.frame) / 2 + 1e-3
    for shown in scene.measurements:
        item = shown.measurement
        if item.kind in UNDRAWN:
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
        _path(canvas, np.vstack([outline, outline[:1]]), colour, width)
    if item.kind == "curve":
        path = np.atleast_2d(scene.frame.pixel_at(spline_through(item.points)))
        _path(canvas, path, colour, width)
    for first, second in LINES.get(item.kind, ()):
        if second < len(points):
            _line(canvas, points[first], points[second], colour, width)
    if item.kind == "arrow" and len(points) == 2:
        _arrow_head(canvas, points[0], points[1], colour)
    if item.kind != "freehand":
        for point in points:
            _handle(canvas, point, colour)
    _name(scene, canvas, points, shown, colour)


def _draw_crossing(scene: Scene, canvas: Canvas, item: Measurement, depth: Float) -> None:
    """A small ring where the plane passes between two neighbouring points."""
    points = item.points
    for first in range(len(points) - 1):
        if (depth[first] < 0) != (depth[first + 1] < 0):
            share = depth[first] / (depth[first] - depth[first + 1])
            place = points[first] + share * (points[first + 1] - points[first])
            _handle(canvas, np.atleast_1d(scene.frame.pixel_at(place)), _COLOUR)


def _handle(canvas: Canvas, at: Float, colour: int) -> None:
    _path(canvas, at + _HANDLE * canvas.scale * _RING, colour, 1.0)


def _arrow_head(canvas: Canvas, tip: Float, tail: Float, colour: int) -> None:
    back = tail - tip
    length = float(np.linalg.norm(back))
    if length < 1e-6:
        return
    back = back / length * 12 * canvas.scale
    side = np.array([-back[1], back[0]]) * 0.45
    _path(canvas, np.stack([tip + back + side, tip, tip + back - side]), colour, 1.5)


def _line(canvas: Canvas, start: Float, end: Float, colour: int, width: float) -> None:
    ends = (float(start[0]), float(start[1])), (float(end[0]), float(end[1]))
    canvas.line(*ends, colour=colour, width=width)


def _path(canvas: Canvas, points: Float, colour: int, width: float) -> None:
    canvas.path([(float(x), float(y)) for x, y in points], colour=colour, width=width)


def _name(
    scene: Scene, canvas: Canvas, points: Float, shown: ShownMeasurement, colour: int
) -> None:
    """The words to the right of the points, or left where the view ends."""
    if not shown.lines:
        return
    reach = _HANDLE * canvas.scale
    (left, top), (right, bottom) = points.min(axis=0) - reach, points.max(axis=0) + reach
    about = (float(left), float(top), float(right), float(bottom))
    lines = told_words(shown.measurement, shown.lines, partial(word, language=scene.language))
    canvas.labels.append(Label((lines,), about, colour, "right", shown.selected))
