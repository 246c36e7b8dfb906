"""Text as kept tiles of alpha: drawn once by FreeType, stamped in every frame after."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from viewer.render.drawing.fonts import font_for

_HALO = 0.8
ELLIPSIS = "…"


class Tile(NamedTuple):
    """One line of text; (rows, columns) alphas. ``baseline`` rows lie above the foot."""

    halo: NDArray[np.uint8]
    ink: NDArray[np.uint8]

    @property
    def width(self) -> int:
        return int(self.ink.shape[1])

    @property
    def height(self) -> int:
        return int(self.ink.shape[0])


@lru_cache(maxsize=2048)
def text_tile(text: str, size_px: int) -> Tile:
    """``text`` in one line, ``size_px`` high letters, with a dark halo around it."""
    font = font_for("".join(sorted(set(text))), size_px)
    edge = max(1, round(size_px / 14))
    width = int(np.ceil(font.getlength(text))) + 2 * edge + 1
    height = line_height(size_px)
    place = (edge, height * 0.77)
    ink = Image.new("L", (width, height))
    ImageDraw.Draw(ink).text(place, text, 255, font, anchor="ls")
    halo = Image.new("L", (width, height))
    ImageDraw.Draw(halo).text(place, text, 255, font, anchor="ls", stroke_width=edge)
    dark = np.asarray(halo, dtype=np.float32) * _HALO
    return Tile(_frozen(dark.astype(np.uint8)), _frozen(np.array(ink)))


def line_height(size_px: int) -> int:
    """Height of a line of text in pixels; the same for every font."""
    return round(size_px * 1.4)


@lru_cache(maxsize=2048)
def elided(text: str, size_px: int, width_px: int) -> str:
    """``text``, or its beginning with … where it would be wider than ``width_px``."""
    if text_tile(text, size_px).width <= width_px:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = text_tile(text[:middle].rstrip() + ELLIPSIS, size_px).width <= width_px
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip() + ELLIPSIS if low else ""


def _frozen(alpha: NDArray[np.uint8]) -> NDArray[np.uint8]:
    alpha = np.ascontiguousarray(alpha)
    alpha.setflags(write=False)
    return alpha
