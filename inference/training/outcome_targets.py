"""What a prognosis is fitted to: an event that was seen or not, or the time until it."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from inference.catalog.card import OutcomePart
from inference.engine.steps.outcome_risk import risk_of
from inference.imaging.errors import InputError
from inference.networks.prognosis import OutcomeRegression, Prior
from inference.training.losses import build_loss
from inference.training.recipe import Recipe
from inference.training.report import CLASSIFICATION, Figure
from inference.training.survival import (
    LEAST_KNOWN,
    breslow,
    cumulative_at,
    deviance_residuals,
    known_at,
    risk_column,
    survival_figures,
)

Floats = NDArray[np.float64]
Known = Mapping[str, float]


class Target(Protocol):
    """(N,) patients' truth. ``rows`` are indices of them, ``values`` (N, F) those of the network's
    inputs for all of them."""

    score_name: str
    events: torch.Tensor  # (N,) 0/1, which are dealt evenly to the folds
    truth: NDArray[Any]  # (N, ...) as the figures take it
    figures: Mapping[str, Figure]
    by_group: Sequence[str]  # the figures that are told of each subgroup too
    calibrated: bool  # whether a risk may be called one, if the recipe says so

    def fit(
        self,
        network: OutcomeRegression,
        values: torch.Tensor,
        rows: torch.Tensor,
        priors: Sequence[Prior],
    ) -> None:
        """Fill the network from the patients in ``rows``."""

    def told(
        self,
        network: OutcomeRegression,
        values: torch.Tensor,
        rows: torch.Tensor,
        fitted_on: torch.Tensor,
    ) -> Floats:
        """(n, K) numbers told of the patients in ``rows``, the risk first."""

    def held_out_loss(
        self,
        network: OutcomeRegression,
        values: torch.Tensor,
        inside: torch.Tensor,
        outside: torch.Tensor,
    ) -> float:
        """How badly the network, fitted ``inside``, explains the patients ``outside``."""

    def row(self, place: int, told: Floats, reference: float) -> dict[str, Any]:
        """What the table of validation cases says of a patient, told (K,) numbers."""

    def words(self, place: int, told: Floats) -> str:
        """The same in words."""


def target_of(outcome: OutcomePart, recipe: Recipe, known: Sequence[Known]) -> Target:
    """The recipe's; InputError where the patients cannot be fitted to it."""
    return EventTimes(outcome, recipe, known) if outcome.time else EventSeen(outcome, known)


class EventSeen:
    """0 or 1: a logistic regression."""

    score_name = "auc"
    figures: Mapping[str, Figure] = CLASSIFICATION
    by_group: Sequence[str] = ("auc", "brier")
    calibrated = True

    def __init__(self, outcome: OutcomePart, known: Sequence[Known]) -> None:
        self.events = torch.tensor([one[outcome.event] for one in known])
        self.truth = self.events.numpy().astype(np.int64)

    def fit(
        self,
        network: OutcomeRegression,
        values: torch.Tensor,
        rows: torch.Tensor,
        priors: Sequence[Prior],
    ) -> None:
        network.fit(values[rows], self.events[rows], priors)

    def told(
        self,
        network: OutcomeRegression,
        values: torch.Tensor,
        rows: torch.Tensor,
        fitted_on: torch.Tensor,
    ) -> Floats:
        chances = network(values[rows])[:, :1].sigmoid()
        found: Floats = chances.numpy().astype(np.float64)
        return found

    def held_out_loss(
        self,
        network: OutcomeRegression,
        values: torch.Tensor,
        inside: torch.Tensor,
        outside: torch.Tensor,
    ) -> float:
        chance = self.told(network, values, outside, inside)[:, 0]
        truth = self.events[outside].numpy()
        return -float(np.log(np.where(truth > 0, chance, 1 - chance)).sum())

    def row(self, place: int, told: Floats, reference: float) -> dict[str, Any]:
        event = int(self.truth[place])
        return {"risk": float(told[0]), "reference": reference, "event": event}

    def words(self, place: int, told: Floats) -> str:
        return f"event {self.truth[place]}, risk {told[0]:.3f}"


