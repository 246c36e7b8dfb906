"""How somebody wanted pictures to be seen: annotations, windows, area, turn and flip."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from inference.imaging.display_window import DisplayWindow

GraphicKind = Literal["POINT", "POLYLINE", "INTERPOLATED", "CIRCLE", "ELLIPSE"]
Units = Literal["PIXEL", "DISPLAY", "MATRIX"]


@dataclass(frozen=True, slots=True)
class ImageReference:
    """One picture: SOP instance and, for multi-frame ones, frame number (1-based; 0 = all)."""

    sop_instance_uid: str
    frame: int = 0


@dataclass(frozen=True, eq=False)
class PresentationGraphic:
    """A drawn shape; ``points`` (n, 2) are (i, j) voxel indices in PIXEL and MATRIX units.

    In DISPLAY units they are fractions of the displayed area. ``points_lps`` (n, 3) is known
    where the referenced slice is. ``images`` empty = every picture of the presentation.
    """

    kind: GraphicKind
    points: NDArray[np.float64]
    units: Units
    filled: bool = False
    layer: str = ""
    images: tuple[ImageReference, ...] = ()
    points_lps: NDArray[np.float64] | None = None


@dataclass(frozen=True, eq=False)
class PresentationText:
    """A note; ``box`` (2, 2) and ``anchor`` (2,) as the points of a graphic."""

    text: str
    units: Units
    box: NDArray[np.float64] | None = None
    anchor: NDArray[np.float64] | None = None
    layer: str = ""
    images: tuple[ImageReference, ...] = ()
    anchor_lps: NDArray[np.float64] | None = None


@dataclass(frozen=True, slots=True)
class PresentationWindow:
    """A window and the pictures it is meant for (none named = all)."""

    window: DisplayWindow
    images: tuple[ImageReference, ...] = ()


@dataclass(frozen=True, slots=True)
class DisplayedArea:
    """Top-left and bottom-right (i, j) voxel indices that should fill the view."""

    top_left: tuple[float, float]
    bottom_right: tuple[float, float]
    images: tuple[ImageReference, ...] = ()
    size_mode: str = ""  # SCALE TO FIT | TRUE SIZE | MAGNIFY


@dataclass(frozen=True, eq=False)
class Presentation:
    """A presentation state (PS3.3 A.33.1) for the series it references."""

    label: str = ""
    description: str = ""
    creator: str = ""
    graphics: tuple[PresentationGraphic, ...] = ()
    texts: tuple[PresentationText, ...] = ()
    windows: tuple[PresentationWindow, ...] = ()
    areas: tuple[DisplayedArea, ...] = ()
    rotation_degrees: int = 0
    flipped_horizontally: bool = False
    inverted: bool = False
