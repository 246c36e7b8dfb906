"""What overlays draw with: text, lines and frames on one view's pixels."""

from dataclasses import dataclass
from typing import Literal

from viewer.render.drawing.tiles import elided, line_height, text_tile
from viewer.render.kernels.grey import Frame
from viewer.render.kernels.ink import stamp, stroke

Align = Literal["left", "centre", "right"]
WHITE, AMBER, ACCENT, GREY = 0xF2F2F2, 0xFFC04D, 0x4FC3F7, 0x9A9A9A


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

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        colour: int = WHITE,
        width: float = 1.0,
        opacity: float = 1.0,
        dash: float = 0.0,
        halo: bool = True,
    ) -> None:
        """A line in pixels of the view, with a dark halo for contrast on bright pictures."""
        thick = width * self.scale
        if halo:
            stroke(self.frame, *start, *end, thick + 2 * self.scale, 0, 0.5 * opacity, 0.0)
        stroke(self.frame, *start, *end, thick, colour, opacity, dash * self.scale)
