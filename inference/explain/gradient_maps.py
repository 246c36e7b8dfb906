"""Maps of a layer's cells, weighed by how the answer depends on its channels."""

from collections.abc import Callable

import numpy as np
import torch

from inference.explain.explain_task import Advance, ExplainTask, Float
from inference.explain.layer_gradients import activations_and_gradients
from inference.explain.layer_map import collect_maps
from inference.imaging.heatmap import Heatmap
from inference.imaging.progress import CancelCheck

ChannelWeights = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


def weigh_channels(
    task: ExplainTask,
    method: str,
    weights_of: ChannelWeights,
    advance: Advance,
    cancelled: CancelCheck,
) -> Heatmap:
    """Σ over channels of weight × activation, positive part, on the layer's own grid.

    ``weights_of`` (activations, gradients) gives (n, channels, 1, ...).
    """

    def map_of(chosen: slice) -> Float:
        activations, gradients = activations_and_gradients(task, chosen)
        cam = torch.relu((weights_of(activations, gradients) * activations).sum(dim=1))
        return np.asarray(cam.float().cpu().numpy())

    return collect_maps(task, method, map_of, advance, cancelled)


def mean_gradient(activations: torch.Tensor, gradients: torch.Tensor) -> torch.Tensor:
    """Global average of the gradients (Selvaraju et al., ICCV 2017, eq. 1)."""
    return gradients.mean(dim=tuple(range(2, gradients.ndim)), keepdim=True)
