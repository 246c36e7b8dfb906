"""Wishes that concern trainings."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from viewer.state.intents import Intent
from viewer.state.training import TrainingPlan


@dataclass(frozen=True, slots=True)
class WatchTrainings(Intent):
    """Look at the trainings from now on."""


@dataclass(frozen=True, slots=True)
class StartTraining(Intent):
    """Train what the recipe says on the data folder, or search its ranges."""

    recipe: Path
    data: Path
    plan: TrainingPlan = field(default_factory=TrainingPlan)


@dataclass(frozen=True, slots=True)
class SteerTraining(Intent):
    """Pause after the epoch, stop at once, or go on from where it stands."""

    folder: Path
    act: Literal["pause", "stop", "resume"]


@dataclass(frozen=True, slots=True)
class AddTrainedModel(Intent):
    """Put a finished run's model into the catalogue."""

    folder: Path
