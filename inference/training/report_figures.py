"""Figures of a run's report as PNGs: ROC, precision and recall, reliability, FROC."""

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from inference.training.metrics import auc, reliability

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Float = NDArray[np.float64]


def roc_points(chances: Float, labels: NDArray[np.intp]) -> tuple[Float, Float]:
    """(false positive rate, sensitivity) at every distinct chance, from (0, 0) to (1, 1)."""
    wrong, right = _counts(chances, labels)
    return (
        np.r_[0.0, wrong / max(wrong[-1], 1)],
        np.r_[0.0, right / max(right[-1], 1)],
    )


def precision_points(chances: Float, labels: NDArray[np.intp]) -> tuple[Float, Float]:
    """(recall, precision) at every distinct chance, falling."""
    wrong, right = _counts(chances, labels)
    return right / max(right[-1], 1), right / (right + wrong)


def class_curves(chances: Float, labels: NDArray[np.intp]) -> bytes:
    """ROC, precision over recall and the reliability curve beside each other."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 3.8), layout="constrained")
    roc, precision, curve = figure.subplots(1, 3)
    roc.plot(*roc_points(chances, labels))
    roc.plot([0, 1], [0, 1], ":")
    roc.set(
        title=f"ROC, AUC {auc(chances, labels):.3f}", xlabel="1 − specificity", ylabel="sensitivity"
    )
    precision.step(*precision_points(chances, labels), where="post")
    precision.axhline(float((labels > 0).mean()), linestyle=":")
    precision.set(title="precision and recall", xlabel="recall", ylabel="precision", ylim=(0, 1.02))
    bins = reliability(chances, labels)
    curve.plot([0, 1], [0, 1], ":")
    curve.plot([row[0] for row in bins], [row[1] for row in bins], "o-")
    curve.set(title="reliability", xlabel="probability", ylabel="observed")
    return _png(figure)


def froc_curve(curve: Sequence[Mapping[str, str]]) -> bytes:
    """Sensitivity over false positives a volume."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5, 4), layout="constrained")
    axes = figure.subplots()
    points = [(float(row["false_positives"]), float(row["sensitivity"])) for row in curve]
    axes.step(*zip((0.0, 0.0), *points, strict=True), where="post")
    axes.set(xlabel="false positives a volume", ylabel="sensitivity", ylim=(0, 1.02))
    return _png(figure)


def _counts(chances: Float, labels: NDArray[np.intp]) -> tuple[Float, Float]:
    """False and true positives when all down to each distinct chance are called positive."""
    order = np.argsort(-chances, kind="stable")
    sorted_, positive = chances[order], labels[order] > 0
    last = np.r_[np.flatnonzero(np.diff(sorted_)), len(sorted_) - 1]
    return (
        np.cumsum(~positive)[last].astype(np.float64),
        np.cumsum(positive)[last].astype(np.float64),
    )


def _png(figure: "Figure") -> bytes:
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=90)
    return stream.getvalue()
