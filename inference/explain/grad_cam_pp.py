"""Grad-CAM++: Grad-CAM whose cells count by how strongly each spoke for the class."""

import torch

from inference.explain.explain_task import Advance, ExplainTask
from inference.explain.gradient_maps import weigh_channels
from inference.imaging.heatmap import Heatmap
from inference.imaging.progress import CancelCheck


def explain(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    """Chattopadhay et al., WACV 2018, eq. 19 (the answer passes through an exponential)."""
    return weigh_channels(task, "grad-cam++", _weights, advance, cancelled)


def _weights(activations: torch.Tensor, gradients: torch.Tensor) -> torch.Tensor:
    space = tuple(range(2, gradients.ndim))
    squared = gradients**2
    total = (activations * gradients**3).sum(dim=space, keepdim=True)
    below = 2 * squared + total
    shares = torch.where(below != 0, squared / below, torch.zeros_like(below))
    return (shares * torch.relu(gradients)).sum(dim=space, keepdim=True)
