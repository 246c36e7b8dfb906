"""Short warnings that stay on the picture, and the mark of a key image."""

from viewer.render.drawing.canvas import AMBER, GREEN, Canvas
from viewer.render.drawing.labels import touch
from viewer.render.overlays.strip import shown_strips
from viewer.render.picture_words import word
from viewer.state.key_images import KIND, lies_in
from viewer.state.planes import slice_step_mm
from viewer.state.scene import Scene

_MOVED = {"registered": "registered", "placed-by-hand": "placed by hand"}  # by code of the flag


def draw_badges(scene: Scene, canvas: Canvas) -> None:
    """One dark plate per badge under the top letter, below the corner words where too wide."""
    marked = key_image_badge(scene)
    badges = [word(badge, scene.language) for badge in scene.badges]
    badges += fusion_badge(scene) + strip_badge(scene) + marked
    if not badges:
        return
    pad, step = round(6 * canvas.scale), canvas.line_px + round(4 * canvas.scale)
    limit = canvas.width - 2 * canvas.margin - 2 * pad
    sizes = [canvas.fitting_px(badge, limit) for badge in badges]
    widths = [
        min(canvas.text_width(badge, size), limit)
        for badge, size in zip(badges, sizes, strict=True)
    ]
    y = _top(scene, canvas, max(widths) + 2 * pad)
    middle = canvas.width // 2
    for badge, width, size in zip(badges, widths, sizes, strict=True):
        left, right = middle - width // 2 - pad, middle + width // 2 + pad
        y = _free_row(canvas, left, right, y)
        canvas.plate((left, y), (right, y + canvas.line_px))
        colour = GREEN if badge in marked else AMBER
        canvas.text(badge, middle, y, align="centre", colour=colour, room=width, size_px=size)
        y += step


def fusion_badge(scene: Scene) -> list[str]:
    """A fused view always says with what, how, and whether its place is not the scanner's."""
    layer = scene.fusion
    if layer is None or not layer.visible or not scene.show_overlays:
        return []
    info = layer.volume.info
    name = info.series_description or layer.volume.modality or "another series"
    codes = {flag.code for flag in layer.volume.flags}
    moved = [word(words, scene.language) for code, words in _MOVED.items() if code in codes]
    return [" · ".join((f"{word(layer.mode, scene.language)}: {name}", *moved))]


def strip_badge(scene: Scene) -> list[str]:
    """A strip of slice weights that failed its tests of faithfulness has no words of its own."""
    if not scene.show_overlays:
        return []
    names = dict.fromkeys(strip.name for strip in shown_strips(scene) if strip.faithful is False)
    doubt = word("not faithful", scene.language)
    return [f"{word(name, scene.language)}: {doubt}" for name in names]


def key_image_badge(scene: Scene) -> list[str]:
    """A star on the marked slice alone."""
    marked = [shown.measurement for shown in scene.measurements if shown.measurement.kind == KIND]
    if not marked or not scene.show_overlays:
        return []
    step = slice_step_mm(scene.volume.geometry, scene.frame)
    here = any(lies_in(item, scene.frame, step) for item in marked)
    return [f"★ {word('KEY IMAGE', scene.language)}"] if here else []


def _top(scene: Scene, canvas: Canvas, width: int) -> int:
    """Below the top letter, and below the corner words where the badges would touch them."""
    words = scene.corner_text
    lines = max(len(words.top_left), len(words.top_right))
    beneath = canvas.margin + round(canvas.line_px * 1.5)
    if width <= canvas.width * 0.24:
        return beneath
    return max(beneath, canvas.margin + lines * canvas.line_px + round(6 * canvas.scale))


def _free_row(canvas: Canvas, left: int, right: int, y: int) -> int:
    """The first row from ``y`` down where a plate covers no words, else the first one a little
    above; ``y`` where there is none."""
    high, step = canvas.line_px, max(1, round(canvas.scale))
    below = range(y, canvas.height - canvas.margin - high, step)
    above = range(y - 1, max(canvas.margin, y - high), -1)
    rows: list[int] = [*below, *above]
    for row in rows:
        if not any(touch((left, row, right, row + high), taken) for taken in canvas.taken):
            return row
    return y
