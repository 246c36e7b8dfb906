"""One colour bar per heatmap: its range, how it was made, and on which grid."""

from functools import partial
from weakref import ref

from viewer.render.colour_tables import colour_table
from viewer.render.drawing.canvas import AMBER, WHITE, Canvas
from viewer.render.drawing.recording import draw_kept
from viewer.render.overlays.letters import letter_foot
from viewer.render.picture_words import word
from viewer.render.windowing import packed
from viewer.state.layers import HeatmapLayer
from viewer.state.scene import Scene

_Lines = tuple[str, ...]
_BAR_PX = 10
NOT_FAITHFUL = "not faithful"  # of a heatmap that failed its tests


def draw_colour_bars(scene: Scene, canvas: Canvas) -> None:
    """Bars below the letter of the right edge, one under the other."""
    shown = [layer for layer in scene.heatmaps if layer.visible]
    if not scene.show_overlays or not shown:
        return
    foot_lines = max(len(scene.corner_text.bottom_right), 2) + 1
    # The cache must not keep heatmaps alive that no view shows any more.
    facts = ("colour bars", scene.language, foot_lines, tuple(map(ref, shown)))
    draw_kept(canvas, facts, partial(_draw_bars, shown, scene.language, foot_lines))


def _draw_bars(layers: list[HeatmapLayer], language: str, foot_lines: int, canvas: Canvas) -> None:
    top = canvas.height / 2 + canvas.line_px
    foot = canvas.height - canvas.margin - foot_lines * canvas.line_px
    room = (foot - top) / len(layers)
    height = round(room - canvas.line_px * 0.5)
    for row, layer in enumerate(layers):
        whole = legend_lines(layer, language, several=len(layers) > 1)
        forms = (whole, _short_lines(layer, language))
        _draw_bar(canvas, layer, forms, language, (round(top + row * room), height))


def legend_lines(layer: HeatmapLayer, language: str = "en", several: bool = False) -> _Lines:
    """What a heatmap is, in words: attention is never called a lesion.

    Short lines, for they hide what lies behind them; of ``several``, and of maps of values, each
    names its target. The rest is told in the tab of layers.
    """
    heatmap, attends = layer.heatmap, layer.is_attention
    shape, *spacing = layer.native_grid.split(" at ")
    return (
        attention_words(heatmap.method, language) if attends else heatmap.method,
        f"{word('native grid', language)} {shape}",
        *spacing,
        *((heatmap.target,) if (several or not attends) and heatmap.target else ()),
    )


def attention_words(method: str, language: str) -> str:
    """The line of a legend that says how a model's attention was found."""
    return f"{word('attention', language)}: {method}"


def _draw_bar(
    canvas: Canvas,
    layer: HeatmapLayer,
    forms: tuple[_Lines, ...],
    language: str,
    room: tuple[int, int],
) -> None:
    """Words on a dark plate, the bar to their right, as high as the words need.

    ``room`` is its top and how high it may be.
    """
    limit = round(canvas.width * 0.45)
    top, high = room
    fit = (lines for lines in forms if max(map(canvas.text_width, lines)) <= limit)
    lines = next(fit, (_kind(layer, language),))  # whole words or none
    words = _words(layer, lines, language)
    fitting = min(len(words), high // canvas.line_px)
    doubt = word(NOT_FAITHFUL, language) if layer.heatmap.faithful is False else ""
    if doubt and (fitting < 3 or canvas.text_width(doubt) > limit):
        _draw_doubt(canvas, doubt, top)
        return
    if fitting < 2:  # a thumbnail: no room for even the range
        return
    words = [*words[: fitting - 1], words[-1]]
    height = len(words) * canvas.line_px
    gap = round(5 * canvas.scale)
    right = canvas.width - canvas.margin
    left = right - round(_BAR_PX * canvas.scale)
    width = min(limit, max(canvas.text_width(line) for line, _ in words))
    canvas.plate((left - width - 2 * gap, top - gap), (right + gap, top + height + gap))
    table = packed(colour_table(layer.colour_map)).tolist()
    for row in range(height):
        level = 255 - row * 255 // (height - 1)
        canvas.fill((left, top + row), (right, top + row + 1), table[level] & 0xFFFFFF)
    canvas.box((left - 1, top - 1), (right, top + height), colour=0xB0B0B0)
    for row, (line, colour) in enumerate(words):
        y = top + row * canvas.line_px
        canvas.text(line, left - gap, y, align="right", colour=colour, room=limit)


def _draw_doubt(canvas: Canvas, doubt: str, top: int) -> None:
    """The one word that no view of the map is too small for; over the picture, if it must be."""
    gap, right = round(5 * canvas.scale), canvas.width - canvas.margin
    room = canvas.width - 2 * canvas.margin
    size = canvas.fitting_px(doubt, room)
    width = min(canvas.text_width(doubt, size), room)
    y = min(top, letter_foot(canvas), canvas.height - canvas.margin - canvas.line_px)
    canvas.plate((right - width - gap, y), (right + gap, y + canvas.line_px))
    canvas.text(doubt, right, y, align="right", colour=AMBER, room=width, size_px=size)


def _short_lines(layer: HeatmapLayer, language: str) -> _Lines:
    """For a small view: what it is and its native grid, a line each for voxels and mm."""
    return (_kind(layer, language), *layer.native_grid.split(" at "))


def _kind(layer: HeatmapLayer, language: str) -> str:
    return word("attention" if layer.is_attention else "map", language)


def _words(layer: HeatmapLayer, lines: _Lines, language: str) -> list[tuple[str, int]]:
    """Top of the range, what it is, bottom of the range."""
    low, high = (f"{value:g}" for value in layer.heatmap.value_range)
    unit = f" {layer.heatmap.unit}" if layer.heatmap.unit else ""
    words = [(high + unit, WHITE)]
    if layer.heatmap.faithful is False:
        words.append((word(NOT_FAITHFUL, language), AMBER))
    words += [(line, WHITE) for line in lines if line]
    return [*words, (low + unit, WHITE)]
