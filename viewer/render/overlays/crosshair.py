"""The crosshair that links the views, and where other views cut this one."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from viewer.render.drawing.canvas import ACCENT, Canvas
from viewer.render.drawing.recording import draw_kept
from viewer.state.grips import grips, reach_px, screen_directions
from viewer.state.scene import Scene

Float = NDArray[np.float64]
_GAP, _GRIP, _ARM = 14.0, 5.0, 18.0
_REFERENCE = 0xE8A33D


def draw_crosshair(scene: Scene, canvas: Canvas) -> None:
    """Lines through the cursor's place, open in the middle so that it hides nothing."""
    if scene.crosshair_lps is None or not scene.show_overlays:
        return
    if scene.solid is not None:
        _draw_place(scene, scene.crosshair_lps, canvas)
        return
    centre = np.atleast_1d(scene.frame.pixel_at(scene.crosshair_lps))
    lines = scene.crosshair_lines
    directions = list(np.eye(2)) if lines is None else screen_directions(scene.frame, lines)
    held = () if lines is None or not scene.show_edges else lines
    places = grips(scene.frame, scene.crosshair_lps, held)
    # A stack scrolls along the crosshair, which then stays; rounded, or float noise moves it.
    marks = [np.round(part, 4) for part in (centre, *directions, *places)]
    facts = ("crosshair", len(directions), tuple(part.tobytes() for part in marks))
    draw_kept(canvas, facts, partial(_draw_marks, marks, len(directions)))


def _draw_marks(marks: list[Float], directions: int, canvas: Canvas) -> None:
    """Halves of lines from the first mark along the next ones, and grips at the others."""
    for direction in marks[1 : 1 + directions]:
        for way in (-direction, direction):
            _draw_half(canvas, marks[0], way)
    for place in marks[1 + directions :]:
        _draw_grip(canvas, place)


def _draw_half(canvas: Canvas, centre: Float, way: Float) -> None:
    """From the gap to the edge; a part that begins outside comes in where the line crosses."""
    gap, inside = _GAP * canvas.scale, reach_px(centre, way, (canvas.width, canvas.height))
    if 0 < inside <= gap:
        return
    reach = inside + 1 if inside else 2.0 * (canvas.width + canvas.height)
    near, far = centre + gap * way, centre + reach * way
    canvas.line(_xy(near), _xy(far), colour=ACCENT, opacity=0.75)


def _draw_grip(canvas: Canvas, place: Float) -> None:
    turns = np.linspace(0, 2 * np.pi, 9)
    ring = place + _GRIP * canvas.scale * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    canvas.path([_xy(point) for point in ring], colour=ACCENT, width=1.2)


def _draw_place(scene: Scene, place_lps: Float, canvas: Canvas) -> None:
    """In 3D: short arms along the patient's three axes."""
    arm = _ARM * canvas.scale * scene.frame.mm_per_pixel
    for axis in np.eye(3):
        start, end = scene.frame.pixel_at(
            np.stack([place_lps - arm * axis, place_lps + arm * axis])
        )
        canvas.line(_xy(start), _xy(end), colour=ACCENT, width=1.5)


def draw_reference_lines(scene: Scene, canvas: Canvas) -> None:
    """Where the planes of other views cut this one, dashed."""
    if not scene.show_overlays:
        return
    for start, end in scene.reference_lines:
        points = scene.frame.pixel_at(np.stack([start, end]))
        canvas.line(_xy(points[0]), _xy(points[1]), colour=_REFERENCE, opacity=0.8, dash=6.0)


def _xy(point: Float) -> tuple[float, float]:
    return float(point[0]), float(point[1])
