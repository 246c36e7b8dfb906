"""Grad-CAM: which cells of a layer spoke for a class."""

from inference.explain.explain_task import Advance, ExplainTask
from inference.explain.gradient_maps import mean_gradient, weigh_channels
from inference.imaging.heatmap import Heatmap
from inference.imaging.progress import CancelCheck


def explain(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    """Selvaraju et al., ICCV 2017; the answer is the logit of the class."""
    return weigh_channels(task, "grad-cam", mean_gradient, advance, cancelled)
