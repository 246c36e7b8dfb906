"""Segmentation: a label map, findings and heatmaps on the grid of the input."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from inference.catalog.card import PredictionPart
from inference.engine.provenance import provenance_of
from inference.engine.steps.findings import area_strip, findings_of
from inference.engine.steps.label_volume import (
    label_map,
    label_views,
    without_small_components,
)
from inference.engine.steps.preparation import Step
from inference.engine.steps.view import View
from inference.engine.tasks.explanation import segmentation_task, with_heatmaps
from inference.engine.tasks.task_run import TaskRun
from inference.engine.tasks.views import views_of
from inference.imaging.errors import InputError
from inference.imaging.result import InferenceResult


def segment(task: TaskRun) -> InferenceResult:
    """Prepare, predict, place back, measure; the mask is told before the heatmap is made."""
    how = _how(task)
    views, steps = views_of(task, how)
    with task.log.stage("measuring"):
        result = _measured(task, how, views, steps)
    result = replace(result, seconds=dict(task.log.seconds))
    if not task.request.explain:
        return result
    return with_heatmaps(task, result, *(segmentation_task(task, how, view) for view in views))


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
    task: TaskRun, how: PredictionPart, views: tuple[View, ...], before: tuple[Step, ...]
) -> InferenceResult:
    request = task.request
    target = request.volume.geometry
    labels, score = label_views(views, target, how.threshold)
    segments = [segment for view in views for segment in view.card.segments]
    card = task.card.model_copy(update={"segments": segments})
    labels = _within(without_small_components(labels, target, how), request.region_kji)
    mask = label_map(labels, target, card)
    steps: tuple[Step, ...] = (
        *before,
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
