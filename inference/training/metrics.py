"""Figures of merit, each with its source; intervals by bootstrap over cases."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Float = NDArray[np.float64]
Mask = NDArray[Any]


def dice(found: Mask, truth: Mask) -> float:
    """Overlap 2|A∩B| / (|A| + |B|) of two masks (Dice 1945); 1 where both are empty."""
    a, b = np.asarray(found) > 0, np.asarray(truth) > 0
    total = np.count_nonzero(a) + np.count_nonzero(b)
    return 1.0 if total == 0 else 2.0 * np.count_nonzero(a & b) / total


def hd95_mm(found: Mask, truth: Mask, spacing_mm_kji: Sequence[float]) -> float:
    """95th percentile of the distances between two surfaces, the larger of both directions.

    Zero where both masks are empty; the volume's diagonal where only one is, as the worst there
    can be.
    """
    a, b = np.asarray(found) > 0, np.asarray(truth) > 0
    if not a.any() or not b.any():
        diagonal = float(np.linalg.norm(np.array(a.shape) * np.array(spacing_mm_kji)))
        return 0.0 if a.any() == b.any() else diagonal
    there, back = surface_distances_mm(a, b, spacing_mm_kji)
    return float(max(np.percentile(there, 95), np.percentile(back, 95)))


def surface_dice(
    found: Mask, truth: Mask, spacing_mm_kji: Sequence[float], tolerance_mm: float
) -> float:
    """Share of both surfaces within ``tolerance_mm`` of the other (Nikolov et al. 2018)."""
    a, b = np.asarray(found) > 0, np.asarray(truth) > 0
    if not a.any() or not b.any():
        return float(a.any() == b.any())
    there, back = surface_distances_mm(a, b, spacing_mm_kji)
    near = np.count_nonzero(there <= tolerance_mm) + np.count_nonzero(back <= tolerance_mm)
    return near / (len(there) + len(back))


def surface_distances_mm(
    a: NDArray[np.bool_], b: NDArray[np.bool_], spacing_mm_kji: Sequence[float]
) -> tuple[Float, Float]:
    """Distance from each surface voxel of ``a`` to the surface of ``b``, and back."""
    from scipy.ndimage import binary_erosion, distance_transform_edt

    inside = np.argwhere(a | b)
    low, high = np.maximum(inside.min(0) - 1, 0), inside.max(0) + 2
    box = tuple(slice(*ends) for ends in zip(low, high, strict=True))
    edge_a, edge_b = (mask[box] & ~binary_erosion(mask[box]) for mask in (a, b))
    to_b = distance_transform_edt(~edge_b, sampling=spacing_mm_kji)
    to_a = distance_transform_edt(~edge_a, sampling=spacing_mm_kji)
    return to_b[edge_a], to_a[edge_b]


def auc(scores: ArrayLike, labels: ArrayLike) -> float:
    """Area under the ROC curve by ranks, ties count half (Hanley & McNeil 1982).

    Not a number where one of the classes is missing.
    """
    from scipy.stats import rankdata

    truth = np.asarray(labels).ravel() > 0
    positives, negatives = np.count_nonzero(truth), np.count_nonzero(~truth)
    if positives == 0 or negatives == 0:
        return float("nan")
    ranks = rankdata(np.asarray(scores, dtype=np.float64).ravel())
    return float((ranks[truth].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def accuracy(probabilities: ArrayLike, labels: ArrayLike, threshold: float = 0.5) -> float:
    """Share of cases on the right side of ``threshold``."""
    return float(np.mean((np.asarray(probabilities) > threshold) == (np.asarray(labels) > 0)))


def sensitivity_specificity(
    probabilities: ArrayLike, labels: ArrayLike, threshold: float = 0.5
) -> tuple[float, float]:
    """Shares of the positives above and of the negatives not above ``threshold``.

    Not a number for a class that is missing.
    """
    found, truth = np.asarray(probabilities) > threshold, np.asarray(labels) > 0
    return _share(found[truth]), _share(~found[~truth])


def _share(chosen: NDArray[np.bool_]) -> float:
    return float(chosen.mean()) if chosen.size else float("nan")


def brier(probabilities: ArrayLike, labels: ArrayLike) -> float:
    """Mean squared error of the probability (Brier 1950)."""
    return float(np.mean((np.asarray(probabilities, dtype=np.float64) - np.asarray(labels)) ** 2))


def expected_calibration_error(
    probabilities: ArrayLike, labels: ArrayLike, bins: int = 15
) -> float:
    """Mean gap of confidence and accuracy over equal bins of confidence (Guo et al. 2017).

    Two classes: the confidence is that of the predicted class, so it runs from 0.5 to 1.
    """
    chance = np.asarray(probabilities, dtype=np.float64)
    confidence = np.maximum(chance, 1 - chance)
    right = (chance > 0.5) == (np.asarray(labels) > 0)
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        abs(confidence[place == bin_].sum() - np.count_nonzero(right[place == bin_]))
        for bin_ in range(bins)
    ]
    return float(np.sum(gaps) / len(chance))


def reliability(
    probabilities: ArrayLike, labels: ArrayLike, bins: int = 10
) -> list[tuple[float, float, int]]:
    """(mean probability, observed frequency, cases) of each bin that holds a case."""
    chance, truth = np.asarray(probabilities, dtype=np.float64), np.asarray(labels) > 0
    return [
        (float(chance[chosen].mean()), float(truth[chosen].mean()), int(chosen.sum()))
        for chosen in reliability_bins(chance, bins)[1]
    ]


def reliability_bins(
    probabilities: ArrayLike, bins: int = 10
) -> tuple[list[tuple[float, float]], list[NDArray[np.bool_]]]:
    """The ends of each equal bin of probability that holds a case, and which cases it holds."""
    chance = np.asarray(probabilities, dtype=np.float64)
    place = np.minimum((chance * bins).astype(int), bins - 1)
    held = [bin_ for bin_ in range(bins) if (place == bin_).any()]
    return [(bin_ / bins, (bin_ + 1) / bins) for bin_ in held], [place == bin_ for bin_ in held]


def average_precision(scores: ArrayLike, labels: ArrayLike, positives: int | None = None) -> float:
    """Area under precision over recall, by steps at each score.

    ``positives`` counts those that were never proposed too (detection).
    """
    order = np.argsort(-np.asarray(scores, dtype=np.float64), kind="stable")
    hits = (np.asarray(labels) > 0)[order]
    total = int(hits.sum()) if positives is None else positives
    if total == 0:
        return float("nan")
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(precision[hits].sum() / total)


def sensitivity_at_false_positives(
    scores: ArrayLike, hits: ArrayLike, positives: int, volumes: int, rate: float = 1.0
) -> float:
    """FROC: share of the lesions found when ``rate`` false positives a volume are allowed.

    ``hits`` says of each candidate whether it is the first to match a lesion.
    """
    order = np.argsort(-np.asarray(scores, dtype=np.float64), kind="stable")
    true = (np.asarray(hits) > 0)[order]
    allowed = np.cumsum(~true) <= rate * volumes
    return float(np.count_nonzero(true & allowed) / positives) if positives else float("nan")


def concordance(risk: ArrayLike, times: ArrayLike, events: ArrayLike) -> float:
    """Harrell's C (1982): pairs that can be ordered and are; ties in risk count half.

    A pair can be ordered where the earlier of two times is an event; at the same time the event
    comes before the one that was lost. Not a number without such a pair.
    """
    risks, days = np.asarray(risk, dtype=np.float64), np.asarray(times, dtype=np.float64)
    happened = np.asarray(events) > 0
    at = days[happened][:, None]
    comparable = (at < days) | ((at == days) & ~happened)
    if not comparable.any():
        return float("nan")
    gap = risks[happened][:, None] - risks
    return float(((gap > 0) + 0.5 * (gap == 0))[comparable].mean())


def bootstrap_interval(
    values: Sequence[float], seed: int = 0, rounds: int = 10_000
) -> tuple[float, float]:
    """95 % percentile interval of the mean over cases (Efron 1979)."""
    sample = np.asarray(values, dtype=np.float64)
    picks = np.random.default_rng(seed).integers(0, len(sample), (rounds, len(sample)))
    low, high = np.percentile(sample[picks].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)
