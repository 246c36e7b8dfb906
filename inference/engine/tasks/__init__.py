"""What each kind of task does with a volume; the table is here."""

import importlib
from collections.abc import Callable

from inference.engine.tasks.task_run import TaskRun
from inference.imaging.errors import InputError
from inference.imaging.result import InferenceResult


def _segmentation(task: TaskRun) -> InferenceResult:
    from inference.engine.tasks.segmentation import segment

    return segment(task)


def _classification(task: TaskRun) -> InferenceResult:
    from inference.engine.tasks.classification import classify

    return classify(task)


def _sequence(task: TaskRun) -> InferenceResult:
    from inference.engine.tasks.sequence import read_sequence

    return read_sequence(task)


def _detection(task: TaskRun) -> InferenceResult:
    from inference.engine.tasks.detection import detect

    return detect(task)


def _outcome(task: TaskRun) -> InferenceResult:
    from inference.engine.tasks.outcome import predict_outcome

    return predict_outcome(task)


TASKS: dict[str, Callable[[TaskRun], InferenceResult]] = {
    "segmentation": _segmentation,
    "classification": _classification,
    "sequence": _sequence,
    "detection": _detection,
    "outcome": _outcome,
}

KEEP_TO_A_REGION = ("segmentation", "detection")


def import_task(name: str) -> None:
    """Import what a task needs before it is asked for; its modules have the tasks' names."""
    if name in TASKS:
        importlib.import_module(f"inference.engine.tasks.{name}")


def perform(task: TaskRun) -> InferenceResult:
    """Run the card's kind of task; InputError for one unknown, or that cannot keep to a region."""
    if task.card.task not in TASKS:
        raise InputError(f"Model {task.card.name!r} does a task unknown here: {task.card.task}.")
    if task.request.region_kji is not None and task.card.task not in KEEP_TO_A_REGION:
        raise InputError(
            f"Model {task.card.name!r} answers for the whole series, not for a region of it."
        )
    return TASKS[task.card.task](task)
