"""How a kind of model is measured: one file per task, one row in the table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from inference.catalog.models import ModelEntry
from inference.imaging.errors import InputError
from inference.imaging.progress import CancelCheck, ProgressReport

Row = dict[str, Any]
Interval = tuple[float, float]


class Evaluation(Protocol):
    """Cases of a folder, a row of figures for each, and their summary."""

    def case_names(self, entry: ModelEntry, data: Path) -> list[str]:
        """All cases of the folder with a known truth."""
        ...

    def measure(
        self,
        entry: ModelEntry,
        data: Path,
        names: list[str],
        report: ProgressReport,
        cancelled: CancelCheck,
    ) -> list[Row]:
        """One row a case, ``case`` first."""
        ...

    def summarise(self, rows: list[Row]) -> tuple[dict[str, float], dict[str, Interval]]:
        """Figures over all cases, and their 95 % bootstrap intervals."""
        ...


def evaluation_of(task: str) -> Evaluation:
    """The evaluation of a card's task; raises InputError for one that is not known."""
    if task not in EVALUATIONS:
        raise InputError(f"Models for {task} cannot be evaluated yet.")
    return EVALUATIONS[task]()


def _segmentation() -> Evaluation:
    from inference.training.evaluations.segmentation import SegmentationEvaluation

    return SegmentationEvaluation()


def _classification() -> Evaluation:
    from inference.training.evaluations.classification import ClassificationEvaluation

    return ClassificationEvaluation()


def _sequence() -> Evaluation:
    from inference.training.evaluations.sequence import SequenceEvaluation

    return SequenceEvaluation()


def _detection() -> Evaluation:
    from inference.training.evaluations.detection import DetectionEvaluation

    return DetectionEvaluation()


def _outcome() -> Evaluation:
    from inference.training.evaluations.outcome import OutcomeEvaluation

    return OutcomeEvaluation()


EVALUATIONS: dict[str, Callable[[], Evaluation]] = {
    "segmentation": _segmentation,
    "classification": _classification,
    "sequence": _sequence,
    "detection": _detection,
    "outcome": _outcome,
}
