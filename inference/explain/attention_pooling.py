"""Attention pooling: with which share each slice of a sequence weighed in the volume's answer."""

from dataclasses import replace

import numpy as np
import torch
from torch import nn

from inference.explain.empty_picture import emptied
from inference.explain.explain_task import Advance, ExplainTask, Float
from inference.explain.faithfulness import Faithfulness, judge
from inference.explain.layer_map import collect_maps
from inference.imaging.heatmap import Heatmap
from inference.imaging.progress import CancelCheck
from inference.networks.slice_sequence import SliceSequence

SHARE, VOLUME = 1, 2  # columns of the answer: a slice's share, the logit of the whole volume
METHOD = "attention-pooling"


def explain(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    """The shares (Ilse et al., ICML 2018), one value a slice."""

    def map_of(chosen: slice) -> Float:
        device = next(task.module.parameters()).device
        with torch.inference_mode():
            answer = task.module(torch.from_numpy(task.inputs[chosen]).to(device))
        return np.asarray(answer[:, SHARE, None, None].float().cpu().numpy())

    return collect_maps(task, METHOD, map_of, advance, cancelled, layer="")


def judge_shares(
    task: ExplainTask, cancelled: CancelCheck, advance: Advance = lambda _part: None
) -> Faithfulness | None:
    """Whether the shares tell which slices moved the answer for the volume.

    ``task`` is that of the slices' logits. Whole slices are deleted and inserted: as the encoder
    reads every slice by itself, what it says of one is exchanged for what it says of that slice
    with nothing left to find. None where the network is not of this kind.
    """
    network = task.module
    if not isinstance(network, SliceSequence):
        return None
    whole = replace(task, regions=np.ones(len(task.inputs), np.bool_), channel=VOLUME)
    pictures = torch.from_numpy(task.inputs), emptied(task)
    with torch.inference_mode():
        seen, empty = (_embedded(network, part) for part in pictures)
    read = replace(whole, module=_Reader(network), inputs=seen, empty=empty)
    shares = explain(whole, lambda _part: None, cancelled)
    return judge(explain, whole, shares, cancelled, advance, read)


def _embedded(network: SliceSequence, slices: torch.Tensor) -> Float:
    """(n, E, 1, 1) what the encoder says of each slice."""
    device = next(network.parameters()).device
    return np.asarray(network.embed(slices.to(device)).float().cpu().numpy())[:, :, None, None]


class _Reader(nn.Module):
    """What reads the slices' embeddings (n, E, 1, 1) as a network of its own."""

    def __init__(self, network: SliceSequence) -> None:
        super().__init__()
        self.network = network

    def forward(self, embeddings: torch.Tensor) -> torch.Tensor:
        return self.network.read(embeddings[None, :, :, 0, 0])[0]
