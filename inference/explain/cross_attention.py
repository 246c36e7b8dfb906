"""Cross-attention: what a query looked at and what of it spoke for its lesion."""

import math
from typing import Any

import numpy as np
import torch

from inference.explain.explain_task import Advance, ExplainTask, Float
from inference.explain.layer_gradients import find_layer
from inference.explain.layer_map import collect_maps
from inference.imaging.errors import InputError
from inference.imaging.heatmap import Heatmap
from inference.imaging.progress import CancelCheck


def explain(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    """Attention weights times the gradient of the logit with respect to them, positive part.

    Chefer et al., ICCV 2021, eq. 5, mean over heads and summed over the decoder's layers: the
    weights alone also mark what a query looks at to place its box. The layer named is a list of
    decoder layers whose ``look`` has ``keep_attention`` and ``attention_weights`` (B, heads,
    queries, cells); cells tile the picture in squares, row by row.
    """
    layers = find_layer(task.module, task.layer)
    looks = [getattr(layer, "look", None) for layer in layers.children()]
    if not looks or not all(hasattr(look, "keep_attention") for look in looks):
        raise InputError(f"The layer {task.layer!r} holds no cross-attention to show.")

    def map_of(chosen: slice) -> Float:
        return _attended(task, looks, chosen)

    return collect_maps(task, "cross-attention", map_of, advance, cancelled)


def _attended(task: ExplainTask, looks: list[Any], chosen: slice) -> Float:
    device = next(task.module.parameters()).device
    inputs = torch.from_numpy(task.inputs[chosen]).to(device)
    meant = torch.from_numpy(task.regions[chosen]).to(device)
    for look in looks:
        look.keep_attention = True
    try:
        with torch.enable_grad():
            answer = (task.module(inputs)[:, task.channel] * meant).sum()
            weights = [look.attention_weights for look in looks]
            gradients = torch.autograd.grad(answer, weights)
    finally:
        for look in looks:
            look.keep_attention = False
            look.attention_weights = None
    parts = [
        (one.detach() * slope).clamp(min=0).mean(dim=1).sum(dim=1)
        for one, slope in zip(weights, gradients, strict=True)
    ]
    cells = torch.stack(parts).sum(dim=0)
    j, i = inputs.shape[2:]
    cell = math.isqrt(j * i // cells.shape[1])
    return np.asarray(cells.reshape(len(cells), j // cell, i // cell).cpu().numpy())
