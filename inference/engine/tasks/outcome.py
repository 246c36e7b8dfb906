"""Prognosis: the lesion in the scan and what is known of the patient, fused into one risk."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from inference.catalog.models import find_model
from inference.engine.loaded_models import loaded_predictor
from inference.engine.provenance import provenance_of
from inference.engine.steps.lesion_features import lesion_features
from inference.engine.steps.outcome_inputs import (
    asked_of_patient,
    input_value,
    model_inputs,
    title_of,
)
from inference.engine.steps.outcome_risk import measure_of, risk_of
from inference.engine.steps.preparation import Step
from inference.engine.tasks.segmentation import segment
from inference.engine.tasks.task_run import TaskRun
from inference.explain.input_parts import METHOD, judge_parts
from inference.imaging.errors import InputError
from inference.imaging.finding import DOUBTED, MISSING, MOVED_BY, Finding
from inference.imaging.patient_input import known_numbers
from inference.imaging.result import InferenceResult


def predict_outcome(task: TaskRun) -> InferenceResult:
    """The risk, with the part that each input had in it; the lesion's mask goes with it.

    ``request.options`` are the patient's numbers by column name, NaN for one that is unknown; what
    is not among them is taken from the series' headers, where these say it.
    """
    inputs, lesion_model = _wanted(task)
    asked = asked_of_patient(task.card)
    known = known_numbers(asked, task.request.volume.info, task.request.options)
    lesion = _lesion(task, lesion_model)
    mask = lesion.label_maps[0].array.astype(bool)
    found = lesion_features(task.request.volume, mask)
    values = [input_value(name, known, found) for name in inputs]
    with task.log.stage("predicting"):
        answer = task.predictor.predict(np.array([values], np.float32))[0]
    step, faithful = _judged(task, values)
    steps: tuple[Step, ...] = (
        ("lesion", {"model": lesion_model, "weights_sha256": lesion.provenance.weights_sha256}),
        ("patient", dict(known)),
        ("inputs", dict(zip(inputs, map(float, values), strict=True))),
        *step,
    )
    return replace(
        lesion,
        provenance=provenance_of(
            task.request, task.card, task.predictor.device, steps, task.overrides
        ),
        findings=(_risk(task, inputs, values, answer, faithful), *lesion.findings),
        seconds=dict(task.log.seconds),
    )


def _judged(task: TaskRun, values: Sequence[float]) -> tuple[tuple[Step, ...], bool | None]:
    """The step that says whether the inputs' parts are faithful; None where it cannot be told."""
    outcome = task.card.outcome
    found = judge_parts(task.predictor.module(), values, lambda answer: risk_of(answer, outcome))
    if found is None:
        return (), None
    verdict, gap = found
    facts = {
        "method": METHOD,
        "layer": "",
        "target": task.card.classes[0],
        "native_grid": f"{len(values)} inputs",
        "faithfulness": verdict.facts(),
        f"largest_gap_log_{'hazard' if outcome.time else 'odds'}": round(gap, 6),
    }
    return (("explain", facts),), verdict.faithful


def _risk(
    task: TaskRun,
    inputs: Sequence[str],
    values: Sequence[float],
    answer: NDArray[np.float32],
    faithful: bool | None,
) -> Finding:
    """The risk, and by how much each input moved its log odds (or hazard) from the mean patient's.

    ``missing`` names the inputs that count as the mean patient's, as nothing is known of them;
    a group of tests of which some are known is not among them.
    """
    details: dict[str, float | str] = {
        f"{MOVED_BY}{title_of(name)}": float(part)
        for name, part, value in zip(inputs, answer[1:], values, strict=True)
        if not math.isnan(value)
    }
    if missing := [
        title_of(name) for name, value in zip(inputs, values, strict=True) if math.isnan(value)
    ]:
        details[MISSING] = ", ".join(missing)
    if faithful is False:
        details[DOUBTED] = "they failed their tests of faithfulness"
    outcome = task.card.outcome
    details |= measure_of(outcome)
    risk = risk_of(float(answer[0]), outcome)
    calibrated = task.card.prediction.calibrated
    return Finding("risk-1", "risk", task.card.classes[0], risk, calibrated, details=details)


def _wanted(task: TaskRun) -> tuple[list[str], str]:
    lesion_model = task.card.network.parameters.get("lesion_model")
    if not isinstance(lesion_model, str) or not task.card.classes:
        raise InputError(f"The card of model {task.card.name!r} names no lesion model or outcome.")
    return model_inputs(task.card), lesion_model


def _lesion(task: TaskRun, model_id: str) -> InferenceResult:
    entry = find_model(model_id)
    request = replace(task.request, model_id=model_id, options={}, explain=())
    return segment(
        replace(task, request=request, card=entry.card, predictor=loaded_predictor(entry))
    )
