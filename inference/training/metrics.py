"""Figures of merit, each with its source; intervals by bootstrap over cases."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray


def dice(found: NDArray[np.generic], truth: NDArray[np.generic]) -> float:
    """Overlap 2|A∩B| / (|A| + |B|) of two masks (Dice 1945); 1 where both are empty."""
    a, b = np.asarray(found) > 0, np.asarray(truth) > 0
    total = np.count_nonzero(a) + np.count_nonzero(b)
    return 1.0 if total == 0 else 2.0 * np.count_nonzero(a & b) / total


def bootstrap_interval(
    values: Sequence[float], seed: int = 0, rounds: int = 10_000
) -> tuple[float, float]:
    """95 % percentile interval of the mean over cases (Efron 1979)."""
    sample = np.asarray(values, dtype=np.float64)
    picks = np.random.default_rng(seed).integers(0, len(sample), (rounds, len(sample)))
    low, high = np.percentile(sample[picks].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)
