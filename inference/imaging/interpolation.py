"""Interpolation along one axis (taps) or at scattered places of a voxel array."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]

TIE = 1e-5  # voxels by which nearest ties are tipped


@dataclass(frozen=True, eq=False)
class Taps:
    """Which source voxels, (target, taps), make each target voxel along one axis; by how much."""

    index: NDArray[np.intp]
    weight: NDArray[np.float32]
    inside: NDArray[np.bool_]


def nearest_taps(coordinates: Float, count: int, tie: float) -> Taps:
    index = np.floor(coordinates + 0.5 + tie * TIE).astype(np.intp)
    clipped = np.clip(index, 0, count - 1)[:, None]
    return Taps(clipped, np.ones(clipped.shape, np.float32), _inside(coordinates, count))


def linear_taps(coordinates: Float, count: int, antialias: bool) -> Taps:
    width = 1.0
    if antialias and len(coordinates) > 1:
        width = max(1.0, float(np.abs(np.diff(coordinates)).mean()))
    held = np.clip(coordinates, 0, count - 1) if width == 1.0 else coordinates
    first = np.ceil(held - width).astype(np.intp)
    index = first[:, None] + np.arange(int(np.floor(2 * width)) + 1)
    weight = np.maximum(0.0, 1 - np.abs(index - held[:, None]) / width)
    weight[(index < 0) | (index >= count)] = 0
    total = weight.sum(axis=1, keepdims=True)
    weight = np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)
    inside = _inside(coordinates, count) & (total[:, 0] > 0)
    used = weight.any(axis=0)
    return Taps(np.clip(index, 0, count - 1)[:, used], weight[:, used].astype(np.float32), inside)


def _inside(coordinates: Float, count: int) -> NDArray[np.bool_]:
    return np.asarray((coordinates >= -0.5 - TIE) & (coordinates <= count - 0.5 + TIE))


def apply_taps(array: NDArray[np.generic], axis: int, taps: Taps) -> NDArray[np.generic]:
    """Blend the taps along one axis; a single tap is a plain selection."""
    if taps.index.shape[1] == 0:
        shape = (*array.shape[:axis], len(taps.index), *array.shape[axis + 1 :])
        return np.zeros(shape, array.dtype)
    if (taps.weight == 1).all() and taps.index.shape[1] == 1:
        return _selected(array, axis, taps.index[:, 0])
    column = [1] * array.ndim
    column[axis] = -1
    numbers = np.asarray(array, dtype=array.dtype)
    result = numbers.take(taps.index[:, 0], axis) * taps.weight[:, 0].reshape(column)
    for tap in range(1, taps.index.shape[1]):
        result += numbers.take(taps.index[:, tap], axis) * taps.weight[:, tap].reshape(column)
    return np.asarray(result)


def _selected(
    array: NDArray[np.generic], axis: int, index: NDArray[np.intp]
) -> NDArray[np.generic]:
    if len(index) == array.shape[axis] and (index == np.arange(len(index))).all():
        return array
    return array.take(index, axis)


def box_taps(count: int, width: float) -> Taps:
    reach = int(np.ceil(width / 2))
    index = np.arange(count)[:, None] + np.arange(-reach, reach + 1)
    weight = np.clip(width / 2 + 0.5 - np.abs(np.arange(-reach, reach + 1)), 0, 1)
    weights = np.where((index >= 0) & (index < count), weight, 0.0)
    weights = weights / weights.sum(axis=1, keepdims=True)
    clipped = np.clip(index, 0, count - 1)
    return Taps(clipped, weights.astype(np.float32), np.ones(count, np.bool_))


def nearest_at(array: NDArray[np.generic], coordinates: Float) -> NDArray[np.generic]:
    limits = np.array(array.shape[:3]) - 1
    index = np.clip(np.floor(coordinates + 0.5), 0, limits).astype(np.intp)
    return array[index[..., 0], index[..., 1], index[..., 2]]


def linear_at(array: NDArray[np.generic], coordinates: Float) -> NDArray[np.generic]:
    limits = np.array(array.shape[:3]) - 1
    held = np.clip(coordinates, 0, limits)
    low = np.minimum(np.floor(held).astype(np.intp), np.maximum(limits - 1, 0))
    high = np.minimum(low + 1, limits)
    part = (held - low).astype(np.float32)
    if array.ndim == 4:
        part = part[..., None, :]
    result: NDArray[np.generic] | None = None
    for corner in range(8):
        up = [bool(corner >> (2 - axis) & 1) for axis in range(3)]
        index = [(high if up[axis] else low)[..., axis] for axis in range(3)]
        weights = [part[..., axis] if up[axis] else 1 - part[..., axis] for axis in range(3)]
        value = array[index[0], index[1], index[2]] * (weights[0] * weights[1] * weights[2])
        result = value if result is None else result + value
    return np.asarray(result, dtype=array.dtype)
