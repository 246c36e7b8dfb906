"""Cross-attention: where the query that found a lesion looked."""

import math

import numpy as np
import torch
from torch import nn

from inference.explain.explain_task import Advance, ExplainTask, Float
from inference.explain.layer_gradients import find_layer
from inference.explain.layer_map import collect_maps
from inference.imaging.errors import InputError
from inference.imaging.heatmap import Heatmap
from inference.imaging.progress import CancelCheck


def explain(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    """Mean over heads of a decoder layer's attention weights (Carion et al., ECCV 2020, fig. 6).

    The layer named has ``keep_attention`` and ``attention_weights`` (B, heads, queries, cells),
    its cells tile the picture in squares, row by row; the queries are those of the regions.
    """
    layer = find_layer(task.module, task.layer)
    if not hasattr(layer, "keep_attention"):
        raise InputError(f"The layer {task.layer!r} holds no attention to show.")

    def map_of(chosen: slice) -> Float:
        return _attended(task, layer, chosen)

    return collect_maps(task, "cross-attention", map_of, advance, cancelled)


def _attended(task: ExplainTask, layer: nn.Module, chosen: slice) -> Float:
    inputs, queries = torch.from_numpy(task.inputs[chosen]), torch.from_numpy(task.regions[chosen])
    device = next(task.module.parameters()).device
    layer.keep_attention = True  # type: ignore[assignment]
    try:
        with torch.no_grad():
            task.module(inputs.to(device))
        weights = layer.attention_weights.mean(dim=1).cpu()  # type: ignore
    finally:
        layer.keep_attention = False  # type: ignore[assignment]
        layer.attention_weights = None  # type: ignore[assignment]
    meant = (weights * queries[:, :, None]).sum(dim=1)
    j, i = inputs.shape[2:]
    cell = math.isqrt(j * i // meant.shape[1])
    return np.asarray(meant.reshape(len(meant), j // cell, i // cell).numpy())
