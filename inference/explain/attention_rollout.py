"""Attention rollout: how the patches of a picture flow into a Transformer's answer."""

import numpy as np
import torch
from torch import nn

from inference.explain.explain_task import Advance, ExplainTask, Float
from inference.explain.layer_map import collect_maps
from inference.imaging.errors import InputError
from inference.imaging.heatmap import Heatmap
from inference.imaging.progress import CancelCheck


def explain(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    """Abnar & Zuidema, ACL 2020: Π (½ A + ½ I) over the blocks, row of the class token.

    The layer named is a list of blocks with ``keep_attention`` and ``attention_weights``
    (B, heads, tokens, tokens), token 0 the class token and the others a square of patches.
    """
    try:
        blocks = task.module.get_submodule(task.layer)
    except AttributeError as error:
        raise InputError(f"The network has no layer {task.layer!r} to explain.") from error
    if not isinstance(blocks, nn.ModuleList) or not hasattr(blocks[0], "keep_attention"):
        raise InputError(f"The layer {task.layer!r} holds no attention to roll out.")

    def map_of(chosen: slice) -> Float:
        return _rolled(task.module, blocks, torch.from_numpy(task.inputs[chosen]))

    return collect_maps(task, "attention-rollout", map_of, advance, cancelled)


def _rolled(module: nn.Module, blocks: nn.ModuleList, inputs: torch.Tensor) -> Float:
    device = next(module.parameters()).device
    for block in blocks:
        block.keep_attention = True  # type: ignore[assignment]
    try:
        with torch.no_grad():
            module(inputs.to(device))
        attention = [block.attention_weights.mean(dim=1) for block in blocks]  # type: ignore
    finally:
        for block in blocks:
            block.keep_attention = False  # type: ignore[assignment]
            block.attention_weights = None  # type: ignore[assignment]
    flow = torch.eye(attention[0].shape[-1], device=device)
    for weights in attention:
        flow = (0.5 * weights + 0.5 * torch.eye(weights.shape[-1], device=device)) @ flow
    patches = flow[:, 0, 1:]
    side = round(patches.shape[1] ** 0.5)
    return np.asarray(patches.reshape(len(patches), side, side).cpu().numpy())
