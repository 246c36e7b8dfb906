"""Occlusion: how much the answer falls when a patch of the picture is covered."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import torch

from inference.explain.explain_task import Advance, ExplainTask, Float
from inference.explain.layer_map import collect_maps
from inference.imaging.heatmap import Heatmap
from inference.imaging.progress import CancelCheck, raise_if

PATCHES_A_SIDE = 14


def explain(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    """Zeiler & Fergus, ECCV 2014: patches that tile the picture, covered with the lowest value."""
    baseline = float(task.inputs.min()) if task.inputs.size else 0.0

    def map_of(chosen: slice) -> Float:
        with torch.inference_mode():
            return _falls(task, chosen, baseline, cancelled)

    return collect_maps(task, "occlusion", map_of, advance, cancelled, layer="input")


def _falls(task: ExplainTask, chosen: slice, baseline: float, cancelled: CancelCheck) -> Float:
    device = next(task.module.parameters()).device
    inputs = torch.from_numpy(task.inputs[chosen]).to(device)
    region = torch.from_numpy(task.regions[chosen]).to(device)
    sides = inputs.shape[2:]
    cells = [-(-side // _cell(side)) for side in sides]
    whole = _answers(task, inputs, region)
    falls = np.zeros((len(inputs), *cells), np.float32)
    for cell, place in _places(sides):
        raise_if(cancelled)
        covered = inputs.clone()
        covered[(slice(None), slice(None), *place)] = baseline
        fall = (whole - _answers(task, covered, region)).cpu().numpy()
        falls.reshape(len(inputs), -1)[:, np.ravel_multi_index(cell, cells)] = fall
    return np.maximum(falls, 0)


def _cell(side: int) -> int:
    """The smallest divisor of a side that leaves at most ``PATCHES_A_SIDE`` patches."""
    least = max(1, -(-side // PATCHES_A_SIDE))
    return next(size for size in range(least, side + 1) if side % size == 0)


def _places(sides: torch.Size) -> Iterator[tuple[tuple[int, ...], tuple[slice, ...]]]:
    sizes = [_cell(side) for side in sides]
    counts = [side // size for side, size in zip(sides, sizes, strict=True)]
    for cell in product(*(range(count) for count in counts)):
        yield cell, tuple(slice(c * s, (c + 1) * s) for c, s in zip(cell, sizes, strict=True))


def _answers(task: ExplainTask, inputs: torch.Tensor, region: torch.Tensor) -> torch.Tensor:
    logits: torch.Tensor = task.module(inputs)[:, task.channel]
    return (logits * region).reshape(len(inputs), -1).sum(dim=1)
