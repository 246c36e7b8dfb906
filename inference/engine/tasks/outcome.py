"""Prognosis: the lesion in the scan and what is known of the patient, fused into one risk."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from inference.catalog.models import find_model
from inference.engine.loaded_models import loaded_predictor
from inference.engine.provenance import provenance_of
from inference.engine.steps.lesion_features import lesion_features
from inference.engine.steps.outcome_inputs import columns_of, input_value, label_of
from inference.engine.steps.preparation import Step
from inference.engine.tasks.segmentation import segment
from inference.engine.tasks.task_run import TaskRun
from inference.imaging.errors import InputError
from inference.imaging.finding import Finding
from inference.imaging.result import InferenceResult

Known = Mapping[str, float | int | str | bool]


def predict_outcome(task: TaskRun) -> InferenceResult:
    """The risk, with the part that each input had in it; the lesion's mask goes with it.

    ``request.options`` are the patient's numbers by column name; any of them may be missing.
    """
    inputs, lesion_model = _wanted(task)
    known = _patient(task.request.options, inputs)
    lesion = _lesion(task, lesion_model)
    mask = lesion.label_maps[0].array.astype(bool)
    found = lesion_features(task.request.volume, mask)
    values = [input_value(name, known, found) for name in inputs]
    with task.log.stage("predicting"):
        answer = task.predictor.predict(np.array([values], np.float32))[0]
    risk = float(1 / (1 + np.exp(-answer[0])))
    steps: tuple[Step, ...] = (
        ("lesion", {"model": lesion_model, "weights_sha256": lesion.provenance.weights_sha256}),
        ("inputs", dict(zip(inputs, map(float, values), strict=True))),
    )
    finding = Finding(
        "risk-1",
        "risk",
        task.card.classes[0],
        risk,
        task.card.prediction.calibrated,
        details={
            f"moved by {label_of(name)}": float(part)
            for name, part in zip(inputs, answer[1:], strict=True)
        },
    )
    return replace(
        lesion,
        provenance=provenance_of(
            task.request, task.card, task.predictor.device, steps, task.overrides
        ),
        findings=(finding, *lesion.findings),
        seconds=dict(task.log.seconds),
    )


def _wanted(task: TaskRun) -> tuple[list[str], str]:
    parameters = task.card.network.parameters
    inputs, lesion_model = parameters.get("inputs"), parameters.get("lesion_model")
    if not isinstance(inputs, list) or not isinstance(lesion_model, str) or not task.card.classes:
        raise InputError(f"The card of model {task.card.name!r} names no inputs or no outcome.")
    return [str(name) for name in inputs], lesion_model


def _patient(options: Known, inputs: list[str]) -> dict[str, float]:
    """The patient's numbers; raises InputError for a name that the model does not know."""
    columns = {column for name in inputs for column in columns_of(name)}
    if unknown := set(options) - columns:
        raise InputError(
            f"Unknown input {sorted(unknown)[0]!r}; known: {', '.join(sorted(columns))}."
        )
    numbers = {}
    for name, value in options.items():
        try:
            numbers[name] = float(value)
        except ValueError as error:
            raise InputError(f"The input {name!r} is a number, not {value!r}.") from error
    return numbers


def _lesion(task: TaskRun, model_id: str) -> InferenceResult:
    entry = find_model(model_id)
    request = replace(task.request, model_id=model_id, options={}, explain=())
    return segment(
        replace(task, request=request, card=entry.card, predictor=loaded_predictor(entry))
    )
