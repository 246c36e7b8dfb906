"""3D prediction: overlapping windows, blended, air left out."""

from collections.abc import Callable
from itertools import product
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from inference.backends.memory import check_fits
from inference.backends.predictor import Predictor
from inference.catalog.card import PredictionPart, PreparationPart
from inference.engine.steps.activation import activate
from inference.engine.steps.preparation import PreparedVolume
from inference.imaging.progress import CancelCheck, raise_if

Float = NDArray[np.float32]
Index = tuple[int, int, int]
T = TypeVar("T", bound=np.generic)
Advance = Callable[[float], None]

_AXES = {"k": -3, "j": -2, "i": -1}


def predict_windows(  # one call, all that a pass over a volume depends on
    prepared: PreparedVolume,
    predictor: Predictor,
    how: PredictionPart,
    preparation: PreparationPart,
    advance: Advance,
    cancelled: CancelCheck,
) -> Float:
    """(S, k, j, i) float32 probabilities, windows blended by a Gaussian (Isensee 2021).

    Without ``window_kji`` the whole volume is one window. Windows without tissue are skipped;
    ``cancelled`` is asked before every window.
    """
    shape = prepared.array.shape
    window = how.window_kji or _whole(shape, preparation.divisible_by)
    padded, tissue = _padded(prepared.array, window), _padded(prepared.tissue, window)
    check_fits(predictor.peak_bytes((1, 1, *window)) + 8 * padded.nbytes, "This series")
    places = [
        place
        for place in window_starts(padded.shape, window, how.overlap)
        if tissue[_slices(place, window)].any()
    ]
    weight = _bell(window)
    total: Float | None = None
    weights = np.zeros(padded.shape, np.float32)
    for done, place in enumerate(places):
        raise_if(cancelled)
        region = _slices(place, window)
        answer = _averaged(predictor, padded[region][None, None], how, cancelled)[0]
        if total is None:
            total = np.zeros((len(answer), *padded.shape), np.float32)
        total[(slice(None), *region)] += answer * weight
        weights[region] += weight
        advance((done + 1) / len(places))
    return _blended(total, weights, how)[(slice(None), *(slice(0, n) for n in shape))]


def window_starts(shape: tuple[int, ...], window: Index, overlap: float) -> list[Index]:
    """Evenly spread starts, as few as keep at least ``overlap`` of a window in common."""
    axes = []
    for length, size in zip(shape, window, strict=True):
        count = 1 + int(np.ceil((length - size) / (size * (1 - overlap)) - 1e-9))
        axes.append(np.linspace(0, length - size, count).round().astype(int).tolist())
    return [(k, j, i) for k, j, i in product(*axes)]


def _whole(shape: tuple[int, ...], divisible_by: int) -> Index:
    k, j, i = (-(-length // divisible_by) * divisible_by for length in shape)
    return k, j, i


def _padded(array: NDArray[T], window: Index) -> NDArray[T]:
    missing = [(0, max(0, size - length)) for size, length in zip(window, array.shape, strict=True)]
    return np.asarray(np.pad(array, missing, constant_values=array.min()), array.dtype)


def _slices(start: Index, window: Index) -> tuple[slice, slice, slice]:
    k, j, i = (slice(first, first + size) for first, size in zip(start, window, strict=True))
    return k, j, i


def _bell(window: Index) -> Float:
    """A Gaussian of an eighth of the window's width, never quite zero."""
    sides = []
    for size in window:
        distance = (np.arange(size) - (size - 1) / 2) / (size / 8)
        sides.append(np.exp(-(distance**2) / 2))
    bell = sides[0][:, None, None] * sides[1][:, None] * sides[2]
    return np.asarray(np.maximum(bell / bell.max(), 1e-3), np.float32)


def _averaged(
    predictor: Predictor, batch: Float, how: PredictionPart, cancelled: CancelCheck
) -> Float:
    total = activate(predictor.predict(batch), how.activation)
    for flip in how.flips:
        raise_if(cancelled)
        axes = tuple(_AXES[letter] for letter in flip)
        turned = np.ascontiguousarray(np.flip(batch, axes))
        total = total + np.flip(activate(predictor.predict(turned), how.activation), axes)
    return total / np.float32(1 + len(how.flips))


def _blended(total: Float | None, weights: Float, how: PredictionPart) -> Float:
    channels = 1 + (how.activation == "softmax")
    if total is None:
        total = np.zeros((channels, *weights.shape), np.float32)
    result = np.divide(total, weights, out=np.zeros_like(total), where=weights > 0)
    if how.activation == "softmax":
        result[0][weights == 0] = 1
    return result
