"""One file per way of explaining an answer; the table is here."""

from collections.abc import Callable

from inference.explain.explain_task import Advance, ExplainTask
from inference.imaging.errors import InputError
from inference.imaging.heatmap import Heatmap
from inference.imaging.progress import CancelCheck

Explainer = Callable[[ExplainTask, Advance, CancelCheck], Heatmap]


def _seg_grad_cam(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    from inference.explain.seg_grad_cam import explain

    return explain(task, advance, cancelled)


def _grad_cam(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    from inference.explain.grad_cam import explain

    return explain(task, advance, cancelled)


def _grad_cam_pp(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    from inference.explain.grad_cam_pp import explain

    return explain(task, advance, cancelled)


def _integrated_gradients(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    from inference.explain.integrated_gradients import explain

    return explain(task, advance, cancelled)


def _occlusion(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    from inference.explain.occlusion import explain

    return explain(task, advance, cancelled)


def _attention_rollout(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    from inference.explain.attention_rollout import explain

    return explain(task, advance, cancelled)


def _cross_attention(task: ExplainTask, advance: Advance, cancelled: CancelCheck) -> Heatmap:
    from inference.explain.cross_attention import explain

    return explain(task, advance, cancelled)


EXPLAINERS: dict[str, Explainer] = {
    "seg-grad-cam": _seg_grad_cam,
    "grad-cam": _grad_cam,
    "grad-cam++": _grad_cam_pp,
    "integrated-gradients": _integrated_gradients,
    "occlusion": _occlusion,
    "attention-rollout": _attention_rollout,
    "cross-attention": _cross_attention,
}


def find_explainer(name: str) -> Explainer:
    """The explainer of that name; raises InputError naming those that exist."""
    if name not in EXPLAINERS:
        raise InputError(f"There is no explanation {name!r}; known: {', '.join(EXPLAINERS)}.")
    return EXPLAINERS[name]
