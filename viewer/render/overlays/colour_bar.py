"""One colour bar per heatmap: its range, how it was made, and on which grid."""

from viewer.render.colour_tables import colour_table
from viewer.render.drawing.canvas import AMBER, Canvas
from viewer.render.windowing import packed
from viewer.state.layers import HeatmapLayer
from viewer.state.scene import Scene

_BAR_PX = 10


def draw_colour_bars(scene: Scene, canvas: Canvas) -> None:
    """Bars below the letter of the right edge, one under the other."""
    shown = [layer for layer in scene.heatmaps if layer.visible]
    if not scene.show_overlays or not shown:
        return
    top = canvas.height / 2 + canvas.line_px
    foot_lines = max(len(scene.corner_text.bottom_right), 2) + 1
    foot = canvas.height - canvas.margin - foot_lines * canvas.line_px
    room = (foot - top) / len(shown)
    for row, layer in enumerate(shown):
        _draw_bar(canvas, layer, round(top + row * room), round(room - canvas.line_px * 0.5))


def legend_lines(layer: HeatmapLayer) -> tuple[str, ...]:
    """What a heatmap is, in words: attention is never called a lesion."""
    heatmap = layer.heatmap
    kind = "attention" if not heatmap.unit else "map"
    made = " · ".join(part for part in (heatmap.method, heatmap.layer) if part)
    return (
        f"{kind}: {made}",
        f"target: {heatmap.target}" if heatmap.target else "",
        f"native grid {heatmap.native_grid}",
    )


def _draw_bar(canvas: Canvas, layer: HeatmapLayer, top: int, room: int) -> None:
    height = max(round(min(room, canvas.height * 0.2)), canvas.line_px)
    width = round(_BAR_PX * canvas.scale)
    right = canvas.width - canvas.margin
    left = right - width
    table = packed(colour_table(layer.colour_map))
    steps = [255 - row * 255 // max(height - 1, 1) for row in range(height)]
    canvas.frame[top : top + height, left:right] = table[steps][:, None]
    canvas.box((left - 1, top - 1), (right, top + height), colour=0xB0B0B0)
    _write(canvas, layer, left - round(5 * canvas.scale), top, height)


def _write(canvas: Canvas, layer: HeatmapLayer, x: int, top: int, height: int) -> None:
    """Range at the ends of the bar, the words between them as far as there is room."""
    low, high = (f"{value:g}" for value in layer.heatmap.value_range)
    unit = f" {layer.heatmap.unit}" if layer.heatmap.unit else ""
    words = [(high + unit, 0xF2F2F2)]
    words += [(line, 0xD0D0D0) for line in legend_lines(layer) if line]
    if layer.heatmap.faithful is False:
        words.insert(1, ("not faithful", AMBER))
    fits = max(0, height // canvas.line_px - 2)
    room = round(canvas.width * 0.45)
    shown = [*words[: 1 + fits], (low + unit, 0xF2F2F2)]
    step = (height - canvas.line_px) / max(len(shown) - 1, 1)
    for row, (line, colour) in enumerate(shown):
        canvas.text(line, x, top + row * step, align="right", colour=colour, room=room)
