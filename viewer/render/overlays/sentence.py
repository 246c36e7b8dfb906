"""The sentence in the middle of a view that has no picture to show."""

from viewer.render.drawing.canvas import Canvas
from viewer.render.picture_words import word
from viewer.state.scene import Scene


def draw_sentence(scene: Scene, canvas: Canvas) -> None:
    """In lines no wider than two thirds of the view."""
    if not scene.sentence:
        return
    lines = wrapped(word(scene.sentence, scene.language), canvas, canvas.width * 2 // 3)
    top = canvas.height / 2 - len(lines) * canvas.line_px / 2
    for number, line in enumerate(lines):
        y = top + number * canvas.line_px
        canvas.text(line, canvas.width / 2, y, align="centre", room=canvas.width)


def wrapped(sentence: str, canvas: Canvas, room: int) -> list[str]:
    """Words that stay together where they can; a script without spaces breaks anywhere."""
    lines: list[str] = []
    for part in sentence.split(" "):
        joined = f"{lines[-1]} {part}" if lines else part
        if lines and canvas.text_width(joined) <= room:
            lines[-1] = joined
        else:
            lines += _broken(part, canvas, room)
    return lines


def _broken(part: str, canvas: Canvas, room: int) -> list[str]:
    lines = [""]
    for letter in part:
        if lines[-1] and canvas.text_width(lines[-1] + letter) > room:
            lines.append("")
        lines[-1] += letter
    return lines
