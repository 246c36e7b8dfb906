"""How a kind of model is measured: one file per task, one row in the table, one loop over cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from inference.catalog.models import ModelEntry
from inference.engine.events import Event, Progress
from inference.engine.request import InferenceRequest
from inference.imaging.errors import InputError
from inference.imaging.progress import CancelCheck, ProgressReport, raise_if

Row = dict[str, Any]
Interval = tuple[float, float]


Tell = Callable[[Event], None]


class Evaluation(Protocol):
    """Cases of a folder, a row of figures for each, and their summary.

    What a case is (its files, its picture and label) is the evaluation's own.
    """

    def cases(self, entry: ModelEntry, data: Path) -> Mapping[str, Any]:
        """All cases of the folder with a known truth, by name; nothing large is read yet."""
        ...

    def request(self, entry: ModelEntry, name: str, case: Any) -> InferenceRequest:
        """What is asked of the engine for a case; InputError where it cannot be read."""
        ...

    def row(
        self, entry: ModelEntry, name: str, case: Any, tell: Tell, cancelled: CancelCheck
    ) -> Row:
        """The figures of one case; InputError where it cannot be read or the model refuses it."""
        ...

    def summarise(self, rows: list[Row]) -> tuple[dict[str, float], dict[str, Interval]]:
        """Figures over all cases, and their 95 % bootstrap intervals."""
        ...


@runtime_checkable
class Calibrated(Protocol):
    """An evaluation whose cases have a probability that can be compared with what was observed."""

    def reliability(self, rows: list[Row]) -> list[Row]:
        """``from``, ``to``, ``probability``, ``observed``, ``ci95``, ``cases`` of each bin."""
        ...


def measure(
    evaluation: Evaluation,
    entry: ModelEntry,
    cases: Mapping[str, Any],
    report: ProgressReport,
    cancelled: CancelCheck,
) -> tuple[list[Row], list[Row]]:
    """A row a case, ``case`` first; and ``case`` and ``why`` of those that were refused."""
    rows, refused = [], []
    for number, (name, case) in enumerate(cases.items()):
        raise_if(cancelled)
        report(f"{name} ({number + 1} of {len(cases)})", number / len(cases))
        tell = share_of(report, name, number, len(cases))
        try:
            rows.append({"case": name} | evaluation.row(entry, name, case, tell, cancelled))
        except InputError as error:
            refused.append({"case": name, "why": str(error)})
    report("done", 1.0)
    return rows, refused


def share_of(report: ProgressReport, name: str, number: int, count: int) -> Tell:
    """The progress of one case's run as its share of the whole evaluation."""

    def tell(event: Event) -> None:
        if isinstance(event, Progress):
            report(f"{name}: {event.stage}", (number + event.fraction) / count)

    return tell


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
