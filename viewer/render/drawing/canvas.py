"""What overlays draw with: text, lines and frames on one view's pixels."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from viewer.render.drawing.tiles import elided, line_height, text_tile
from viewer.render.kernels.ink import Frame, stamp, stroke

Align = Literal["left", "centre", "right"]
WHITE, AMBER, ACCENT, GREY = 0xF2F2F2, 0xFFC04D, 0x4FC3F7, 0x9A9A9A
GREEN = 0x7CE38B


@dataclass(frozen=True, eq=False)
class Canvas:
    """The pixels of one view; ``scale`` multiplies every size, ``text_px`` the letters'."""

    frame: Frame
    scale: float

    @property
    def width(self) -> int:
        return int(self.frame.shape[1])

    @property
    def height(self) -> int:
        return int(self.frame.shape[0])

    @property
    def text_px(self) -> int:
        """Letter size: 13 px, a little less in small views."""
        small = min(self.width, self.height) < 380 * self.scale
        return max(7, round((11 if small else 13) * self.scale))

    @property
    def line_px(self) -> int:
        return line_height(self.text_px)

    @property
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
        stamp(self.frame, tile.halo, tile.ink, round(x - shift), round(y), colour)
        return tile.width

    def text_width(self, words: str, size_px: int | None = None) -> int:
        """Width of ``words`` in pixels."""
        return text_tile(words, size_px or self.text_px).width

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
        thick = width * self.scale
        ends = (float(start[0]), float(start[1]), float(end[0]), float(end[1]))
        stroke(self.frame, ends, thick + 2 * self.scale, 0, 0.5 * opacity, 0.0)
        stroke(self.frame, ends, float(thick), colour, float(opacity), dash * self.scale)

    def box(self, low: tuple[int, int], high: tuple[int, int], *, colour: int) -> None:
        """A one-pixel frame whose corner pixels are ``low`` and ``high``; cut at the edges."""
        ink = np.uint32(0xFF000000 | colour)
        rows = slice(max(low[1], 0), max(high[1] + 1, 0))
        columns = slice(max(low[0], 0), max(high[0] + 1, 0))
        for line in (low[1], high[1]):
            if 0 <= line < self.height:
                self.frame[line, columns] = ink
        for column in (low[0], high[0]):
            if 0 <= column < self.width:
                self.frame[rows, column] = ink

    def plate(self, low: tuple[int, int], high: tuple[int, int]) -> None:
        """A dark, half-transparent ground for words."""
        part = self.frame[max(low[1], 0) : high[1], max(low[0], 0) : high[0]]
        # Each channel is halved; what belongs to its neighbour is masked off.
        part[...] = ((part >> 1) & np.uint32(0x7F7F7F)) | np.uint32(0xFF000000)
