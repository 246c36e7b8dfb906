"""Annotations of presentation states: lines, points and notes on the slices that they name."""

import numpy as np

from viewer.render.drawing.canvas import Canvas
from viewer.render.drawing.labels import Label
from viewer.state.layers import Mark
from viewer.state.planes import slice_step_mm
from viewer.state.scene import Scene

_COLOUR = 0xFFE082
_MARK_PX = 5.0


def draw_marks(scene: Scene, canvas: Canvas) -> None:
    """Those that lie wholly within half a slice step of the view."""
    if not scene.show_overlays or not scene.marks:
        return
    reach = slice_step_mm(scene.volume.geometry, scene.frame) / 2 - 1e-6
    for layer in scene.marks:
        for mark in layer.marks if layer.visible else ():
            if np.abs(np.atleast_1d(scene.frame.distance_mm(mark.points_lps))).max() < reach:
                _draw(scene, canvas, mark, layer.opacity)


def _draw(scene: Scene, canvas: Canvas, mark: Mark, opacity: float) -> None:
    points = np.atleast_2d(scene.frame.pixel_at(mark.points_lps)).tolist()
    x, y = points[0]
    lines = tuple(line.strip() for line in mark.text.splitlines())
    if lines:
        canvas.labels.append(Label((lines,), (x, y, x, y), _COLOUR, "right"))
    canvas.path(points, colour=_COLOUR, width=1.5, opacity=opacity)
    if len(points) == 1 and not mark.text:
        size = _MARK_PX * canvas.scale
        canvas.line((x - size, y), (x + size, y), colour=_COLOUR, width=1.5, opacity=opacity)
        canvas.line((x, y - size), (x, y + size), colour=_COLOUR, width=1.5, opacity=opacity)
