"""The words in the four corners, elided before they meet."""

from viewer.render.drawing.canvas import Align, Canvas
from viewer.state.scene import Scene


def draw_corners(scene: Scene, canvas: Canvas) -> None:
    """Top lines hang from the top, bottom lines stand on the bottom."""
    words, edge = scene.corner_text, canvas.margin
    right = canvas.width - edge
    _block(canvas, words.top_left, edge, edge, "left")
    _block(canvas, words.top_right, right, edge, "right")
    foot = canvas.height - edge
    _block(canvas, words.bottom_left, edge, foot - len(words.bottom_left) * canvas.line_px, "left")
    top = foot - len(words.bottom_right) * canvas.line_px
    _block(canvas, words.bottom_right, right, top, "right")


def corner_room(canvas: Canvas) -> int:
    """Width that one corner's line may take: what the middle of the edge leaves free."""
    return round(canvas.width * 0.42 - canvas.margin)


def _block(canvas: Canvas, lines: tuple[str, ...], x: float, y: float, align: Align) -> None:
    for row, line in enumerate(lines):
        canvas.text(line, x, y + row * canvas.line_px, align=align, room=corner_room(canvas))
