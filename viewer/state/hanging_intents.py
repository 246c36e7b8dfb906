"""Wishes that concern hanging protocols."""

from dataclasses import dataclass

from viewer.state.intents import Intent


@dataclass(frozen=True, slots=True)
class StepStage(Intent):
    """The next (+1) or previous (−1) stage of the protocol that hangs."""

    step: int


@dataclass(frozen=True, slots=True)
class HangProtocol(Intent):
    """Hang a stage (from 0) of a protocol by its name, whether it matches the study or not."""

    name: str
    stage: int = 0


@dataclass(frozen=True, slots=True)
class LoadHungSeries(Intent):
    """Read the series for which panes of the hung stage wait; others that wait are let go."""

    series_ids: tuple[str, ...]