class EventTimes:
    """A time and whether the event or the end of follow-up was then: Cox's regression (1972).

    The risk by the horizon follows from Breslow's baseline hazard; without a horizon it is the
    hazard against the mean patient's. Of a patient that was held out it is told with the
    baseline of the others, and so is the hazard expected by the patient's own time.
    """

    score_name = "c_index"
    by_group: Sequence[str] = ("c_index", "observed_to_expected")

    def __init__(self, outcome: OutcomePart, recipe: Recipe, known: Sequence[Known]) -> None:
        self.outcome = outcome
        times = [one[outcome.time] for one in known]
        if not all(np.isfinite(time) and time >= 0 for time in times):
            raise InputError(f"A time in {outcome.time!r} is negative or no number.")
        self.events = torch.tensor([one[outcome.event] for one in known])
        self.times = torch.tensor(times, dtype=torch.float64)
        self.truth = np.stack([self.times.numpy(), self.events.numpy().astype(np.float64)], axis=1)
        self.loss = build_loss(recipe.optimisation.get("loss", "cox"), ("cox",))
        self.figures = survival_figures(outcome.horizon)
        seen, folds = int(self.events.sum()), int(recipe.split["folds"])
        if seen < 2 * folds:
            raise InputError(
                f"{seen} patients had the event ({outcome.event}); with {folds} folds it takes "
                f"{2 * folds} or more."
            )
        if outcome.horizon:
            self._check_horizon(outcome.horizon)
        enough = known_at(times, self.truth[:, 1], outcome.horizon).sum() >= LEAST_KNOWN
        self.calibrated = bool(outcome.horizon and enough)

    def _check_horizon(self, horizon: float) -> None:
        longest, unit = float(self.times.max()), self.outcome.unit
        if horizon > longest:
            raise InputError(
                f"No patient was followed for {horizon:g} {unit}, the longest for {longest:g}; "
                "take an earlier horizon."
            )
        if not bool(((self.times <= horizon) & (self.events > 0)).any()):
            raise InputError(f"No patient had the event within {horizon:g} {unit}.")

    def fit(
        self,
        network: OutcomeRegression,
        values: torch.Tensor,
        rows: torch.Tensor,
        priors: Sequence[Prior],
    ) -> None:
        network.fit_hazards(values[rows], lambda hazards: self._cost(hazards, rows), priors)
        if self.outcome.horizon:
            expected = cumulative_at(*self._baseline(network, values, rows), self.outcome.horizon)
            network.offset.fill_(float(np.log(max(float(expected), 1e-6))))

    def told(
        self,
        network: OutcomeRegression,
        values: torch.Tensor,
        rows: torch.Tensor,
        fitted_on: torch.Tensor,
    ) -> Floats:
        answers = network(values[rows])[:, 0].tolist()
        risks = np.array([risk_of(answer, self.outcome) for answer in answers])
        steps = self._baseline(network, values, fitted_on)
        at, cumulative = np.r_[0.0, steps[0]], np.r_[0.0, steps[1]]
        # between two steps on a line: before the others' first event there would be no hazard
        by_then = np.interp(self.times[rows].numpy(), at, cumulative)
        hazards = self._hazards(network, values, rows).exp().numpy()
        return np.stack([risks, by_then * hazards], axis=1)

    def held_out_loss(
        self,
        network: OutcomeRegression,
        values: torch.Tensor,
        inside: torch.Tensor,
        outside: torch.Tensor,
    ) -> float:
        """What the held-out add to the likelihood (Verweij & van Houwelingen 1993)."""
        every = torch.cat([inside, outside])
        together = self._cost(self._hazards(network, values, every), every)
        return float(together - self._cost(self._hazards(network, values, inside), inside))

    def row(self, place: int, told: Floats, reference: float) -> dict[str, Any]:
        time, event = self.truth[place]
        residual = float(deviance_residuals(told[1:], [event])[0])
        return {
            risk_column(self.outcome.horizon): float(told[0]),
            "reference": reference,
            "time": float(time),
            "event": int(event),
            **({"horizon": self.outcome.horizon} if self.outcome.horizon else {}),
            "deviance": residual,
        }

    def words(self, place: int, told: Floats) -> str:
        time, event = self.truth[place]
        seen = "event after" if event else "no event within"
        unit, horizon = self.outcome.unit, self.outcome.horizon
        risk = f"risk within {horizon:g} {unit}" if horizon else "relative risk"
        return f"{seen} {time:g} {unit}, {risk} {told[0]:.3f}"

    def _cost(self, hazards: torch.Tensor, rows: torch.Tensor) -> torch.Tensor:
        """−log partial likelihood of the patients in ``rows``."""
        events = self.events[rows]
        return self.loss(hazards, self.times[rows], events) * events.sum()

    def _hazards(
        self, network: OutcomeRegression, values: torch.Tensor, rows: torch.Tensor
    ) -> torch.Tensor:
        """(n,) log hazards against that of the mean of the patients it was fitted on."""
        found: torch.Tensor = network(values[rows])[:, 1:].double().sum(1)
        return found

    def _baseline(
        self, network: OutcomeRegression, values: torch.Tensor, rows: torch.Tensor
    ) -> tuple[Floats, Floats]:
        hazards = self._hazards(network, values, rows).exp().numpy()
        return breslow(hazards, *self.truth[rows.numpy()].T)
