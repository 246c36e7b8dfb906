"""Short warnings that stay on the picture."""

from viewer.render.drawing.canvas import AMBER, Canvas
from viewer.state.scene import Scene


def draw_badges(scene: Scene, canvas: Canvas) -> None:
    """One dark plate per badge under the top letter, below the corner words where too wide."""
    words = scene.corner_text
    lines = max(len(words.top_left), len(words.top_right))
    y = canvas.margin + canvas.line_px * 1.5
    pad, step = round(6 * canvas.scale), canvas.line_px + round(4 * canvas.scale)
    for badge in scene.badges:
        width = min(canvas.text_width(badge), canvas.width - 2 * canvas.margin - 2 * pad)
        if width + 2 * pad > canvas.width * 0.24:
            y = max(y, canvas.margin + lines * canvas.line_px + pad)
        middle = canvas.width // 2
        left, right = middle - width // 2 - pad, middle + width // 2 + pad
        canvas.plate((left, round(y)), (right, round(y) + canvas.line_px))
        canvas.text(badge, middle, y, align="centre", colour=AMBER, room=width)
        y += step
