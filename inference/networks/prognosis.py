"""Prognosis from numbers: a logistic regression that says what moved it."""

from collections.abc import Sequence

import torch
from torch import nn


class OutcomeRegression(nn.Module):
    """(N, F) inputs, NaN where missing -> (N, 1 + F): logit of the event, then each input's part.

    ``inputs`` name the columns: ``column`` of the patient's table, ``column=value`` (1 where it
    has that value) or ``image.<feature>`` of the lesion that ``lesion_model`` finds. A missing
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
    def fit(self, values: torch.Tensor, events: torch.Tensor, penalties: torch.Tensor) -> None:
        """Newton's method on the log loss with a ridge of its own for each input.

        (N, F) values, (N,) events 0/1, (F,) penalties on standardised weights.
        """
        self.means.copy_(values.nanmean(0))
        filled = torch.where(values.isnan(), self.means, values)
        self.deviations.copy_(filled.std(0, unbiased=False).clamp_min(1e-6))
        design = torch.cat([(filled - self.means) / self.deviations, torch.ones(len(filled), 1)], 1)
        design, events = design.double(), events.double()
        ridge = torch.diag(torch.cat([penalties.double(), torch.full((1,), 1e-6).double()]))
        found = torch.zeros(design.shape[1], dtype=torch.float64)
        for _ in range(25):
            chances = (design @ found).sigmoid()
            slope = design.T @ (chances - events) + ridge @ found
            curve = (design * (chances * (1 - chances))[:, None]).T @ design + ridge
            found = found - torch.linalg.solve(curve, slope)
        self.weights.copy_(found[:-1])
        self.offset.copy_(found[-1:])
