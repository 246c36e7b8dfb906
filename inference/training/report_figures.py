"""Figures of a run's report as PNGs: ROC, precision and recall, reliability, FROC, survival."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from inference.catalog.card import OutcomePart
from inference.training.survival import kaplan_meier

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Float = NDArray[np.float64]
RELIABILITY_BINS = 10


@dataclass(frozen=True, eq=False)
class Tally:
    """At each of (n,) probabilities, how many things are positive and how many negative."""

    chances: Float
    positive: Float
    negative: Float

    @classmethod
    def of_cases(cls, chances: Float, labels: NDArray[np.intp]) -> "Tally":
        """One thing a case; its label is positive over 0."""
        marked = (labels > 0).astype(np.float64)
        return cls(chances, marked, 1.0 - marked)


def roc_points(tally: Tally) -> tuple[Float, Float]:
    """(false positive rate, sensitivity) at every distinct chance, from (0, 0) to (1, 1)."""
    wrong, right = _counts(tally)
    return (
        np.r_[0.0, wrong / max(wrong[-1], 1)],
        np.r_[0.0, right / max(right[-1], 1)],
    )


def precision_points(tally: Tally) -> tuple[Float, Float]:
    """(recall, precision) at every distinct chance, falling."""
    wrong, right = _counts(tally)
    return right / max(right[-1], 1), right / (right + wrong)


def reliability_points(tally: Tally) -> tuple[Float, Float]:
    """(mean chance, share of positives) in each tenth of the chances that holds any."""
    place = np.minimum((tally.chances * RELIABILITY_BINS).astype(int), RELIABILITY_BINS - 1)
    total = tally.positive + tally.negative
    held = [place == n for n in range(RELIABILITY_BINS) if total[place == n].sum() > 0]
    return (
        np.array([np.average(tally.chances[one], weights=total[one]) for one in held]),
        np.array([tally.positive[one].sum() / total[one].sum() for one in held]),
    )


def class_curves(tally: Tally) -> bytes:
    """ROC, precision over recall and the reliability curve beside each other."""
    figure, (roc, precision, curve) = _three()
    wrong, right = roc_points(tally)
    roc.plot(wrong, right)
    roc.plot([0, 1], [0, 1], ":")
    area = float(np.trapezoid(right, wrong)) if min(wrong[-1], right[-1]) > 0 else float("nan")
    roc.set(title=f"ROC, AUC {area:.3f}", xlabel="1 − specificity", ylabel="sensitivity")
    precision.step(*precision_points(tally), where="post")
    share = tally.positive.sum() / (tally.positive.sum() + tally.negative.sum())
    precision.axhline(float(share), linestyle=":")
    precision.set(title="precision and recall", xlabel="recall", ylabel="precision", ylim=(0, 1.02))
    _draw_reliability(curve, tally, "probability")
    return _png(figure)


def detection_curves(tally: Tally, false_positives: Sequence[float], lesions: int) -> bytes:
    """FROC, precision over recall, and how often a box of each score marks a lesion.

    ``tally`` has a row a box, scores falling; ``lesions`` counts those never found too.
    """
    figure, (froc, precision, curve) = _three()
    right, wrong = np.cumsum(tally.positive), np.cumsum(tally.negative)
    recall = right / max(lesions, 1)
    froc.step(np.r_[0.0, false_positives], np.r_[0.0, recall], where="post")
    froc.set(title="FROC", xlabel="false positives a volume", ylabel="sensitivity", ylim=(0, 1.02))
    precision.step(recall, right / np.maximum(right + wrong, 1), where="post")
    precision.set(
        title="precision and recall",
        xlabel="recall",
        ylabel="precision",
        ylim=(0, 1.02),
        xlim=(0, 1.02),
    )
    _draw_reliability(curve, tally, "score")
    return _png(figure)


def survival_curves(
    risks: Float, truth: Float, outcome: OutcomePart, calibration: Sequence[Mapping[str, Any]]
) -> bytes:
    """Kaplan and Meier's curves of thirds by (N,) risk, and observed over predicted risk.

    ``truth`` (N, 2) times and events; ``calibration`` has the groups at the horizon, [] where
    it cannot be told. Marks on a curve are patients who were lost.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 3.8), layout="constrained")
    curves, observed = figure.subplots(1, 2)
    thirds = np.array_split(np.argsort(risks, kind="stable"), 3)
    for name, chosen in zip(("lowest", "middle", "highest"), thirds, strict=True):
        days, seen = truth[chosen].T
        at, free = kaplan_meier(days, seen)
        steps, lost = np.r_[1.0, free], days[seen <= 0]
        when, level = np.r_[0.0, at, days.max(initial=0.0)], np.r_[steps, steps[-1]]
        (line,) = curves.step(when, level, where="post", label=f"{name} risk ({len(chosen)})")
        level = steps[np.searchsorted(at, lost, side="right")]
        curves.plot(lost, level, "|", color=line.get_color())
    if outcome.horizon:
        curves.axvline(outcome.horizon, linestyle=":", color="grey")
    curves.set(title="free of the event", xlabel=outcome.unit, ylim=(0, 1.02), xlim=(0, None))
    curves.legend(frameon=False)
    _draw_groups(observed, calibration)
    return _png(figure)


def _draw_groups(axes: "Axes", calibration: Sequence[Mapping[str, Any]]) -> None:
    axes.plot([0, 1], [0, 1], ":")
    if calibration:
        risk, seen = (
            np.array([row[name] for row in calibration]) for name in ("probability", "observed")
        )
        ends = np.array([row["ci95"] for row in calibration]).T
        axes.errorbar(risk, seen, np.abs(ends - seen), fmt="o-", capsize=3)
    title = "calibration at the horizon" if calibration else "calibration: not told"
    axes.set(title=title, xlabel="predicted risk", ylabel="observed", xlim=(0, 1), ylim=(0, 1.02))


def _draw_reliability(axes: "Axes", tally: Tally, what: str) -> None:
    axes.plot([0, 1], [0, 1], ":")
    axes.plot(*reliability_points(tally), "o-")
    axes.set(title="reliability", xlabel=what, ylabel="observed", xlim=(0, 1), ylim=(0, 1.02))


def _three() -> tuple["Figure", Sequence["Axes"]]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 3.8), layout="constrained")
    return figure, figure.subplots(1, 3)


def _counts(tally: Tally) -> tuple[Float, Float]:
    """False and true positives when all down to each distinct chance are called positive."""
    order = np.argsort(-tally.chances, kind="stable")
    last = np.r_[np.flatnonzero(np.diff(tally.chances[order])), len(order) - 1]
    return np.cumsum(tally.negative[order])[last], np.cumsum(tally.positive[order])[last]


def _png(figure: "Figure") -> bytes:
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=90)
    return stream.getvalue()
