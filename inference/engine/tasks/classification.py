"""Classification of a picture: a finding with its score for each class."""

import numpy as np
from numpy.typing import NDArray

from inference.engine.provenance import provenance_of
from inference.engine.steps.activation import activate
from inference.engine.steps.intensity import normalise
from inference.engine.steps.picture import byte_picture, picture_grid
from inference.engine.steps.preparation import Step
from inference.engine.tasks.explanation import with_heatmaps
from inference.engine.tasks.task_run import TaskRun
from inference.explain.explain_task import ExplainTask
from inference.imaging.errors import InputError
from inference.imaging.finding import Finding
from inference.imaging.result import InferenceResult


def classify(task: TaskRun) -> InferenceResult:
    """Fit the picture into the network's frame, and tell the score of every class."""
    request, card = task.request, task.card
    size_ji = card.preparation.size_ji
    if size_ji is None or not card.classes:
        raise InputError(f"The card of model {card.name!r} names no picture size or no classes.")
    with task.log.stage("preparing"):
        picture = byte_picture(request.volume, size_ji)
        batch = normalise(picture, card.preparation.intensity)[None, None]
    with task.log.stage("predicting"):
        scores = activate(task.predictor.predict(batch), card.prediction.activation)[0]
    steps: tuple[Step, ...] = (
        ("square picture", {"size_ji": size_ji, "values": "0 to 255"}),
        ("normalise", dict(card.preparation.intensity)),
        ("predict", {"activation": card.prediction.activation}),
    )
    result = InferenceResult(
        request.id,
        request.study_token,
        provenance_of(request, card, task.predictor.device, steps, task.overrides),
        findings=_findings(task, scores),
        seconds=dict(task.log.seconds),
    )
    if not request.explain:
        return result
    return with_heatmaps(task, result, _explain_task(task, batch, int(scores.argmax())))


def _explain_task(task: TaskRun, batch: NDArray[np.float32], channel: int) -> ExplainTask:
    """The class with the highest score, on the grid of the network's small picture."""
    j, i = batch.shape[2:]
    return ExplainTask(
        task.predictor.module(),
        batch,
        np.ones(1, np.bool_),
        np.zeros(1, np.intp),
        picture_grid(task.request.volume.geometry, (j, i)),
        task.card.explanation.layer,
        channel,
        task.card.classes[channel],
        activation=task.card.prediction.activation,
    )


def _findings(task: TaskRun, scores: NDArray[np.float32]) -> tuple[Finding, ...]:
    card = task.card
    if len(scores) != len(card.classes):
        raise InputError(
            f"Model {card.name!r} gives {len(scores)} scores for {len(card.classes)} classes."
        )
    ordered = sorted(zip(scores, card.classes, strict=True), key=lambda pair: -pair[0])
    return tuple(
        Finding(f"class-{place}", "class", name, float(score), card.prediction.calibrated)
        for place, (score, name) in enumerate(ordered, start=1)
    )
