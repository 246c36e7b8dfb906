"""Intensity normalisation that training and inference share, so that they cannot drift apart."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.tissue import tissue_threshold

Float = NDArray[np.float32]


def normalise(array: NDArray[np.generic], parameters: Mapping[str, Any]) -> Float:
    """Float32 copy of a whole volume, scaled as ``parameters["method"]`` says.

    The other entries of ``parameters`` go to that method. Statistics are those of the whole
    array given: call this before any crop. Raises InputError for an unknown method.
    """
    options = dict(parameters)
    method = str(options.pop("method", "none"))
    if method not in METHODS:
        raise InputError(f"There is no intensity method {method!r}; known: {', '.join(METHODS)}.")
    return METHODS[method](array, **options)


def head_zscore(
    array: NDArray[np.generic],
    percentiles: tuple[float, float] = (1.0, 99.0),
    clip: tuple[float, float] = (-3.0, 6.0),
) -> Float:
    """Zero mean and unit deviation within the head, then cut to ``clip`` (in deviations)."""
    mean, deviation = head_statistics(array, percentiles)
    scaled = (array.astype(np.float32) - np.float32(mean)) / np.float32(deviation)
    return np.clip(scaled, *clip, out=scaled)


def head_statistics(
    array: NDArray[np.generic], percentiles: tuple[float, float] = (1.0, 99.0)
) -> tuple[float, float]:
    """Mean and deviation of the tissue, its values first cut to ``percentiles`` of themselves.

    Tissue is what lies above half of Otsu's threshold (IEEE Trans SMC 9:62, 1979), so that it
    includes dark fluid and leaves out air, with or without the skull.
    """
    values = np.asarray(array, dtype=np.float32).ravel()
    tissue = values[values > tissue_threshold(values)]
    if tissue.size == 0:
        return float(values.mean()), max(float(values.std()), 1e-6)
    low, high = np.percentile(tissue, percentiles)
    tissue = np.clip(tissue, low, high)
    return float(tissue.mean()), max(float(tissue.std()), 1e-6)


def min_max(array: NDArray[np.generic]) -> Float:
    """0…1 over the whole array; all zeros where it is constant."""
    values = array.astype(np.float32)
    low, high = float(values.min()), float(values.max())
    scaled: Float = (values - low) / max(high - low, 1e-6)
    return scaled


def zscore(array: NDArray[np.generic]) -> Float:
    """Zero mean and unit deviation over the whole array."""
    values = array.astype(np.float32)
    scaled: Float = (values - values.mean()) / max(float(values.std()), 1e-6)
    return scaled


def scale(array: NDArray[np.generic], offset: float = 0.0, factor: float = 1.0) -> Float:
    """(value − offset) × factor, for pictures with a fixed range."""
    return (array.astype(np.float32) - np.float32(offset)) * np.float32(factor)


def unchanged(array: NDArray[np.generic]) -> Float:
    """The values as they are."""
    return array.astype(np.float32)


METHODS: dict[str, Callable[..., Float]] = {
    "none": unchanged,
    "head_zscore": head_zscore,
    "min_max": min_max,
    "zscore": zscore,
    "scale": scale,
}
