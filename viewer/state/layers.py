"""What lies over the picture, and how it is shown."""

from dataclasses import dataclass, field

from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import LabelMap


@dataclass(frozen=True, slots=True)
class SegmentStyle:
    """How one segment is shown; ``colour`` None = the segment's own."""

    visible: bool = True
    opacity: float = 0.4
    colour: tuple[int, int, int] | None = None


@dataclass(frozen=True, eq=False)
class MaskLayer:
    """A label map over the picture: filled at ``opacity`` with a crisp contour."""

    id: str
    label_map: LabelMap
    visible: bool = True
    opacity: float = 0.4
    contour: bool = True
    styles: dict[int, SegmentStyle] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class HeatmapLayer:
    """A heatmap over the picture: opacity follows the value, up to ``opacity``."""

    id: str
    heatmap: Heatmap
    visible: bool = True
    opacity: float = 0.6
    colour_map: str = "inferno"
