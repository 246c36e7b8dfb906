"""Seg-Grad-CAM: which cells of a layer made a network draw the region that it drew."""

from inference.explain.explain_task import Advance, ExplainTask
from inference.explain.gradient_maps import mean_gradient, weigh_channels
from inference.imaging.heatmap import Heatmap
from inference.imaging.progress import CancelCheck


def explain(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    """Vinogradova, Dibrov & Myers, AAAI 2020: the answer is Σ logits over the region drawn."""
    return weigh_channels(task, "seg-grad-cam", mean_gradient, advance, cancelled)
