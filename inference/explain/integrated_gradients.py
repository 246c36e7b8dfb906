"""Integrated gradients: which pixels moved the answer away from that on an empty picture."""

import numpy as np
import torch
from torch.nn import functional

from inference.explain.empty_picture import emptied
from inference.explain.explain_task import Advance, ExplainTask, Float
from inference.explain.explained_answer import explained_answer
from inference.explain.layer_map import collect_maps
from inference.imaging.heatmap import Heatmap
from inference.imaging.progress import CancelCheck, raise_if

STEPS = 16
SMOOTHING = 1 / 18  # deviation of the smoothing, of a side of the picture (1.5 of 28 pixels)


def explain(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    """Sundararajan et al., ICML 2017, midpoint rule, from a picture with nothing left to find.

    The heatmap has one value a pixel of what the network saw: what speaks for the answer,
    neighbouring slices (channels) added, smoothed, positive part. Single pixels of it are noise
    (Smilkov et al. 2017), and the lowest value as a baseline would mark whatever is bright.
    """

    def map_of(chosen: slice) -> Float:
        return _attribution(task, chosen, cancelled)

    return collect_maps(task, "integrated-gradients", map_of, advance, cancelled, layer="input")


def _attribution(task: ExplainTask, chosen: slice, cancelled: CancelCheck) -> Float:
    device = next(task.module.parameters()).device
    inputs = torch.from_numpy(task.inputs[chosen]).to(device)
    region = torch.from_numpy(task.regions[chosen]).to(device)
    empty = emptied(task, chosen).to(device)
    total = torch.zeros_like(inputs)
    for step in range(STEPS):
        raise_if(cancelled)
        part = (step + 0.5) / STEPS
        point = (empty + part * (inputs - empty)).requires_grad_()
        with torch.enable_grad():
            answer = explained_answer(task, task.module(point), region).sum()
            total += torch.autograd.grad(answer, point)[0]
    attribution = _smoothed((total / STEPS * (inputs - empty)).sum(dim=1))
    return np.asarray(attribution.clamp(min=0).cpu().numpy())


def _smoothed(maps: torch.Tensor) -> torch.Tensor:
    """(n, ...) maps under a Gaussian along each side, cut at three deviations."""
    for axis, side in enumerate(maps.shape[1:], start=1):
        deviation = side * SMOOTHING
        reach = max(1, round(3 * deviation))
        offsets = torch.arange(-reach, reach + 1, dtype=maps.dtype, device=maps.device)
        kernel = torch.exp(-(offsets**2) / (2 * deviation**2))
        rows = maps.movedim(axis, -1)
        flat = rows.reshape(-1, 1, side)
        summed = functional.conv1d(flat, (kernel / kernel.sum())[None, None], padding=reach)
        maps = summed.reshape(rows.shape).movedim(-1, axis)
    return maps
