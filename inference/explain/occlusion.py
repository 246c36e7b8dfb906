"""Occlusion: how much the answer falls when a patch of the picture is covered."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import torch

from inference.explain.empty_picture import emptied
from inference.explain.explain_task import Advance, ExplainTask, Float
from inference.explain.explained_answer import explained_answer
from inference.explain.layer_map import collect_maps
from inference.imaging.heatmap import Heatmap
from inference.imaging.progress import CancelCheck, raise_if

CELLS_A_SIDE = 14
PATCH_CELLS = 3  # of each side of a patch; patches begin at every cell and overlap


def explain(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    """Zeiler & Fergus, ECCV 2014: patches covered with what is left when nothing is to be found.

    A cell's value is the mean fall of the answer over the patches that cover it, positive part.
    """

    def map_of(chosen: slice) -> Float:
        with torch.inference_mode():
            return _falls(task, chosen, cancelled)

    return collect_maps(task, "occlusion", map_of, advance, cancelled, layer="input")


def _falls(task: ExplainTask, chosen: slice, cancelled: CancelCheck) -> Float:
    device = next(task.module.parameters()).device
    inputs = torch.from_numpy(task.inputs[chosen]).to(device)
    region = torch.from_numpy(task.regions[chosen]).to(device)
    empty = emptied(task, chosen).to(device)
    sizes = [_cell(side) for side in inputs.shape[2:]]
    counts = [side // size for side, size in zip(inputs.shape[2:], sizes, strict=True)]
    whole = explained_answer(task, task.module(inputs), region)
    total, covers = np.zeros((len(inputs), *counts), np.float32), np.zeros(counts, np.float32)
    for cells in _patches(counts):
        raise_if(cancelled)
        place = tuple(
            slice(part.start * size, part.stop * size)
            for part, size in zip(cells, sizes, strict=True)
        )
        covered = inputs.clone()
        covered[(..., *place)] = empty[(..., *place)]
        fall = whole - explained_answer(task, task.module(covered), region)
        total[(slice(None), *cells)] += fall.cpu().numpy().reshape(-1, *(1,) * len(counts))
        covers[cells] += 1
    return np.maximum(total / covers, 0)


def _cell(side: int) -> int:
    """The smallest divisor of a side that leaves at most ``CELLS_A_SIDE`` cells."""
    least = max(1, -(-side // CELLS_A_SIDE))
    return next(size for size in range(least, side + 1) if side % size == 0)


def _patches(counts: list[int]) -> Iterator[tuple[slice, ...]]:
    """The cells of each patch; those that begin outside are cut off at the edge."""
    starts = [range(1 - PATCH_CELLS, count) for count in counts]
    for first in product(*starts):
        yield tuple(
            slice(max(start, 0), min(start + PATCH_CELLS, count))
            for start, count in zip(first, counts, strict=True)
        )
