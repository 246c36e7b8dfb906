"""What overlays draw with: text, lines and frames on one view's pixels."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Literal

from viewer.render.drawing.labels import Label, Rect
from viewer.render.drawing.tiles import Tile, elided, line_height, text_tile
from viewer.render.kernels.frame import Frame
from viewer.render.kernels.ink import fill, shade, stamp, stroke

Corner = tuple[int, int]
Ends = tuple[float, float, float, float]
Align = Literal["left", "centre", "right"]
WHITE, AMBER, ACCENT, GREY = 0xF2F2F2, 0xFFC04D, 0x4FC3F7, 0x9A9A9A
GREEN = 0x7CE38B
TEXT_SIZES = 13, 11  # pixels, of large and of small views
LEAST_PX = 8  # of letters that can still be read


@dataclass(frozen=True, eq=False)
class Canvas:
    """The pixels of one view; ``scale`` multiplies every size, ``text_px`` the letters'.

    ``taken`` holds where words stand already, ``labels`` those that wait for a place.
    """

    frame: Frame
    scale: float
    taken: list[Rect] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    @property
    def width(self) -> int:
        return self.frame.width

    @property
    def height(self) -> int:
        return self.frame.height

    @cached_property
    def text_px(self) -> int:
        """Letter size: 13 px, a little less in small views."""
        small = min(self.width, self.height) < 380 * self.scale
        return max(7, round(TEXT_SIZES[small] * self.scale))

    @cached_property
    def line_px(self) -> int:
        return line_height(self.text_px)

    @cached_property
    def margin(self) -> int:
        return round(8 * self.scale)

    def text(
        self,
        words: str,
        x: float,
        y: float,
        *,
        align: Align = "left",
        colour: int = WHITE,
        room: int | None = None,
        size_px: int | None = None,
    ) -> int:
        """Write ``words`` with their top at ``y``; returns the width. ``room`` elides."""
        size = size_px or self.text_px
        shown = words if room is None else elided(words, size, room)
        if not shown:
            return 0
        tile = text_tile(shown, size)
        shift = {"left": 0.0, "centre": tile.width / 2, "right": float(tile.width)}[align]
        left, top = round(x - shift), round(y)
        self.taken.append((left, top, left + tile.width, top + tile.height))
        self._stamp(tile, left, top, colour)
        return tile.width

    def text_width(self, words: str, size_px: int | None = None) -> int:
        """Width of ``words`` in pixels."""
        return text_tile(words, size_px or self.text_px).width

    def fitting_px(self, words: str, room: int) -> int:
        """Smaller letters rather than a warning that is cut, down to the least that can be read."""
        size = self.text_px
        while size > LEAST_PX and self.text_width(words, size) > room:
            size -= 1
        return size

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        colour: int = WHITE,
        width: float = 1.0,
        opacity: float = 1.0,
        dash: float = 0.0,
    ) -> None:
        """A line in pixels of the view, with a dark halo for contrast on bright pictures."""
        self.path((start, end), colour=colour, width=width, opacity=opacity, dash=dash)

    def path(
        self,
        points: Sequence[tuple[float, float]],
        *,
        colour: int = WHITE,
        width: float = 1.0,
        opacity: float = 1.0,
        dash: float = 0.0,
    ) -> None:
        """Joined lines as one: no part's halo darkens its neighbour's end."""
        thick = width * self.scale
        parts = [
            (float(start[0]), float(start[1]), float(end[0]), float(end[1]))
            for start, end in pairwise(points)
        ]
        for ends in parts:
            self._stroke(ends, thick + 2 * self.scale, 0, 0.5 * opacity, 0.0)
        for ends in parts:
            self._stroke(ends, float(thick), colour, float(opacity), dash * self.scale)

    def box(self, low: Corner, high: Corner, *, colour: int) -> None:
        """A one-pixel frame whose corner pixels are ``low`` and ``high``; cut at the edges."""
        left, top, right, bottom = low[0], low[1], high[0] + 1, high[1] + 1
        self.fill((left, top), (right, top + 1), colour)
        self.fill((left, bottom - 1), (right, bottom), colour)
        self.fill((left, top), (left + 1, bottom), colour)
        self.fill((right - 1, top), (right, bottom), colour)

    def fill(self, low: Corner, high: Corner, colour: int) -> None:
        """A rectangle in one colour, without its ``high`` row and column."""
        fill(self.frame, low[0], low[1], high[0], high[1], colour)

    def plate(self, low: Corner, high: Corner) -> None:
        """A dark, half-transparent ground for words."""
        self.taken.append((*low, *high))
        shade(self.frame, low[0], low[1], high[0], high[1])

    def _stamp(self, tile: Tile, left: int, top: int, colour: int) -> None:
        stamp(self.frame, tile.halo, tile.ink, left, top, colour)

    def _stroke(self, ends: Ends, width: float, colour: int, opacity: float, dash: float) -> None:
        stroke(self.frame, ends, width, colour, opacity, dash)
