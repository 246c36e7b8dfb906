"""Wishes about 3D panes: turned, faced, spun, dressed; ``pane`` None means the active one."""

from dataclasses import dataclass

from viewer.state.intents import Intent
from viewer.state.panes import PaneView
from viewer.state.turntable import Side


@dataclass(frozen=True, slots=True)
class SetPaneView(Intent):
    """Show slices or the volume in 3D in a pane."""

    view: PaneView
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class TurnSolid(Intent):
    """Turn about the head–foot axis, lift the viewer to the head; degrees."""

    azimuth_degrees: float
    elevation_degrees: float
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class FaceSolid(Intent):
    """Look from one side of the patient."""

    side: Side
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class SpinSolid(Intent):
    """Start the turntable, or stop it."""

    pane: int | None = None


@dataclass(frozen=True, slots=True)
class SetSolidPreset(Intent):
    """Choose a transfer function by its name."""

    name: str
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class SetSolidOpacity(Intent):
    """How solid the volume is, 0…1; masks keep their own opacity."""

    opacity: float
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class RenderSolid(Intent):
    """A 3D pane has another size: a controller renders it anew."""

    pane: int
