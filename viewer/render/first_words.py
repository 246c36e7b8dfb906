"""The words of a series drawn while its pixels are read, so that no first frame waits for them."""

from inference.imaging.series_info import SeriesInfo
from viewer.render.corner_words import still_words
from viewer.render.drawing.canvas import TEXT_SIZES
from viewer.render.drawing.tiles import text_tile


def draw_first_words(
    info: SeriesInfo, stack_name: str = "", language: str = "en", scale: float = 1.0
) -> None:
    """Keep the tiles of all that headers say, in the sizes of large and of small views."""
    for line in still_words(info, stack_name, language):
        for size in TEXT_SIZES:
            text_tile(line, round(size * scale))
