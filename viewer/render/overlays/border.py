"""The thin line around the active view."""

from viewer.render.drawing.canvas import ACCENT, Canvas
from viewer.state.scene import Scene


def draw_border(scene: Scene, canvas: Canvas) -> None:
    """One accent line just inside the edge; nothing around a view that is not active."""
    if scene.active:
        thick = max(1, round(canvas.scale))
        for inset in range(thick):
            canvas.box(
                (inset, inset), (canvas.width - 1 - inset, canvas.height - 1 - inset), colour=ACCENT
            )
