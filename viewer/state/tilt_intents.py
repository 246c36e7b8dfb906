"""Wishes about the planes of a patient space; ``pane`` None means the active one."""

from dataclasses import dataclass

from viewer.state.intents import Intent


@dataclass(frozen=True, slots=True)
class TurnPlanes(Intent):
    """Turn the crosshair in a pane, clockwise as seen: the other planes turn, its own stays."""

    degrees: float
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class StraightenPlanes(Intent):
    """Undo every turn of the planes of the pane's patient space."""

    pane: int | None = None


@dataclass(frozen=True, slots=True)
class AlignPlanes(Intent):
    """Planes along the patient's own axes (``exact``), or along the grid of the series."""

    exact: bool
    pane: int | None = None
