"""Integrated gradients: which pixels moved the answer away from that on an empty picture."""

import numpy as np
import torch

from inference.explain.explain_task import Advance, ExplainTask, Float
from inference.explain.layer_map import collect_maps
from inference.imaging.heatmap import Heatmap
from inference.imaging.progress import CancelCheck, raise_if

STEPS = 16


def explain(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    """Sundararajan et al., ICML 2017, midpoint rule, from a picture of the lowest value.

    The heatmap has one value a pixel of what the network saw: the size of its attribution,
    neighbouring slices (channels) added.
    """
    baseline = float(task.inputs.min()) if task.inputs.size else 0.0

    def map_of(chosen: slice) -> Float:
        return _attribution(task, chosen, baseline, cancelled)

    return collect_maps(task, "integrated-gradients", map_of, advance, cancelled, layer="input")


def _attribution(
    task: ExplainTask, chosen: slice, baseline: float, cancelled: CancelCheck
) -> Float:
    device = next(task.module.parameters()).device
    inputs = torch.from_numpy(task.inputs[chosen]).to(device)
    region = torch.from_numpy(task.regions[chosen]).to(device)
    total = torch.zeros_like(inputs)
    for step in range(STEPS):
        raise_if(cancelled)
        part = (step + 0.5) / STEPS
        point = (baseline + part * (inputs - baseline)).requires_grad_()
        with torch.enable_grad():
            answer = (task.module(point)[:, task.channel] * region).sum()
            total += torch.autograd.grad(answer, point)[0]
    attribution = (total / STEPS * (inputs - baseline)).abs().sum(dim=1)
    return np.asarray(attribution.cpu().numpy())
