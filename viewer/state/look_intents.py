"""Wishes of the user about how the values of a series are shown."""

from dataclasses import dataclass

from inference.imaging.display_window import DisplayWindow
from viewer.state.intents import Intent
from viewer.state.scene import Interpolation, SlabMode


@dataclass(frozen=True, slots=True)
class SetWindow(Intent):
    window: DisplayWindow
    pane: int | None = None


@dataclass(frozen=True, slots=True)
class ApplyPreset(Intent):
    """A window by its name in the table of presets, where it is offered for the series."""

    name: str


@dataclass(frozen=True, slots=True)
class AutomaticWindow(Intent):
    pass


@dataclass(frozen=True, slots=True)
class Invert(Intent):
    pass


@dataclass(frozen=True, slots=True)
class SetInterpolation(Intent):
    interpolation: Interpolation


@dataclass(frozen=True, slots=True)
class SetColourMap(Intent):
    colour_map: str


@dataclass(frozen=True, slots=True)
class SetSlab(Intent):
    mode: SlabMode
    thickness_mm: float
