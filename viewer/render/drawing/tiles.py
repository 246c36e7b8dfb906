"""Text as kept tiles of alpha: drawn once by FreeType, stamped in every frame after."""

import math
import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from viewer.render.drawing.fonts import font_for
from viewer.render.kernels.ink import lay

_HALO = 0.8
_DIGITS = re.compile(r"(\d)")
ELLIPSIS = "…"


class Tile(NamedTuple):
    """One line of text: (2, rows, columns) alphas of halo and ink."""

    both: NDArray[np.uint8]

    @property
    def halo(self) -> NDArray[np.uint8]:
        halo: NDArray[np.uint8] = self.both[0]
        return halo

    @property
    def ink(self) -> NDArray[np.uint8]:
        ink: NDArray[np.uint8] = self.both[1]
        return ink

    @property
    def width(self) -> int:
        return int(self.both.shape[2])

    @property
    def height(self) -> int:
        return int(self.both.shape[1])


class _Piece(NamedTuple):
    """A stretch of text: its alphas one after the other, its columns, and how far behind its
    beginning the next one starts."""

    alphas: NDArray[np.uint8]
    width: int
    advance: float


@lru_cache(maxsize=2048)
def text_tile(text: str, size_px: int) -> Tile:
    """``text`` in one line, ``size_px`` high letters, with a dark halo around it.

    Digits are tiles of their own: while one scrolls, only they change, and nothing is drawn
    by FreeType any more.
    """
    pieces = [_piece(part, size_px) for part in _DIGITS.split(text) if part]
    places, place = [], 0.0
    for piece in pieces:
        places.append((round(place), piece.width))
        place += piece.advance
    rows, width = line_height(size_px), math.ceil(place) + 2 * _edge(size_px) + 1
    both = np.zeros((2, rows, width), np.uint8)
    if pieces:
        alphas = np.concatenate([piece.alphas for piece in pieces])
        lay(both, alphas, np.array(places, np.int64))
    both.setflags(write=False)
    return Tile(both)


@lru_cache(maxsize=2048)
def _piece(text: str, size_px: int) -> _Piece:
    """A stretch of text as FreeType draws it."""
    font = font_for("".join(sorted(set(text))), size_px)
    edge, advance = _edge(size_px), font.getlength(text)
    size = math.ceil(advance) + 2 * edge + 1, line_height(size_px)
    place = (edge, size[1] * 0.77)
    ink, halo = Image.new("L", size), Image.new("L", size)
    ImageDraw.Draw(ink).text(place, text, 255, font, anchor="ls")
    ImageDraw.Draw(halo).text(place, text, 255, font, anchor="ls", stroke_width=edge)
    dark = np.asarray(halo, dtype=np.float32) * _HALO
    alphas = np.stack([dark.astype(np.uint8), np.asarray(ink)]).reshape(-1)
    alphas.setflags(write=False)
    return _Piece(alphas, size[0], advance)


def _edge(size_px: int) -> int:
    """Width of the halo."""
    return max(1, round(size_px / 14))


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
