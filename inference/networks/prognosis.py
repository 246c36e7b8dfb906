"""Prognosis from numbers: a logistic regression that says what moved it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import nn


@dataclass(frozen=True)
class Prior:
    """What is expected of a weight: ``mean`` and ``deviation`` of a normal distribution.

    Both are log odds for one unit of the input; for one standard deviation of it (among the
    training patients) where ``standardised``.
    """

    mean: float
    deviation: float
    standardised: bool = False


class OutcomeRegression(nn.Module):
    """(N, F) inputs, NaN where missing -> (N, 1 + F): logit of the event, then each input's part.

    ``inputs`` name the columns as ``inference.engine.steps.outcome_inputs`` reads them;
    ``lesion_model`` finds the lesion that those of the image describe. A missing
    input counts as the mean of the training patients, so its part is 0; the logit is the
    offset plus all parts.
    """

    means: torch.Tensor
    deviations: torch.Tensor

    def __init__(self, inputs: Sequence[str], lesion_model: str = "") -> None:
        super().__init__()
        self.inputs, self.lesion_model = tuple(inputs), lesion_model
        self.register_buffer("means", torch.zeros(len(self.inputs)))
        self.register_buffer("deviations", torch.ones(len(self.inputs)))
        self.weights = nn.Parameter(torch.zeros(len(self.inputs)), requires_grad=False)
        self.offset = nn.Parameter(torch.zeros(1), requires_grad=False)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        parts = torch.nan_to_num((values - self.means) / self.deviations) * self.weights
        return torch.cat([self.offset + parts.sum(dim=1, keepdim=True), parts], dim=1)

    @torch.no_grad()
    def fit(self, values: torch.Tensor, events: torch.Tensor, priors: Sequence[Prior]) -> None:
        """Newton's method on the log loss with a normal prior of its own for each weight.

        (N, F) values, (N,) events 0/1, F priors.
        """
        self.means.copy_(values.nanmean(0))
        filled = torch.where(values.isnan(), self.means, values)
        self.deviations.copy_(filled.std(0, unbiased=False).clamp_min(1e-6))
        design = torch.cat([(filled - self.means) / self.deviations, torch.ones(len(filled), 1)], 1)
        design, events = design.double(), events.double()
        expected, penalties = self._standardised(priors)
        ridge = torch.diag(torch.cat([penalties, torch.full((1,), 1e-6).double()]))
        expected = torch.cat([expected, torch.zeros(1).double()])
        found = expected.clone()
        for _ in range(25):
            chances = (design @ found).sigmoid()
            slope = design.T @ (chances - events) + ridge @ (found - expected)
            curve = (design * (chances * (1 - chances))[:, None]).T @ design + ridge
            found = found - torch.linalg.solve(curve, slope)
        self.weights.copy_(found[:-1])
        self.offset.copy_(found[-1:])

    @torch.no_grad()
    def averaged_over(self, count: int, values: torch.Tensor) -> OutcomeRegression:
        """The regression without its last ``count`` inputs, its chances averaged over them.

        (N, F) values of the training patients: each one's chance is averaged over the last inputs
        of all, and the remaining logit is stretched and shifted to give that (least squares).
        """
        parts = self(values)[:, 1:].double()
        kept = parts[:, :-count].sum(1) + self.offset.double()
        chances = (kept[:, None] + parts[None, :, -count:].sum(2)).sigmoid().mean(1)
        target = chances.clamp(1e-9, 1 - 1e-9).logit()
        spread = kept.var(correction=0)
        together = ((kept - kept.mean()) * (target - target.mean())).mean()
        stretch = together / spread if float(spread) > 0 else torch.ones_like(spread)
        shift = target.mean() - stretch * kept.mean()
        result = OutcomeRegression(self.inputs[:-count], self.lesion_model)
        result.means.copy_(self.means[:-count])
        result.deviations.copy_(self.deviations[:-count])
        result.weights.copy_(self.weights[:-count] * stretch)
        result.offset.copy_(self.offset * stretch + shift)
        return result

    def _standardised(self, priors: Sequence[Prior]) -> tuple[torch.Tensor, torch.Tensor]:
        """(F,) expected weights of standardised inputs, and what a step away from them costs."""
        units = self.deviations.double()
        means = torch.tensor([prior.mean for prior in priors]).double()
        widths = torch.tensor([prior.deviation for prior in priors]).double()
        scaled = torch.tensor([not prior.standardised for prior in priors])
        scale = torch.where(scaled, units, torch.ones_like(units))
        return means * scale, (widths * scale) ** -2
