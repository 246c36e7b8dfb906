"""Wishes of the hand that paints on masks."""

from dataclasses import dataclass

from viewer.state.intents import Intent
from viewer.state.measurements import Point


@dataclass(frozen=True, slots=True)
class PaintStroke(Intent):
    """The brush moved from one place to another (LPS mm) in the plane of a pane.

    ``right`` and ``down`` are the screen's axes in LPS.
    """

    start_lps: Point
    end_lps: Point
    right: Point
    down: Point
    pane: int
    erase: bool = False


@dataclass(frozen=True, slots=True)
class EndStroke(Intent):
    """The brush was lifted: what it painted is one step of undo."""


@dataclass(frozen=True, slots=True)
class ResizeBrush(Intent):
    factor: float


@dataclass(frozen=True, slots=True)
class EditFinding(Intent):
    """Paint on the mask of the selected finding."""


@dataclass(frozen=True, slots=True)
class UndoStroke(Intent):
    pass


@dataclass(frozen=True, slots=True)
class RedoStroke(Intent):
    pass
