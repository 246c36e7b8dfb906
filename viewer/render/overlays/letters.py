"""Orientation letters at the four edges; none where the sides of the patient are unknown."""

from functools import partial

from viewer.render.drawing.canvas import Canvas
from viewer.render.drawing.recording import draw_kept
from viewer.render.orientation import edge_letters
from viewer.state.scene import Scene


def draw_letters(scene: Scene, canvas: Canvas) -> None:
    """R L A P H F from the displayed direction after rotation and flips."""
    if not scene.show_letters or not scene.volume.geometry.oriented:
        return
    letters = edge_letters(scene.frame)
    draw_kept(canvas, ("letters", letters), partial(_draw_letters, letters))


def _draw_letters(letters: tuple[str, str, str, str], canvas: Canvas) -> None:
    left, right, top, bottom = letters
    (size, height), edge = _size(canvas), canvas.margin
    middle, centre = canvas.width / 2, canvas.height / 2 - height / 2
    canvas.text(left, edge, centre, size_px=size)
    canvas.text(right, canvas.width - edge, centre, align="right", size_px=size)
    canvas.text(top, middle, edge, align="centre", size_px=size)
    canvas.text(bottom, middle, canvas.height - edge - height, align="centre", size_px=size)


def _size(canvas: Canvas) -> tuple[int, int]:
    """Pixels of a letter, and the height of its line."""
    size = round(canvas.text_px * 1.25)
    return size, round(size * 1.4)


def letter_foot(canvas: Canvas) -> int:
    """Where the letters of the left and the right edge end."""
    return round(canvas.height / 2 + _size(canvas)[1] / 2)
