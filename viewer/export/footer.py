"""The strip of words under an exported picture: which model, which weights, how shown."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from inference.engine.provenance import app_version
from inference.imaging.result import InferenceResult
from viewer.render.badge_words import RESEARCH_USE_ONLY
from viewer.render.corner_words import window_words
from viewer.render.drawing.canvas import AMBER, WHITE, Canvas
from viewer.render.kernels.frame import whole_frame
from viewer.render.overlays.strip import shown_strips
from viewer.state.scene import Scene

_GROUND = 0xFF141414
_GAP = "   ·   "


def footer_words(
    scenes: Sequence[Scene], results: Sequence[InferenceResult], objects: Sequence[str] = ()
) -> tuple[str, ...]:
    """Every fact that the footer states, each kept whole; the research label comes first.

    ``objects`` names the DICOM objects that lie over the picture.
    """
    grey = [scene for scene in scenes if scene.solid is None and not scene.volume.is_colour]
    windows = dict.fromkeys(window_words(scene.window) for scene in grey)
    models = [word for result in results for word in _model_words(result)] or ["no model"]
    words = [RESEARCH_USE_ONLY, *models, *_doubtful(scenes), *objects, *windows]
    words.append(f"RadLens {app_version()}")
    return tuple(word for word in words if word)


def footer_height(words: Sequence[str], width: int, scale: float) -> int:
    """Pixels that the footer needs at ``width``."""
    canvas = _canvas(np.zeros((1, width), np.uint32), scale)
    return len(footer_lines(words, canvas)) * canvas.line_px + canvas.margin


def footer_lines(words: Sequence[str], canvas: Canvas) -> list[str]:
    """The words broken into lines, between facts only."""
    room, lines = canvas.width - 2 * canvas.margin, [words[0]]
    for word in words[1:]:
        longer = lines[-1] + _GAP + word
        if canvas.text_width(longer, _text_px(canvas.scale)) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def draw_footer(frame: NDArray[np.uint32], words: Sequence[str], scale: float) -> None:
    """Fill ``frame`` (the footer's own rows) with the words."""
    frame[...] = np.uint32(_GROUND)
    canvas = _canvas(frame, scale)
    size, room = _text_px(scale), canvas.width - 2 * canvas.margin
    for row, line in enumerate(footer_lines(words, canvas)):
        y = canvas.margin / 2 + row * canvas.line_px
        colour = AMBER if row == 0 and line == RESEARCH_USE_ONLY else WHITE
        canvas.text(line, canvas.margin, y, colour=colour, room=room, size_px=size)
    canvas.text(RESEARCH_USE_ONLY, canvas.margin, canvas.margin / 2, colour=AMBER, size_px=size)


def _doubtful(scenes: Sequence[Scene]) -> list[str]:
    """Heatmaps and strips that failed their tests: a small view has no room to say so itself."""
    seen = {
        layer.id: layer.heatmap
        for scene in scenes
        if scene.show_overlays
        for layer in scene.heatmaps
        if layer.visible and layer.heatmap.faithful is False
    }
    strips = [
        strip.name
        for scene in scenes
        if scene.show_overlays and scene.solid is None
        for strip in shown_strips(scene)
        if strip.faithful is False
    ]
    maps = [f"NOT FAITHFUL: {made.method} of {made.target}" for made in seen.values()]
    return [*maps, *dict.fromkeys(f"NOT FAITHFUL: {name}" for name in strips)]


def _model_words(result: InferenceResult) -> list[str]:
    made = result.provenance
    words = [f"{made.model_name} {made.model_version}", f"weights {made.weights_sha256[:12]}"]
    if made.overrides:
        words.append("overridden: " + ", ".join(made.overrides))
    return words


def _text_px(scale: float) -> int:
    return round(12 * scale)


def _canvas(frame: NDArray[np.uint32], scale: float) -> Canvas:
    return Canvas(whole_frame(frame), scale)
