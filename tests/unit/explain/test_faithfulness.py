"""A heatmap that tells what moved the network passes; one that does not, fails."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import nn

from inference.explain.explain_task import Advance, ExplainTask
from inference.explain.faithfulness import Faithfulness, judge
from inference.explain.layer_map import collect_maps
from inference.imaging.geometry import Geometry
from inference.imaging.heatmap import Heatmap
from inference.imaging.progress import CancelCheck, never_cancelled
from inference.networks import build

SIDE = 32


class Looks(nn.Module):
    """Draws the square at 8…16 where it is bright and looks nowhere else."""

    def __init__(self) -> None:
        super().__init__()
        self.gain = nn.Parameter(torch.ones(1, 1, SIDE, SIDE))

    def forward(self, slices: torch.Tensor) -> torch.Tensor:
        looked = (slices * self.gain)[:, :, 8:16, 8:16].mean(dim=(1, 2, 3), keepdim=True)
        return (10 * looked - 5).expand(-1, 1, SIDE, SIDE)


def task_of(module: nn.Module) -> ExplainTask:
    picture = np.random.default_rng(3).normal(0, 0.1, (1, 1, SIDE, SIDE)).astype(np.float32)
    picture[0, 0, 8:16, 8:16] = 1
    region = np.zeros((1, SIDE, SIDE), bool)
    region[0, 8:16, 8:16] = True
    grid = Geometry((1, SIDE, SIDE), np.eye(4))
    return ExplainTask(module, picture, region, np.zeros(1, np.intp), grid, "", 0, "square")


def explainer(
    map_of: Callable[[ExplainTask], NDArray[np.float32]],
) -> Callable[[ExplainTask, Advance, CancelCheck], Heatmap]:
    def explain(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
        return collect_maps(
            task, "test", lambda _chosen: map_of(task)[None], advance, cancelled, layer="input"
        )

    return explain


def verdict(map_of: Callable[[ExplainTask], NDArray[np.float32]]) -> Faithfulness:
    task, explain = task_of(Looks()), explainer(map_of)
    heatmap = explain(task, lambda _part: None, never_cancelled)
    found = judge(explain, task, heatmap, never_cancelled)
    assert found is not None
    return found


def by_weights(task: ExplainTask) -> NDArray[np.float32]:
    """What really counts: pixel × weight, where the network looks."""
    assert isinstance(task.module, Looks)
    counts = task.inputs[0, 0] * np.asarray(task.module.gain[0, 0].detach())
    looked = np.zeros((SIDE, SIDE), np.float32)
    looked[8:16, 8:16] = np.maximum(counts[8:16, 8:16], 0) + 0.1
    return np.asarray(looked + 1e-3 * np.maximum(counts, 0), np.float32)


def test_the_true_map_beats_chance_on_both_curves_and_repeats() -> None:
    found = verdict(by_weights)
    assert found.deletion < found.deletion_random
    assert found.insertion > found.insertion_random
    assert found.repeatability > 0.8


def test_a_map_of_the_wrong_place_loses_to_chance() -> None:
    def elsewhere(task: ExplainTask) -> NDArray[np.float32]:
        return np.asarray(np.flip(by_weights(task)).copy())

    found = verdict(elsewhere)
    assert found.deletion > found.deletion_random and not found.faithful


def test_a_map_that_ignores_the_weights_is_not_faithful() -> None:
    def edges(task: ExplainTask) -> NDArray[np.float32]:
        return np.asarray(np.abs(task.inputs[0, 0]))

    found = verdict(edges)
    assert found.likeness_to_random_weights > 0.9 and not found.faithful


def test_a_map_that_changes_with_every_breath_is_not_faithful() -> None:
    generator = np.random.default_rng(5)

    def dice(task: ExplainTask) -> NDArray[np.float32]:
        return generator.random((SIDE, SIDE)).astype(np.float32)

    found = verdict(dice)
    assert found.repeatability < 0.5 and not found.faithful


def test_an_empty_map_cannot_be_judged() -> None:
    task = task_of(Looks())
    explain = explainer(lambda _task: np.zeros((SIDE, SIDE), np.float32))
    heatmap = explain(task, lambda _part: None, never_cancelled)
    assert judge(explain, task, heatmap, never_cancelled) is None


def test_the_verdict_is_the_same_every_time() -> None:
    assert verdict(by_weights) == verdict(by_weights)


def test_progress_is_told_up_to_the_end() -> None:
    task, explain = task_of(Looks()), explainer(by_weights)
    heatmap = explain(task, lambda _part: None, never_cancelled)
    told: list[float] = []
    judge(explain, task, heatmap, never_cancelled, told.append)
    assert len(told) > 10 and told == sorted(told)
    assert told[0] < 0.1 and told[-1] == 1


@pytest.mark.parametrize("sequence", [False, True])
def test_several_examples_and_sequences_are_judged(sequence: bool) -> None:
    from inference.explain import find_explainer

    torch.manual_seed(0)
    module = build("slice_unet", in_channels=3, filters=[8, 8, 8]).eval().requires_grad_(False)
    inputs = np.random.default_rng(0).normal(size=(5, 3, 16, 16)).astype(np.float32)
    task = ExplainTask(
        module, inputs, np.ones((5, 16, 16), bool), np.arange(5),
        Geometry((5, 16, 16), np.eye(4)), "down.1", 0, "lesion",
    )  # fmt: skip
    task = replace(task, sequence=sequence)
    explain = find_explainer("grad-cam")
    heatmap = explain(task, lambda _part: None, never_cancelled)
    found = judge(explain, task, heatmap, never_cancelled)
    assert found is not None and set(found.facts()) >= {"deletion", "insertion", "faithful"}
