"""The crosshair that links the views, and where other views cut this one."""

import numpy as np

from viewer.render.drawing.canvas import ACCENT, Canvas
from viewer.state.scene import Scene

_GAP = 14.0
_REFERENCE = 0xE8A33D


def draw_crosshair(scene: Scene, canvas: Canvas) -> None:
    """Lines through the cursor's place, open in the middle so that it hides nothing."""
    if scene.crosshair_lps is None or not scene.show_overlays:
        return
    x, y = (float(v) for v in scene.frame.pixel_at(scene.crosshair_lps))
    gap = _GAP * canvas.scale
    for start, end in (((0.0, y), (x - gap, y)), ((x + gap, y), (float(canvas.width), y))):
        if start[0] < end[0] and 0 <= y < canvas.height:
            canvas.line(start, end, colour=ACCENT, opacity=0.75)
    for start, end in (((x, 0.0), (x, y - gap)), ((x, y + gap), (x, float(canvas.height)))):
        if start[1] < end[1] and 0 <= x < canvas.width:
            canvas.line(start, end, colour=ACCENT, opacity=0.75)


def draw_reference_lines(scene: Scene, canvas: Canvas) -> None:
    """Where the planes of other views cut this one, dashed."""
    if not scene.show_overlays:
        return
    for start, end in scene.reference_lines:
        points = scene.frame.pixel_at(np.stack([start, end]))
        canvas.line(_xy(points[0]), _xy(points[1]), colour=_REFERENCE, opacity=0.8, dash=6.0)


def _xy(point: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, float]:
    return float(point[0]), float(point[1])
