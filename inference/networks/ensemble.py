"""Several networks as one: their probabilities averaged, then calibrated together."""

from collections.abc import Callable, Sequence

import torch
from torch import nn

from inference.networks.calibration import Calibration


class ClassifierEnsemble(nn.Module):
    """``members`` are rows of the table, built with their own defaults.

    (B, C, J, I) -> logits whose softmax is the calibrated mean of the members' probabilities.
    """

    def __init__(
        self, build: Callable[[str], nn.Module], members: Sequence[str], classes: int = 2
    ) -> None:
        super().__init__()
        self.members = nn.ModuleList(build(name) for name in members)
        self.calibration = Calibration(classes)

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        chances = [member(pictures).softmax(dim=-1) for member in self.members]
        mean = torch.stack(chances).mean(dim=0)
        logits: torch.Tensor = self.calibration(mean.clamp_min(1e-6).log())
        return logits
