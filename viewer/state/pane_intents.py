"""Wishes of the user about panes: where they look and how they lie.

``pane`` is the index of a pane; None means the active one. Points of a curved pane are places in
its cut: (mm across, mm along, 0).
"""

from dataclasses import dataclass

from viewer.state.intents import Intent
from viewer.state.measurements import Point
from viewer.state.planes import Plane


@dataclass(frozen=True, slots=True)
class Activate(Intent):
    pane: int


@dataclass(frozen=True, slots=True)
class Enlarge(Intent):
    """Show one pane alone, or all again when it is alone already."""

    pane: int | None = None


@dataclass(frozen=True, slots=True)
class SetLayout(Intent):
    name: str


@dataclass(frozen=True, slots=True)
class SetPlane(Intent):
    plane: Plane
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class ScrollSlices(Intent):
    """``steps`` > 0 towards the head, the front or the patient's left, see ``planes``."""

    steps: int
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class GoToSlice(Intent):
    """``index`` 0-based in the order of ``planes``; negative counts from the end."""

    index: int
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class SetCursor(Intent):
    point_lps: Point
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class PointAt(Intent):
    """The mouse is over a place of a pane; None = over none."""

    point_lps: Point | None = None
    pane: int = 0


@dataclass(frozen=True, slots=True)
class ZoomBy(Intent):
    """``about_mm`` is the fixed place, in mm right and down of the middle of the view."""

    factor: float
    about_mm: tuple[float, float] = (0.0, 0.0)
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class PanBy(Intent):
    right_mm: float
    down_mm: float
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class Rotate(Intent):
    quarter_turns: int


@dataclass(frozen=True, slots=True)
class Flip(Intent):
    horizontal: bool


@dataclass(frozen=True, slots=True)
class ResetView(Intent):
    """Back to fit, upright, unflipped, the automatic window and the middle of the volume."""
