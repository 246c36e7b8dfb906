"""What is tissue and what is air, by the values alone."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float32]


def tissue_threshold(values: Float) -> float:
    """Half of Otsu's threshold over the values up to their 99.5th percentile."""
    low, high = float(values.min()), float(np.percentile(values, 99.5))
    if high <= low:
        return low
    counts, edges = np.histogram(np.clip(values, low, high), bins=256, range=(low, high))
    return low + (_otsu(counts, edges) - low) / 2


def _otsu(counts: NDArray[np.intp], edges: NDArray[np.floating[Any]]) -> float:
    centres = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)[:-1].astype(np.float64)
    above = counts.sum() - below
    sums = np.cumsum(counts * centres)
    mean_below = sums[:-1] / np.maximum(below, 1)
    mean_above = (sums[-1] - sums[:-1]) / np.maximum(above, 1)
    return float(edges[1:-1][int(np.argmax(below * above * (mean_below - mean_above) ** 2))])
