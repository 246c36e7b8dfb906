"""Wishes about curved planes: opened along a drawn line, turned about it, measured along it."""

from dataclasses import dataclass

from viewer.state.curves import CutForm
from viewer.state.intents import Intent


@dataclass(frozen=True, slots=True)
class OpenCurved(Intent):
    """Straighten the series of a pane along a drawn line, in another pane."""

    measurement_id: str
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class CloseCurved(Intent):
    """Give the pane back to what it showed before."""


@dataclass(frozen=True, slots=True)
class TurnCut(Intent):
    """Turn the cut about its line."""

    degrees: float


@dataclass(frozen=True, slots=True)
class SetCutForm(Intent):
    """Show the curved plane straightened along its line, or stretched flat."""

    form: CutForm


@dataclass(frozen=True, slots=True)
class SetAnchor(Intent):
    """Measure along the line from here: mm along the cut from its beginning."""

    along_mm: float
