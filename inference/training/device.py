"""Where a training computes, in which precision, and that it does not run out of memory."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import torch
from torch import nn

from inference.backends.memory import allowed_bytes
from inference.backends.torch_predictor import has_fast_bfloat16
from inference.imaging.errors import InputError

DEVICES = ("auto", "cpu", "cuda", "mps")
COPIES = 5  # of every weight: itself, its gradient, two moments of Adam, the moving average


def choose_device(name: str) -> torch.device:
    """``auto`` is CUDA, else Apple's MPS, else the CPU; raises InputError where it is not there."""
    if name not in DEVICES:
        raise InputError(f"There is no device {name!r}; known: {', '.join(DEVICES)}.")
    there = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    if name == "auto":
        return torch.device(next(device for device, found in there.items() if found))
    if not there[name]:
        raise InputError(f"This machine has no {name} device for the training.")
    return torch.device(name)


def in_bfloat16(wanted: bool = True) -> torch.autocast:
    """bfloat16 where the processor multiplies it in hardware, else float32.

    Elsewhere it is put together from float32 and takes two to three times as long.
    """
    return torch.autocast("cpu", torch.bfloat16, enabled=wanted and has_fast_bfloat16())


class OnDevice(nn.Module):
    """A network elsewhere, for tasks whose batches lie in the processor's memory.

    Inputs go to the device, the network computes there (on CUDA in half precision where
    ``half``), and float32 answers come back; gradients find their way.
    """

    def __init__(self, network: nn.Module, device: torch.device, half: bool) -> None:
        super().__init__()
        self.network = network.to(device)
        self.device, self.in_half = device, half and device.type == "cuda"

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        with torch.autocast(self.device.type, torch.float16, enabled=self.in_half):
            answer: torch.Tensor = self.network(inputs.to(self.device, non_blocking=True))
        return answer.float().cpu()


def placed(network: nn.Module, device: torch.device, options: Mapping[str, Any]) -> nn.Module:
    """The network as a task calls it: compiled where the recipe says so, on its device."""
    called = network
    if options.get("compile", False):
        called = torch.compile(network)  # type: ignore[assignment]
    if device.type == "cpu":
        return called
    return OnDevice(called, device, bool(options.get("half", True)))


@contextmanager
def memory_guarded(network: nn.Module) -> Iterator[None]:
    """Stop a step before what it keeps for the way back exceeds 70 % of the free memory.

    Counts the outputs of all layers of one forward pass and the copies of every weight; raises
    InputError in the middle of the pass. Slow: for the first step alone.
    """
    weights = sum(
        parameter.numel() * parameter.element_size() for parameter in network.parameters()
    )
    kept, allowed = COPIES * weights, allowed_bytes()

    def count(_module: nn.Module, _inputs: object, output: object) -> None:
        nonlocal kept
        if isinstance(output, torch.Tensor):
            kept += output.numel() * output.element_size()
        if kept > allowed:
            raise InputError(
                f"A step of this training needs more than the {allowed / 1e9:.1f} GB of memory "
                "that may be used (70 % of what is free); take a smaller batch in the recipe."
            )

    leaves = [module for module in network.modules() if not list(module.children())]
    hooks = [module.register_forward_hook(count) for module in leaves]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()
