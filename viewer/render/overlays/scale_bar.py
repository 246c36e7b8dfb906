"""A scale bar in millimetres; none where the millimetres of the plane are unknown."""

import math
from functools import partial

from viewer.render.drawing.canvas import Canvas
from viewer.render.drawing.recording import draw_kept
from viewer.state.scene import Scene

_SHARE = 0.15  # of the view's width, at most


def draw_scale_bar(scene: Scene, canvas: Canvas) -> None:
    """A bar of 1, 2 or 5 · 10ⁿ mm above the bottom letter."""
    if not scene.show_scale_bar or not in_millimetres(scene):
        return
    step = scene.frame.mm_per_pixel
    draw_kept(canvas, ("scale bar", step), partial(_draw_bar, step))


def _draw_bar(mm_per_pixel: float, canvas: Canvas) -> None:
    length_mm = bar_length_mm(canvas.width * mm_per_pixel * _SHARE)
    half = length_mm / mm_per_pixel / 2
    middle = (canvas.width - 1) / 2
    foot = round(canvas.height - canvas.margin - canvas.line_px * 1.4)
    tick = round(4 * canvas.scale)
    canvas.line((middle - half, foot), (middle + half, foot), width=1.5)
    for x in (middle - half, middle + half):
        canvas.line((x, foot - tick), (x, foot), width=1.5)
    top = foot - tick - canvas.line_px
    canvas.text(length_words(length_mm), middle, top, align="centre")


def in_millimetres(scene: Scene) -> bool:
    """Whether both directions of the view are known in mm."""
    return scene.volume.geometry.in_mm(scene.frame.towards_lps)


def bar_length_mm(limit_mm: float) -> float:
    """The largest 1, 2 or 5 · 10ⁿ that is not above ``limit_mm``."""
    power = 10.0 ** math.floor(math.log10(limit_mm))
    return next(step * power for step in (5.0, 2.0, 1.0) if step * power <= limit_mm * (1 + 1e-9))


def length_words(length_mm: float) -> str:
    """Centimetres from 10 mm on, without needless decimals."""
    return f"{length_mm / 10:g} cm" if length_mm >= 10 else f"{length_mm:g} mm"
