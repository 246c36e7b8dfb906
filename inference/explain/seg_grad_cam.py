"""Seg-Grad-CAM: which cells of a layer made a network draw the region that it drew."""

import numpy as np
import torch

from inference.explain.explain_task import Advance, ExplainTask, Float
from inference.explain.layer_gradients import activations_and_gradients
from inference.explain.layer_map import collect_maps
from inference.imaging.heatmap import Heatmap
from inference.imaging.progress import CancelCheck

METHOD = "seg-grad-cam"


def explain(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    """The heatmap of Vinogradova, Dibrov & Myers (AAAI 2020) on the layer's own grid."""

    def map_of(chosen: slice) -> Float:
        activations, gradients = activations_and_gradients(task, chosen)
        space = tuple(range(2, activations.ndim))
        weights = gradients.mean(dim=space, keepdim=True)
        cam = torch.relu((weights * activations).sum(dim=1))
        return np.asarray(cam.float().cpu().numpy())

    return collect_maps(task, METHOD, map_of, advance, cancelled)
