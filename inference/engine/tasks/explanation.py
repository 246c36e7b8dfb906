"""The explanations that a request asks for, made from what the network saw and said."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from inference.catalog.card import Card, PredictionPart
from inference.engine.run_log import Advance
from inference.engine.steps.preparation import Step
from inference.engine.steps.slices import with_neighbours
from inference.engine.steps.view import View
from inference.engine.tasks.task_run import TaskRun
from inference.explain import find_explainer
from inference.explain.explain_task import ExplainTask
from inference.explain.faithfulness import judge
from inference.imaging.errors import InputError
from inference.imaging.heatmap import Heatmap
from inference.imaging.result import InferenceResult

Float = NDArray[np.float32]


def explain_all(
    task: TaskRun, wanted: Sequence[ExplainTask], advance: Advance
) -> tuple[tuple[Heatmap, ...], tuple[Step, ...]]:
    """A heatmap for each method and thing asked for, each with the verdict on its faithfulness."""
    heatmaps: list[Heatmap] = []
    steps: list[Step] = []
    methods = _checked_methods(task.request.explain, task.card)
    pairs = [(method, explained) for explained in wanted for method in methods]
    for number, (method, explained) in enumerate(pairs):

        def part(done: float, first: float = number) -> None:
            advance((first + done / 2) / len(pairs))

        def tested(done: float, first: float = number + 0.5) -> None:
            advance((first + done / 2) / len(pairs))

        explain = find_explainer(method)
        heatmap = explain(explained, part, task.log.cancelled)
        verdict = judge(explain, explained, heatmap, task.log.cancelled, tested)
        advance((number + 1) / len(pairs))
        facts: dict[str, object] = {
            "method": method,
            "layer": heatmap.layer,
            "target": heatmap.target,
            "native_grid": heatmap.native_grid,
            "faithfulness": verdict.facts() if verdict else "not tested: nothing was found",
        }
        faithful = verdict.faithful if verdict else None
        tests = verdict.numbers() if verdict else {}
        heatmaps.append(replace(heatmap, faithful=faithful, tests=tests))
        steps.append(("explain", facts))
    return tuple(heatmaps), tuple(steps)


def with_heatmaps(
    task: TaskRun, result: InferenceResult, *explained: ExplainTask
) -> InferenceResult:
    """The result with a heatmap of each thing explained; it is told as it is before they are."""
    task.say_partial(result)
    with task.log.stage("explaining") as advance:
        heatmaps, steps = explain_all(task, explained, advance)
    made = replace(result.provenance, steps=(*result.provenance.steps, *steps))
    seconds = dict(task.log.seconds)
    return replace(result, heatmaps=heatmaps, provenance=made, seconds=seconds)


def _checked_methods(wanted: tuple[str, ...], card: Card) -> tuple[str, ...]:
    for method in wanted:
        find_explainer(method)
        if method not in card.explanation.methods:
            known = ", ".join(card.explanation.methods) or "none"
            raise InputError(f"Model {card.name!r} has no explanation {method!r}; it has: {known}.")
    return wanted


def segmentation_task(task: TaskRun, how: PredictionPart, view: View) -> ExplainTask:
    """What a segmentation network saw, and where it found the segment that it found most."""
    card, prepared = view.card, view.prepared
    regions, channel, name = _most_found(view.probabilities, card, how.threshold)
    slices: NDArray[np.intp] | None = None
    if how.dimensions == 3:
        inputs, regions = prepared.array[None, None], regions[None]
    else:
        slices = np.flatnonzero(regions.any(axis=(1, 2)))
        inputs = with_neighbours(prepared, slices, how)
        regions = regions[slices]
    return ExplainTask(
        task.predictor.module(),
        inputs,
        regions,
        slices,
        prepared.geometry,
        card.explanation.layer,
        channel,
        name,
        activation=how.activation,
    )


def _most_found(
    probabilities: Float, card: Card, threshold: float
) -> tuple[NDArray[np.bool_], int, str]:
    """The region, channel and name of the segment with most voxels on the network's grid."""
    background = int(card.prediction.activation == "softmax")
    if background:
        winners = probabilities.argmax(axis=0)
        regions = [winners == n for n in range(1, len(probabilities))]
    else:
        regions = [channel >= threshold for channel in probabilities]
    most = int(np.argmax([region.sum() for region in regions]))
    return regions[most], most + background, card.segments[most].name
