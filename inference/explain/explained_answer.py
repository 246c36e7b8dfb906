"""The quantity that an explanation explains."""

import torch

from inference.explain.explain_task import ExplainTask


def explained_answer(
    task: ExplainTask, logits: torch.Tensor, regions: torch.Tensor
) -> torch.Tensor:
    """(n,) of (n, classes, ...) logits: their sum for the class over its (n, ...) region.

    Of a classifier whose classes shut each other out (softmax) it is the log odds of the class
    against all others: its logit alone may rise while its probability falls.
    """
    mine = logits[:, task.channel]
    if task.activation == "softmax" and regions.ndim == 1:
        others = [n for n in range(logits.shape[1]) if n != task.channel]
        mine = mine - torch.logsumexp(logits[:, others], dim=1)
    return (mine * regions).reshape(len(logits), -1).sum(dim=1)
