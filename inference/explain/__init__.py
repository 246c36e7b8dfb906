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


EXPLAINERS: dict[str, Explainer] = {
    "seg-grad-cam": _seg_grad_cam,
}


def find_explainer(name: str) -> Explainer:
    """The explainer of that name; raises InputError naming those that exist."""
    if name not in EXPLAINERS:
        raise InputError(f"There is no explanation {name!r}; known: {', '.join(EXPLAINERS)}.")
    return EXPLAINERS[name]
