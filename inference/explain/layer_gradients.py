"""A layer's activations and the gradients of the explained answer with respect to them."""

import torch
from torch import nn

from inference.explain.explain_task import ExplainTask
from inference.explain.explained_answer import explained_answer
from inference.imaging.errors import InputError


def find_layer(module: nn.Module, name: str) -> nn.Module:
    """The submodule of a dotted name; raises InputError when the network has none such."""
    try:
        return module.get_submodule(name)
    except AttributeError as error:
        raise InputError(f"The network has no layer {name!r} to explain.") from error


def activations_and_gradients(
    task: ExplainTask, chosen: slice
) -> tuple[torch.Tensor, torch.Tensor]:
    """(n, channels, ...) of the task's layer for some of its inputs.

    The answer is that of ``explained_answer`` (over regions: Vinogradova et al., AAAI 2020, eq. 3),
    one an input, whose gradients do not mix.
    """
    device = next(task.module.parameters()).device
    inputs = torch.from_numpy(task.inputs[chosen]).to(device)
    region = torch.from_numpy(task.regions[chosen]).to(device)
    kept: list[torch.Tensor] = []

    def cut_off(_module: nn.Module, _inputs: object, output: torch.Tensor) -> torch.Tensor:
        """Let the graph begin here: nothing before the layer needs a gradient."""
        kept.append(output.detach().requires_grad_())
        return kept[-1]

    handle = find_layer(task.module, task.layer).register_forward_hook(cut_off)
    try:
        with torch.enable_grad():
            answer = explained_answer(task, task.module(inputs), region).sum()
            (gradients,) = torch.autograd.grad(answer, kept[-1])
    finally:
        handle.remove()
    return kept[-1].detach(), gradients
