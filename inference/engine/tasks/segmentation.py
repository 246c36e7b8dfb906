"""Segmentation: a label map, findings and heatmaps on the grid of the input."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from inference.backends.predictor import Predictor
from inference.catalog.card import PredictionPart, PreparationPart
from inference.engine.provenance import provenance_of
from inference.engine.run_log import Advance
from inference.engine.steps.findings import area_strip, findings_of
from inference.engine.steps.label_volume import (
    label_map,
    label_volume,
    without_small_components,
)
from inference.engine.steps.preparation import PreparedVolume, Step, prepare
from inference.engine.steps.slices import predict_slices
from inference.engine.steps.sliding_window import predict_windows
from inference.engine.tasks.explanation import segmentation_task, with_heatmaps
from inference.engine.tasks.task_run import TaskRun
from inference.imaging.errors import InputError
from inference.imaging.progress import CancelCheck
from inference.imaging.result import InferenceResult

Float = NDArray[np.float32]


def segment(task: TaskRun) -> InferenceResult:
    """Prepare, predict, place back, measure; the mask is told before the heatmap is made."""
    how = _how(task)
    with task.log.stage("preparing"):
        prepared = prepare(task.request.volume, task.card)
    with task.log.stage("predicting") as advance:
        probabilities = predict(
            prepared, task.predictor, how, task.card.preparation, advance, task.log.cancelled
        )
    with task.log.stage("measuring"):
        result = _measured(task, how, prepared, probabilities)
    result = replace(result, seconds=dict(task.log.seconds))
    if not task.request.explain:
        return result
    return with_heatmaps(task, result, segmentation_task(task, how, prepared, probabilities))


def predict(  # all that a pass over a volume depends on
    prepared: PreparedVolume,
    predictor: Predictor,
    how: PredictionPart,
    preparation: PreparationPart,
    advance: Advance,
    cancelled: CancelCheck,
) -> Float:
    """(S, k, j, i) probabilities on the network's grid, by slices or by windows."""
    if how.dimensions == 3:
        return predict_windows(prepared, predictor, how, preparation, advance, cancelled)
    return predict_slices(prepared, predictor, how, advance, cancelled)


def _how(task: TaskRun) -> PredictionPart:
    """The card's prediction with the request's own threshold, least volume and flips."""
    how = task.card.prediction
    known = {"threshold", "minimum_component_ml", "flips"}
    if unknown := set(task.request.options) - known:
        raise InputError(f"Unknown option {sorted(unknown)[0]!r}; known: {', '.join(known)}.")
    threshold = task.number("threshold", how.threshold)
    if not 0 < threshold < 1:
        raise InputError(f"The threshold lies between 0 and 1, not at {threshold:g}.")
    smallest = task.number("minimum_component_ml", how.minimum_component_ml)
    mirrored = bool(task.request.options.get("flips", True))
    if not mirrored and task.card.members:
        raise InputError(f"Mirroring belongs to the members of {task.card.name!r}, each its own.")
    flips = how.flips if mirrored else []
    return how.model_copy(
        update={"threshold": threshold, "minimum_component_ml": smallest, "flips": flips}
    )


def _measured(
    task: TaskRun, how: PredictionPart, prepared: PreparedVolume, probabilities: Float
) -> InferenceResult:
    request, card = task.request, task.card
    target = request.volume.geometry
    labels, score = label_volume(
        probabilities, prepared.geometry, target, card, threshold=how.threshold
    )
    labels = _within(without_small_components(labels, target, how), request.region_kji)
    mask = label_map(labels, target, card)
    steps: tuple[Step, ...] = (
        *prepared.steps,
        ("predict", {"dimensions": how.dimensions, "neighbours": how.neighbours,
                     "neighbour_step_mm": how.neighbour_step_mm, "window_kji": how.window_kji,
                     "overlap": how.overlap, "flips": list(how.flips)}),
        ("label", {"activation": how.activation, "threshold": how.threshold,
                   "minimum_component_ml": how.minimum_component_ml,
                   "region_kji": request.region_kji}),
    )  # fmt: skip
    return InferenceResult(
        request.id,
        request.study_token,
        provenance_of(request, card, task.predictor.device, steps, task.overrides),
        label_maps=(mask,),
        findings=findings_of(mask, score, how.calibrated),
        strips=(area_strip(mask, card.segments[0].name),),
    )


def _within(
    labels: NDArray[np.uint8], region: tuple[tuple[int, int, int], tuple[int, int, int]] | None
) -> NDArray[np.uint8]:
    if region is None:
        return labels
    box = tuple(slice(low, high) for low, high in zip(*region, strict=True))
    kept = np.zeros_like(labels)
    kept[box] = labels[box]
    return kept
