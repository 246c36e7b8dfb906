"""2.5D prediction: every slice with its neighbours as channels, a batch at a time."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from inference.backends.memory import fitting_batch
from inference.backends.predictor import Predictor
from inference.catalog.card import PredictionPart
from inference.engine.steps.activation import activate
from inference.engine.steps.preparation import PreparedVolume
from inference.imaging.geometry import Geometry
from inference.imaging.progress import CancelCheck, raise_if

Float = NDArray[np.float32]
Advance = Callable[[float], None]

_AXES = {"j": -2, "i": -1}


def with_neighbours(
    prepared: PreparedVolume, slices: NDArray[np.intp], how: PredictionPart
) -> Float:
    """(len(slices), 2n + 1, j, i): each slice between its neighbours, the end ones repeated.

    Neighbours lie about ``neighbour_step_mm`` apart, in whole slices; 0 = the next slices.
    """
    spacing = prepared.geometry.spacing_mm_kji[0]
    step = max(1, round(how.neighbour_step_mm / spacing))
    offsets = np.arange(-how.neighbours, how.neighbours + 1) * step
    index = np.clip(slices[:, None] + offsets, 0, len(prepared.array) - 1)
    return np.ascontiguousarray(prepared.array[index])


def nearest_slices(series: Geometry, prepared: Geometry) -> NDArray[np.intp]:
    """For each slice of the series the prepared slice at its place."""
    index = prepared.index_from_lps(series.slice_centres_lps())[:, 0]
    last = prepared.shape_kji[0] - 1
    nearest: NDArray[np.intp] = np.clip(np.rint(index), 0, last).astype(np.intp)
    return nearest


def predict_slices(
    prepared: PreparedVolume,
    predictor: Predictor,
    how: PredictionPart,
    advance: Advance,
    cancelled: CancelCheck,
) -> Float:
    """(S, k, j, i) float32 probabilities, averaged over the plain pass and ``how.flips``.

    Slices without tissue are not run: they get what the others' empty corners mean, which is
    background. ``cancelled`` is asked before every batch.
    """
    busy = np.flatnonzero(prepared.tissue.any(axis=(1, 2)))
    shape = (2 * how.neighbours + 1, *prepared.array.shape[1:])
    batch_size = fitting_batch(how.batch, lambda n: predictor.peak_bytes((n, *shape)))
    passes = [(), *(tuple(_AXES[letter] for letter in flip) for flip in how.flips)]
    result: Float | None = None
    for first in range(0, len(busy), batch_size):
        raise_if(cancelled)
        chosen = busy[first : first + batch_size]
        batch = with_neighbours(prepared, chosen, how)
        answer = _averaged(predictor, batch, passes, how.activation, cancelled)
        if result is None:
            result = _background(answer.shape[1], prepared.array.shape, how.activation)
        result[:, chosen] = answer.swapaxes(0, 1)
        advance((first + len(chosen)) / len(busy))
    if result is None:
        return _background(1 + (how.activation == "softmax"), prepared.array.shape, how.activation)
    return result


def _averaged(
    predictor: Predictor,
    batch: Float,
    passes: Sequence[tuple[int, ...]],
    activation: str,
    cancelled: CancelCheck,
) -> Float:
    total: Float | None = None
    for axes in passes:
        raise_if(cancelled)
        turned = np.flip(batch, axes) if axes else batch
        answer = activate(predictor.predict(np.ascontiguousarray(turned)), activation)
        answer = np.flip(answer, axes) if axes else answer
        total = answer if total is None else total + answer
    assert total is not None
    return total / np.float32(len(passes))


def _background(channels: int, shape: tuple[int, ...], activation: str) -> Float:
    result = np.zeros((channels, *shape), np.float32)
    if activation == "softmax":
        result[0] = 1
    return result
