"""The words in the four corners, elided before they meet."""

from functools import partial

from viewer.render.corner_words import PARTED
from viewer.render.drawing.canvas import Align, Canvas
from viewer.render.drawing.recording import draw_kept
from viewer.state.scene import CornerText, Scene

LOWEST = 0.36  # of the height: what may stand there meets neither letters nor badges


def draw_corners(scene: Scene, canvas: Canvas) -> None:
    """Top lines hang from the top, bottom lines stand on the bottom."""
    words = scene.corner_text
    still = (words.top_left, words.top_right, words.bottom_right)
    draw_kept(canvas, ("corners", still), partial(_draw_still, words))
    parted = [whole_parts(canvas, line) for line in words.bottom_left]
    lines = tuple(part for parts in parted for part in parts)
    if len(lines) * canvas.line_px > canvas.height * LOWEST:
        lines = tuple(parts[0] for parts in parted)  # a thumbnail: no room for the second part
    top = canvas.height - canvas.margin - len(lines) * canvas.line_px
    _block(canvas, lines, canvas.margin, top, "left", _size_for(canvas, lines))


def _draw_still(words: CornerText, canvas: Canvas) -> None:
    """The corners whose words stay the same while a stack scrolls."""
    edge, right = canvas.margin, canvas.width - canvas.margin
    _block(canvas, words.top_left, edge, edge, "left")
    _block(canvas, words.top_right, right, edge, "right")
    top = canvas.height - edge - len(words.bottom_right) * canvas.line_px
    _block(canvas, words.bottom_right, right, top, "right")


def _size_for(canvas: Canvas, lines: tuple[str, ...]) -> int:
    """Smaller letters rather than a number that is cut, down to three quarters."""
    room, least = corner_room(canvas), round(canvas.text_px * 0.75)
    return max(least, min((canvas.fitting_px(line, room) for line in lines), default=0))


def whole_parts(canvas: Canvas, line: str) -> list[str]:
    """The line, or its parts under each other where they have no room beside each other: a
    number that is cut would be taken for another one."""
    if PARTED not in line or canvas.text_width(line) <= corner_room(canvas):
        return [line]
    return line.split(PARTED)


def corner_room(canvas: Canvas) -> int:
    """Width that one corner's line may take: what the middle of the edge leaves free."""
    return round(canvas.width * 0.42 - canvas.margin)


def _block(
    canvas: Canvas,
    lines: tuple[str, ...],
    x: float,
    y: float,
    align: Align,
    size_px: int | None = None,
) -> None:
    room, step = corner_room(canvas), canvas.line_px
    for row, line in enumerate(lines):
        canvas.text(line, x, y + row * step, align=align, room=room, size_px=size_px)
