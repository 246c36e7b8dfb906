"""Figures of risks against times of events, of which some were never seen: patients are lost."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inference.training.metrics import concordance
from inference.training.report import Figure

Float = NDArray[np.float64]

LEAST_KNOWN = 20  # patients whose state at the horizon is known: what a calibration is judged on
GROUPS = 5  # of equal size by predicted risk, at most
RISK_COLUMNS = ("relative_risk", "risk_by_horizon")


def risk_column(horizon: float) -> str:
    """The column of a risk in tables: by the horizon, or without one (0) the relative risk."""
    return RISK_COLUMNS[horizon > 0]


def kaplan_meier(times: ArrayLike, events: ArrayLike) -> tuple[Float, Float]:
    """Distinct times of events, and the share that is free of it after each (Kaplan, Meier 1958).

    Who is lost at the time of an event counts as still at risk then.
    """
    at, dead, risk = _table(times, events)
    share = np.cumprod(1 - dead / risk, dtype=np.float64)
    return at, share


def survival_at(times: ArrayLike, events: ArrayLike, when: float) -> float:
    """Kaplan and Meier's share at ``when``; not a number where nobody was followed for so long."""
    days = np.asarray(times, dtype=np.float64)
    at, share = kaplan_meier(days, events)
    last = share[-1] if len(share) else 1.0
    if len(days) == 0 or (days.max() < when and last > 0):
        return float("nan")
    return float(_step(at, share, np.array([when]), 1.0)[0])


def breslow(hazards: ArrayLike, times: ArrayLike, events: ArrayLike) -> tuple[Float, Float]:
    """Distinct times of events, and the baseline's cumulative hazard from each on (Breslow 1972).

    (N,) ``hazards`` are relative to the baseline's: exp of a Cox model's linear predictor.
    """
    weight = np.asarray(hazards, dtype=np.float64)
    at, dead, risk = _table(times, events, weight)
    return at, np.cumsum(dead / risk)


def cumulative_at(at: Float, cumulative: Float, times: ArrayLike) -> Float:
    """A cumulative hazard's steps read at (N,) times; 0 before the first."""
    return _step(at, cumulative, np.asarray(times, dtype=np.float64), 0.0)


def deviance_residuals(expected: ArrayLike, events: ArrayLike) -> Float:
    """How far each patient is from what was expected (Therneau 1990); 0 where it is met.

    (N,) ``expected`` are cumulative hazards by the patients' own times. Positive: the event came
    early; negative: the patient was free of it for longer than expected.
    """
    hazard = np.maximum(np.asarray(expected, dtype=np.float64), 1e-6)
    seen = (np.asarray(events) > 0).astype(np.float64)
    martingale = seen - hazard
    size = np.sqrt(-2 * (martingale + seen * np.log(hazard)).clip(max=0))
    residual: Float = np.sign(martingale) * size
    return residual


def known_at(times: ArrayLike, events: ArrayLike, horizon: float) -> NDArray[np.bool_]:
    """Who is known to have had the event by the horizon, or to have been free of it then."""
    days = np.asarray(times, dtype=np.float64)
    return (days >= horizon) | (np.asarray(events) > 0)


def brier_at(risks: ArrayLike, times: ArrayLike, events: ArrayLike, horizon: float) -> float:
    """Brier score at the horizon, the lost weighed in by those like them (Graf 1999).

    Each known patient counts by the inverse of the chance of not having been lost until the event
    or the horizon (Kaplan, Meier of the losses; at one time events come first).
    """
    risk, days = np.asarray(risks, dtype=np.float64), np.asarray(times, dtype=np.float64)
    seen = np.asarray(events) > 0
    if days.max() < horizon:
        return float("nan")
    early = seen & (days <= horizon)
    at, kept = _losses(days, seen)
    before = _step(at, kept, days, 1.0, before=True)
    later = float(_step(at, kept, np.array([horizon]), 1.0, before=True)[0])
    if later <= 0:
        return float("nan")
    parts = np.where(early, (1 - risk) ** 2 / before, np.where(days >= horizon, risk**2 / later, 0))
    return float(parts.mean())


