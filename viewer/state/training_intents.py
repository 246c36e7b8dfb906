"""Wishes that concern trainings."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from viewer.state.intents import Intent


@dataclass(frozen=True, slots=True)
class WatchTrainings(Intent):
    """Look at the trainings from now on."""


@dataclass(frozen=True, slots=True)
class StartTraining(Intent):
    """Train what the recipe says on the data folder."""

    recipe: Path
    data: Path


@dataclass(frozen=True, slots=True)
class SteerTraining(Intent):
    """Pause after the epoch, stop at once, or go on from where it stands."""

    folder: Path
    act: Literal["pause", "stop", "resume"]


@dataclass(frozen=True, slots=True)
class AddTrainedModel(Intent):
    """Put a finished run's model into the catalogue."""

    folder: Path
