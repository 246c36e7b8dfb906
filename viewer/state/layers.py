"""What lies over the picture, and how it is shown."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from inference.imaging.contour_set import ContourSet
from inference.imaging.display_window import DisplayWindow
from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import LabelMap
from inference.imaging.volume import Volume

FusionMode = Literal["blend", "checkerboard", "swipe"]


@dataclass(frozen=True, slots=True)
class SegmentStyle:
    """How one segment is shown; ``colour`` None = the segment's own."""

    visible: bool = True
    opacity: float = 0.4
    colour: tuple[int, int, int] | None = None


@dataclass(frozen=True, eq=False)
class MaskLayer:
    """A label map over the picture: filled at ``opacity`` with a crisp contour.

    ``series_id`` names the one series over which it is shown; "" = all in its patient space.
    ``file`` and ``file_sha256`` tell where a mask that a person loaded comes from.
    """

    id: str
    label_map: LabelMap
    visible: bool = True
    opacity: float = 0.4
    contour: bool = True
    styles: dict[int, SegmentStyle] = field(default_factory=dict)
    series_id: str = ""
    file: str = ""
    file_sha256: str = ""


@dataclass(frozen=True, eq=False)
class HeatmapLayer:
    """A heatmap over the picture: opacity follows the value, up to ``opacity``.

    ``made_on`` names the grid it was made on where ``heatmap`` is resampled from that.
    """

    id: str
    heatmap: Heatmap
    visible: bool = True
    opacity: float = 0.6
    colour_map: str = "inferno"
    made_on: str = ""

    @property
    def is_attention(self) -> bool:
        """Whether it says where a model looked; else it is a map of measured values."""
        return not self.heatmap.unit and self.heatmap.method != "parametric map"

    @property
    def native_grid(self) -> str:
        """The grid that it was made on, for the legend."""
        return self.made_on or self.heatmap.native_grid


@dataclass(frozen=True, eq=False)
class ContourLayer:
    """Contours over the picture; ``styles`` by structure number (visible and colour alone)."""

    id: str
    contour_set: ContourSet
    visible: bool = True
    opacity: float = 1.0
    styles: dict[int, SegmentStyle] = field(default_factory=dict)

    def shows(self, number: int) -> bool:
        """Whether the structure of a number is switched on."""
        style = self.styles.get(number)
        return style is None or style.visible


@dataclass(frozen=True, eq=False)
class Mark:
    """A line through (n, 3) LPS points, one point alone, or a note that begins at a point."""

    points_lps: NDArray[np.float64]
    text: str = ""


@dataclass(frozen=True, eq=False)
class MarkLayer:
    """What a presentation state drew on one series, and the windows that it wishes for it."""

    id: str
    name: str
    series_id: str
    marks: tuple[Mark, ...] = ()
    windows: tuple[DisplayWindow, ...] = ()
    visible: bool = True
    opacity: float = 1.0


@dataclass(frozen=True, eq=False)
class FusionLayer:
    """A second series over the picture, on its own grid, with its own window and colours.

    ``blend`` lays it over up to ``opacity``, air staying clear; ``checkerboard`` shows it in
    every second square of ``cell_px`` pixels, ``swipe`` from ``split`` (0…1 of the width) to
    the right. ``origin_xy`` is the pixel of the squares' own plane at the view's top left.
    A registered series carries its moved affine in ``volume.geometry``.
    """

    id: str
    volume: Volume
    window: DisplayWindow
    visible: bool = True
    mode: FusionMode = "blend"
    opacity: float = 0.5
    colour_map: str = "hot"
    inverted: bool = False
    cell_px: int = 64
    split: float = 0.5
    origin_xy: tuple[int, int] = (0, 0)
