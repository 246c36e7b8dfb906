"""Logits scaled and shifted after training, so that their softmax is a probability."""

import torch
from torch import nn


class Calibration(nn.Module):
    """Temperature scaling with an offset a class (Guo et al. 2017), identity until it is set."""

    inverse_temperature: torch.Tensor
    offsets: torch.Tensor

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.register_buffer("inverse_temperature", torch.ones(1))
        self.register_buffer("offsets", torch.zeros(classes))

    def forward(self, logits: torch.Tensor) -> torch.Tensor:
        answer: torch.Tensor = logits * self.inverse_temperature + self.offsets
        return answer

    @torch.no_grad()
    def set(self, inverse_temperature: float, offsets: torch.Tensor) -> None:
        """Fix both; what is applied is rounded to the half precision that is stored."""
        state = self.state_dict()
        state["inverse_temperature"].fill_(inverse_temperature)
        state["offsets"].copy_(offsets)
        for value in state.values():
            value.copy_(value.half())


def fit_calibration(
    logits: torch.Tensor, labels: torch.Tensor, weights: torch.Tensor
) -> Calibration:
    """Scale and offsets of least weighted cross entropy; (N, C) logits, (N,) labels, weights."""
    log_scale = torch.zeros(1, requires_grad=True)
    offsets = torch.zeros(logits.shape[1], requires_grad=True)
    optimiser = torch.optim.LBFGS([log_scale, offsets], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        each = nn.functional.cross_entropy(
            logits * log_scale.exp() + offsets, labels, reduction="none"
        )
        loss = (each * weights).sum() / weights.sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    fitted = Calibration(logits.shape[1])
    centred = offsets.detach() - offsets.detach().mean()
    fitted.set(float(log_scale.detach().exp()), centred)
    return fitted
