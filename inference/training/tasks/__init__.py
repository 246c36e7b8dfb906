"""What is to be learned: one file per task, one row in the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from inference.imaging.errors import InputError
from inference.imaging.progress import ProgressReport
from inference.training.recipe import Recipe
from inference.training.split import Split

if TYPE_CHECKING:
    import torch
    from torch import nn


class Task(Protocol):
    """A training problem, ready to run: its data are in memory and its split is made.

    A task with ``any_device`` true calls the network only as ``network(batch)``, so that it can
    compute elsewhere; others are trained on the processor.
    """

    split: Split
    score_name: str  # the validation metric that chooses the checkpoint; higher is better

    def network(self) -> nn.Module:
        """A new network with random weights from torch's global generator."""

    def steps_per_epoch(self) -> int:
        """Optimiser steps that make one epoch."""

    def loss(self, network: nn.Module, generator: torch.Generator) -> torch.Tensor:
        """Draw one batch from ``generator`` and give its loss."""

    def validate(self, network: nn.Module) -> dict[str, float]:
        """Metrics on the validation cases; ``score_name`` is among them."""

    def finish(self, network: nn.Module, out: Path) -> Mapping[str, Any]:
        """Choose what is chosen on the validation cases, write it to ``out``, tell it."""


def build_task(recipe: Recipe, data: Path, report: ProgressReport) -> Task:
    """The recipe's task on the data folder; raises InputError for an unknown task."""
    if recipe.task not in TASKS:
        raise InputError(f"There is no task {recipe.task!r}; known: {', '.join(TASKS)}.")
    return TASKS[recipe.task](recipe, data, report)


def _slice_segmentation(recipe: Recipe, data: Path, report: ProgressReport) -> Task:
    from inference.training.tasks.slice_segmentation import SliceSegmentation

    return SliceSegmentation(recipe, data, report)


def _image_classification(recipe: Recipe, data: Path, report: ProgressReport) -> Task:
    from inference.training.tasks.image_classification import ImageClassification

    return ImageClassification(recipe, data, report)


def _volume_segmentation(recipe: Recipe, data: Path, report: ProgressReport) -> Task:
    from inference.training.tasks.volume_segmentation import VolumeSegmentation

    return VolumeSegmentation(recipe, data, report)


def _slice_sequences(recipe: Recipe, data: Path, report: ProgressReport) -> Task:
    from inference.training.tasks.slice_sequences import SliceSequences

    return SliceSequences(recipe, data, report)


def _segmentation_ensemble(recipe: Recipe, data: Path, report: ProgressReport) -> Task:
    from inference.training.tasks.segmentation_ensemble import SegmentationEnsemble

    return SegmentationEnsemble(recipe, data, report)


def _lesion_boxes(recipe: Recipe, data: Path, report: ProgressReport) -> Task:
    from inference.training.tasks.lesion_boxes import LesionBoxes

    return LesionBoxes(recipe, data, report)


def _outcome(recipe: Recipe, data: Path, report: ProgressReport) -> Task:
    from inference.training.tasks.outcome import Outcome

    return Outcome(recipe, data, report)


TASKS: dict[str, Callable[[Recipe, Path, ProgressReport], Task]] = {
    "slice_segmentation": _slice_segmentation,
    "slice_sequences": _slice_sequences,
    "lesion_boxes": _lesion_boxes,
    "volume_segmentation": _volume_segmentation,
    "segmentation_ensemble": _segmentation_ensemble,
    "outcome": _outcome,
    "image_classification": _image_classification,
}
