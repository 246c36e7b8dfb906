"""What a network saw with nothing left to find in it: the baseline of explanations and tests."""

import torch
from torch.nn import functional

from inference.explain.explain_task import ExplainTask


def emptied(task: ExplainTask, chosen: slice = slice(None)) -> torch.Tensor:
    """Some of the task's inputs, (n, C, ...): the region filled with the median of the brighter
    half of what lies around it (tissue, not air), then all averaged over half of each side.
    """
    if task.empty is not None:
        return torch.from_numpy(task.empty[chosen])
    inputs = torch.from_numpy(task.inputs[chosen]).clone()
    places = (task.regions if task.found is None else task.found)[chosen]
    if places.ndim == inputs.ndim - 1:
        for picture, region in zip(inputs, torch.from_numpy(places), strict=True):
            around = picture[:, ~region]
            if around.numel():
                picture[:, region] = around[around >= around.mean()].median()
    for axis, side in enumerate(inputs.shape[2:], start=2):
        size = side // 2 | 1
        rows = inputs.movedim(axis, -1)
        flat = rows.reshape(1, -1, side)
        mean = functional.avg_pool1d(flat, size, 1, size // 2, count_include_pad=False)
        inputs = mean.reshape(rows.shape).movedim(-1, axis)
    return inputs.contiguous()
