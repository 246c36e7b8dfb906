"""What is drawn over the picture, bottom first; a new overlay is one file and one row here."""

from collections.abc import Callable

from viewer.render.drawing.canvas import Canvas
from viewer.render.kernels.grey import Frame
from viewer.state.scene import Scene

Overlay = Callable[[Scene, Canvas], None]


def _letters(scene: Scene, canvas: Canvas) -> None:
    from viewer.render.overlays.letters import draw_letters

    draw_letters(scene, canvas)


def _corners(scene: Scene, canvas: Canvas) -> None:
    from viewer.render.overlays.corners import draw_corners

    draw_corners(scene, canvas)


OVERLAYS: dict[str, Overlay] = {
    "letters": _letters,
    "corners": _corners,
}


def draw_overlays(scene: Scene, frame: Frame) -> None:
    """Draw every overlay of the table over the composed picture."""
    canvas = Canvas(frame, scene.text_scale)
    for overlay in OVERLAYS.values():
        overlay(scene, canvas)
