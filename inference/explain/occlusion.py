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
VALUES_TOGETHER = 2**17  # of covered pictures that go through the network at once
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
    together = 1 if task.sequence else max(1, VALUES_TOGETHER // inputs.numel())
    patches = list(_patches(counts))
    for first in range(0, len(patches), together):
        raise_if(cancelled)
        part = patches[first : first + together]
        covered = torch.cat([_covered(inputs, empty, cells, sizes) for cells in part])
        regions = region.repeat(len(part), *(1,) * (region.ndim - 1))
        answers = explained_answer(task, task.module(covered), regions).reshape(len(part), -1)
        for cells, fall in zip(part, (whole - answers).cpu().numpy(), strict=True):
            total[(slice(None), *cells)] += fall.reshape(-1, *(1,) * len(counts))
            covers[cells] += 1
    return np.asarray(np.maximum(total / covers, 0), np.float32)


def _covered(
    inputs: torch.Tensor, empty: torch.Tensor, cells: tuple[slice, ...], sizes: list[int]
) -> torch.Tensor:
    place = tuple(
        slice(part.start * size, part.stop * size) for part, size in zip(cells, sizes, strict=True)
    )
    index = (slice(None), slice(None), *place)
    result = inputs.clone()
    result[index] = empty[index]
    return result


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
