"""The words beside findings, measurements and notes, laid out when all else has its place."""

from viewer.render.drawing.canvas import Canvas
from viewer.render.drawing.labels import (
    Label,
    Rect,
    distance,
    free_place,
    nearest_ends,
)
from viewer.state.scene import Scene


def draw_labels(_scene: Scene, canvas: Canvas) -> None:
    """Each label clear of all words and, where the view has room, of what others name.

    A line leads to a label that stands far off. Where no form of it fits, nothing is written:
    the Findings tab has the words.
    """
    waiting = sorted(canvas.labels, key=lambda label: not label.first)
    for label in waiting:
        others = [other.about for other in waiting if other is not label]
        if not _draw(canvas, label, [*canvas.taken, *others]):
            _draw(canvas, label, canvas.taken)


def _draw(canvas: Canvas, label: Label, obstacles: list[Rect]) -> bool:
    """Whether a form of the label found a place."""
    gap = 4 * canvas.scale
    edge = canvas.margin / 2
    kept_clear = [(left - gap, top, right + gap, low) for left, top, right, low in obstacles]
    view = (edge, edge, canvas.width - canvas.margin, canvas.height - edge)
    for lines in label.forms:
        width = max(map(canvas.text_width, lines), default=0)
        size = (float(width), float(len(lines) * canvas.line_px))
        place = free_place(size, label, view, gap, kept_clear)
        if place is not None:
            _write(canvas, label, lines, (*place, place[0] + size[0], place[1] + size[1]))
            return True
    return False


def _write(canvas: Canvas, label: Label, lines: tuple[str, ...], rect: Rect) -> None:
    if distance(rect, label.about) > canvas.line_px / 2:
        canvas.line(*nearest_ends(rect, label.about), colour=label.colour, opacity=0.7)
    for number, line in enumerate(lines):
        canvas.text(line, rect[0], rect[1] + number * canvas.line_px, colour=label.colour)
