"""Words drawn while others work, so that no first frame waits for them."""

from collections.abc import Iterable

from inference.imaging.series_info import SeriesInfo
from viewer.render.corner_words import still_words
from viewer.render.drawing.canvas import TEXT_SIZES
from viewer.render.drawing.tiles import text_tile
from viewer.render.overlays.colour_bar import attention_words


def draw_first_words(
    info: SeriesInfo, stack_name: str = "", language: str = "en", scale: float = 1.0
) -> None:
    """Keep the tiles of all that headers say; to be called while the pixels are read."""
    _keep(still_words(info, stack_name, language), scale)


def draw_method_words(methods: Iterable[str], language: str = "en", scale: float = 1.0) -> None:
    """Keep those of the legends of heatmaps; to be called while a model makes them."""
    _keep((attention_words(method, language) for method in methods), scale)


def _keep(lines: Iterable[str], scale: float) -> None:
    """In the sizes of large and of small views."""
    for line in lines:
        for size in TEXT_SIZES:
            text_tile(line, round(size * scale))
