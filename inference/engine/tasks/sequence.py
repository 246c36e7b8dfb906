"""All slices of a volume read in order: a score and a weight for each, one answer for all."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from inference.backends.memory import check_fits
from inference.engine.provenance import provenance_of
from inference.engine.steps.activation import activate
from inference.engine.steps.preparation import PreparedVolume, Step, prepare
from inference.engine.steps.slices import nearest_slices, with_neighbours
from inference.engine.tasks.explanation import with_heatmaps
from inference.engine.tasks.task_run import TaskRun
from inference.explain.attention_pooling import METHOD, judge_shares
from inference.explain.explain_task import ExplainTask
from inference.imaging.errors import InputError
from inference.imaging.finding import Finding, SliceStrip
from inference.imaging.geometry import Geometry
from inference.imaging.result import InferenceResult

SHOWN = 0.5  # a slice with a higher score is said to show it


def read_sequence(task: TaskRun) -> InferenceResult:
    """Two strips, lesion score and attention, on the slices of the series; a finding in all."""
    request, card, how = task.request, task.card, task.card.prediction
    with task.log.stage("preparing"):
        prepared = prepare(request.volume, card)
    with task.log.stage("predicting"):
        every = np.arange(len(prepared.array))
        inputs = with_neighbours(prepared, every, how)
        check_fits(task.predictor.peak_bytes(inputs.shape), "This series")
        answer = task.predictor.predict(inputs)
    if answer.shape != (len(every), 3):
        raise InputError(f"Model {card.name!r} gave {answer.shape}, not three values a slice.")
    scores = activate(answer[:, :1], "sigmoid")[:, 0]
    whole = float(activate(answer[:1, 2:], "sigmoid")[0, 0])
    place = nearest_slices(request.volume.geometry, prepared.geometry)
    steps: tuple[Step, ...] = (
        *prepared.steps,
        ("predict", {"neighbours": how.neighbours, "neighbour_step_mm": how.neighbour_step_mm}),
    )
    weights = answer[:, 1] / max(float(answer[:, 1].max()), 1e-6)
    result = InferenceResult(
        request.id,
        request.study_token,
        provenance_of(request, card, task.predictor.device, steps, task.overrides),
        findings=(_finding(task, whole, scores, prepared.geometry),),
        strips=(
            SliceStrip("lesion score", tuple(scores[place].tolist()), how.calibrated),
            SliceStrip("attention", tuple(weights[place].tolist())),
        ),
        seconds=dict(task.log.seconds),
    )
    if not request.explain:
        return result
    explained = _explain_task(task, prepared, inputs, scores)
    return _with_judged_shares(task, with_heatmaps(task, result, explained), explained)


def _with_judged_shares(
    task: TaskRun, result: InferenceResult, explained: ExplainTask
) -> InferenceResult:
    """The result whose strip of attention says whether it passed the tests of faithfulness."""
    with task.log.stage("testing the attention") as advance:
        verdict = judge_shares(explained, task.log.cancelled, advance)
    if verdict is None:
        return result
    *others, shares = result.strips
    shares = replace(shares, faithful=verdict.faithful, tests=verdict.numbers())
    facts = {
        "method": METHOD,
        "layer": "",
        "target": f"{explained.target}, the volume",
        "native_grid": f"{len(shares.values)} slices",
        "faithfulness": verdict.facts(),
    }
    made = replace(result.provenance, steps=(*result.provenance.steps, ("explain", facts)))
    seconds = dict(task.log.seconds)
    return replace(result, strips=(*others, shares), provenance=made, seconds=seconds)


def _explain_task(
    task: TaskRun,
    prepared: PreparedVolume,
    inputs: NDArray[np.float32],
    scores: NDArray[np.float32],
) -> ExplainTask:
    """The logits of the slices said to show it, summed; all slices are read together."""
    classes = task.card.classes
    return ExplainTask(
        task.predictor.module(),
        inputs,
        scores > SHOWN,
        np.arange(len(inputs)),
        prepared.geometry,
        task.card.explanation.layer,
        0,
        classes[0] if classes else "positive",
        sequence=True,
    )


def _finding(
    task: TaskRun, whole: float, scores: NDArray[np.float32], geometry: Geometry
) -> Finding:
    """What the volume shows, pointing at the middle of the slice with the highest score."""
    best = int(np.argmax(scores))
    x, y, z = (float(value) for value in geometry.slice_centres_lps()[best])
    return Finding(
        "class-1",
        "class",
        task.card.classes[0] if task.card.classes else "positive",
        whole,
        task.card.prediction.calibrated,
        point_lps=(x, y, z),
        details={"slices over one half": float((scores > SHOWN).sum())},
    )
