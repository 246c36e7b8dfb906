"""Prognosis from numbers: a regression of odds or of hazards that says what moved it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import nn
from torch.autograd.functional import hessian, jacobian


@dataclass(frozen=True)
class Prior:
    """What is expected of a weight: ``mean`` and ``deviation`` of a normal distribution.

    Both are log odds (log hazards) for one unit of the input; for one standard deviation of it
    (among the training patients) where ``standardised``.
    """

    mean: float
    deviation: float
    standardised: bool = False


class OutcomeRegression(nn.Module):
    """(N, F) inputs, NaN where missing -> (N, 1 + F): the answer, then each input's part in it.

    Fitted to events that were seen or not (``fit``) the answer is the logit of the event; fitted
    to times (``fit_hazards``) it is the log hazard against the mean training patient's, or, with
    the log of that patient's cumulative hazard as offset, that of the patient's own.
    ``inputs`` name the columns as ``inference.engine.steps.outcome_inputs`` reads them;
    ``lesion_model`` finds the lesion that those of the image describe. A missing
    input counts as the mean of the training patients, so its part is 0; the answer is the
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
        design = torch.cat([self._standardise(values), torch.ones(len(values), 1)], 1)
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
    def fit_hazards(
        self,
        values: torch.Tensor,
        loss: Callable[[torch.Tensor], torch.Tensor],
        priors: Sequence[Prior],
    ) -> None:
        """Newton's method on ``loss`` with a normal prior of its own for each weight.

        (N, F) values; ``loss`` takes the patients' (N,) log hazards and gives −log of their
        likelihood, which is convex; F priors. The offset is left at 0, the mean patient's.
        """
        design = self._standardise(values).double()
        expected, penalties = self._standardised(priors)

        def cost(weights: torch.Tensor) -> torch.Tensor:
            return loss(design @ weights) + (penalties * (weights - expected).square()).sum() / 2

        found = expected
        for _ in range(50):
            with torch.enable_grad():
                slope = jacobian(cost, found)  # type: ignore[no-untyped-call]
                curve = hessian(cost, found, vectorize=True)  # type: ignore[no-untyped-call]
            step = torch.linalg.solve(curve, slope)
            before, size = cost(found), 1.0
            while size > 1e-6 and not bool(cost(found - size * step) <= before):
                size /= 2  # a whole step may overshoot far from the minimum
            found = found - size * step
            if float(step.abs().max()) < 1e-5:  # the next would be its square
                break
        self.weights.copy_(found)
        self.offset.zero_()

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

    def _standardise(self, values: torch.Tensor) -> torch.Tensor:
        """Take over means and deviations of the (N, F) values; the values in these units."""
        self.means.copy_(values.nanmean(0))
        filled = torch.where(values.isnan(), self.means, values)
        self.deviations.copy_(filled.std(0, unbiased=False).clamp_min(1e-6))
        return (filled - self.means) / self.deviations

    def _standardised(self, priors: Sequence[Prior]) -> tuple[torch.Tensor, torch.Tensor]:
        """(F,) expected weights of standardised inputs, and what a step away from them costs."""
        units = self.deviations.double()
        means = torch.tensor([prior.mean for prior in priors]).double()
        widths = torch.tensor([prior.deviation for prior in priors]).double()
        scaled = torch.tensor([not prior.standardised for prior in priors])
        scale = torch.where(scaled, units, torch.ones_like(units))
        return means * scale, (widths * scale) ** -2