def calibration_rows(risks: ArrayLike, truth: ArrayLike, horizon: float) -> list[dict[str, Any]]:
    """Groups by predicted risk: its mean, and the share with the event by the horizon.

    ``truth`` (N, 2): times and events. The share is 1 − Kaplan, Meier, so that the lost count
    for as long as they were seen; its 95 % interval by Greenwood (1926) on a log-log scale. The
    keys are those of a reliability curve; [] where fewer than ``LEAST_KNOWN`` are known. A group
    that nobody was followed in for so long is left out.
    """
    risk, days, seen = _columns(risks, truth)
    known = int(known_at(days, seen, horizon).sum())
    count = min(GROUPS, known // LEAST_KNOWN)
    rows = []
    for chosen in np.array_split(np.argsort(risk, kind="stable"), count) if count else ():
        free = survival_at(days[chosen], seen[chosen], horizon)
        if np.isfinite(free):
            rows.append(
                {
                    "from": float(risk[chosen].min()),
                    "to": float(risk[chosen].max()),
                    "probability": float(risk[chosen].mean()),
                    "observed": 1 - free,
                    "ci95": _greenwood(days[chosen], seen[chosen], horizon),
                    "cases": len(chosen),
                }
            )
    return rows


def survival_figures(horizon: float) -> Mapping[str, Figure]:
    """Figures of (N,) risks against (N, 2) times and events; those at a horizon where it has one.

    ``observed_to_expected`` is 1 where as many patients had the event by the horizon as the risks
    say.
    """
    figures: dict[str, Figure] = {"c_index": lambda r, y: concordance(r, *_columns(r, y)[1:])}
    if horizon > 0:
        figures |= {
            "brier_at_horizon": lambda r, y: _if_known(brier_at, r, y, horizon),
            "observed_to_expected": lambda r, y: _if_known(_ratio, r, y, horizon),
        }
    return figures


def _if_known(figure: Any, risks: ArrayLike, truth: ArrayLike, horizon: float) -> float:
    """A figure at the horizon; not a number where too few patients are known then."""
    risk, days, seen = _columns(risks, truth)
    if known_at(days, seen, horizon).sum() < LEAST_KNOWN:
        return float("nan")
    return float(figure(risk, days, seen, horizon))


def _ratio(risk: Float, days: Float, seen: Float, horizon: float) -> float:
    return (1 - survival_at(days, seen, horizon)) / float(risk.mean())


def _greenwood(days: Float, seen: Float, when: float) -> tuple[float, float]:
    """95 % interval of 1 − Kaplan, Meier; that of the rule of three where no event was seen."""
    at, dead, risk = _table(days, seen)
    past = at <= when
    free = float(np.prod(1 - dead[past] / risk[past]))
    if free in (0.0, 1.0):
        bound = min(3 / len(days), 1.0)
        return (0.0, bound) if free else (1 - bound, 1.0)
    spread = np.sqrt(np.sum(dead[past] / (risk[past] * (risk[past] - dead[past]))))
    reach = 1.959964 * spread / abs(np.log(free))
    return float(1 - free ** np.exp(-reach)), float(1 - free ** np.exp(reach))


def _columns(risks: ArrayLike, truth: ArrayLike) -> tuple[Float, Float, Float]:
    pairs = np.asarray(truth, dtype=np.float64)
    return np.asarray(risks, dtype=np.float64), pairs[:, 0], pairs[:, 1]


def _table(
    times: ArrayLike, events: ArrayLike, weights: Float | None = None
) -> tuple[Float, Float, Float]:
    """Distinct times of events, how many there were, and the (weighed) number at risk then."""
    days, seen = np.asarray(times, dtype=np.float64), np.asarray(events) > 0
    weight = np.ones(len(days)) if weights is None else weights
    at, dead = np.unique(days[seen], return_counts=True)
    order = np.argsort(days, kind="stable")
    left = np.r_[np.cumsum(weight[order][::-1])[::-1], 0.0]
    return at, dead.astype(np.float64), left[np.searchsorted(days[order], at)]


def _losses(days: Float, seen: NDArray[np.bool_]) -> tuple[Float, Float]:
    """Kaplan and Meier of the losses; who has the event at the time of one is no longer there."""
    at, lost = np.unique(days[~seen], return_counts=True)
    risk = np.array([np.sum(days >= time) - np.sum(seen & (days == time)) for time in at])
    return at, np.cumprod(1 - lost / risk) if len(at) else np.ones(0)


def _step(at: Float, values: Float, when: Float, first: float, before: bool = False) -> Float:
    """A step function, ``values`` from ``at`` on, ``first`` before; on demand its left limit."""
    place = np.searchsorted(at, when, side="left" if before else "right")
    found: Float = np.r_[first, values][place]
    return found
