"""Several networks as one: their probabilities averaged, then calibrated together."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import nn

from inference.networks.calibration import Calibration

LEAST = 1e-6  # a mean probability stays this far from 0 and 1, so that its logit is finite
_AXES = {"k": -3, "j": -2, "i": -1}


class MeanEnsemble(nn.Module):
    """The logits whose sigmoid (or softmax) is the mean of the members' probabilities.

    Takes and gives what each member does: (B, C, ...) -> (B, S, ...) or (B, S). ``flips`` names
    for each member the axes of its mirrored passes ("i", "ji"…), averaged with its plain pass.
    With ``classes`` (softmax alone) a calibration of the mean's logits is part of the network.
    """

    def __init__(
        self,
        members: Sequence[nn.Module],
        activation: str,
        flips: Sequence[Sequence[str]] = (),
        classes: int = 0,
    ) -> None:
        super().__init__()
        self.members = nn.ModuleList(members)
        self.activation = activation
        self.flips = tuple(tuple(mine) for mine in flips) or ((),) * len(members)
        self.calibration = Calibration(classes) if classes else nn.Identity()

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        total = torch.zeros(())
        for member, flips in zip(self.members, self.flips, strict=True):
            total = total + self._chances(member, inputs, flips) / len(self.members)
        if self.activation == "sigmoid":
            return total.logit(LEAST)
        logits: torch.Tensor = self.calibration(total.clamp_min(LEAST).log())
        return logits

    def without_flips(self) -> MeanEnsemble:
        """The same members, each in its plain pass alone: what explainers look into."""
        plain = MeanEnsemble(list(self.members), self.activation)
        plain.calibration = self.calibration
        return plain.train(self.training)

    def _chances(
        self, member: nn.Module, inputs: torch.Tensor, flips: Sequence[str]
    ) -> torch.Tensor:
        found = self._activated(member(inputs))
        for flip in flips:
            axes = [_AXES[letter] for letter in flip]
            found = found + self._activated(member(inputs.flip(axes))).flip(axes)
        return found / (1 + len(flips))

    def _activated(self, logits: torch.Tensor) -> torch.Tensor:
        """In full precision, whatever the network computed in."""
        whole = logits.float()
        return whole.sigmoid() if self.activation == "sigmoid" else whole.softmax(dim=1)
