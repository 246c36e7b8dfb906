"""A training as its page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Course = Literal["starting", "running", "paused", "stopped", "finished", "failed"]
Curve = tuple[tuple[float, float], ...]  # (epoch, value)


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """How a recipe is to be trained.

    ``fold`` is "" for the recipe's own, a number, or "all". With ``trials`` its ranges are
    searched instead, ``workers`` trials at a time. ``name`` is that of the model, ``epochs`` how
    long it is trained; "" and 0 leave both to the recipe.
    """

    fold: str = ""
    device: str = "auto"
    trials: int = 0
    workers: int = 1
    name: str = ""
    epochs: int = 0


@dataclass(frozen=True, slots=True)
class TrainingRun:
    """``curves`` by the column's name: loss, the metric named ``score``, rate.

    ``step`` says what ``epoch`` counts: a search counts trials, and ``best`` is the recipe that
    it found. ``fold`` is the one of several that is being trained, "" where there is one.
    ``examples`` are pictures of the last validation with their words; ``can_add`` says that
    the run has a model which is not in the catalogue. ``name`` is the model's in words, ``stage``
    what is done before the first epoch is over, ``ordered`` what it was told and has not done yet:
    "pause" or "stop"; ``added`` that its model is in the catalogue.
    """

    folder: Path
    model: str
    course: Course
    recipe: str = ""
    data: str = ""
    epoch: int = 0
    epochs: int = 0
    score: str = ""
    seconds_left: float | None = None
    sentence: str = ""
    curves: Mapping[str, Curve] = field(default_factory=dict)
    examples: tuple[tuple[Path, str], ...] = ()
    can_add: bool = False
    report: Path | None = None
    name: str = ""
    stage: str = ""
    ordered: str = ""
    added: bool = False
    step: Literal["epoch", "trial"] = "epoch"
    fold: str = ""
    best: Path | None = None

    @property
    def alive(self) -> bool:
        return self.course in ("starting", "running")
