"""From a series to what the network eats: its grid, its spacing, its range of values."""

import math
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from inference.backends.memory import check_fits
from inference.catalog.card import Card, PreparationPart
from inference.engine.steps.intensity import normalise
from inference.engine.steps.network_grid import network_grid
from inference.imaging.geometry import Geometry
from inference.imaging.resampling import part_of, resample
from inference.imaging.tissue import tissue_threshold
from inference.imaging.volume import Volume

Float = NDArray[np.float32]
Step = tuple[str, dict[str, object]]
T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True, eq=False)
class PreparedVolume:
    """Normalised (k, j, i) float32 on ``geometry``, where tissue is, and what was done."""

    array: Float
    tissue: NDArray[np.bool_]
    geometry: Geometry
    steps: tuple[Step, ...]


def prepare(volume: Volume, card: Card) -> PreparedVolume:
    """Resample, normalise, then crop or pad, as the card says.

    Raises InputError when the series would take over 70 % of the free memory.
    """
    grid = network_grid(volume.geometry, card)
    check_fits(_predicted_bytes(volume, grid, card), "This series")
    values = without_padding(volume)
    values = resample(
        values, volume.geometry, grid, order=1, fill=float(values.min()), antialias=True
    ).astype(np.float32, copy=False)
    tissue = values > tissue_threshold(values.ravel())
    array = normalise(values, card.preparation.intensity)
    start, shape = _frame(tissue, grid, card)
    pad = card.preparation.pad_value
    framed = _cut(array, start, shape, float(array.min()) if pad is None else pad)
    steps: tuple[Step, ...] = (
        ("resample", {"shape_kji": grid.shape_kji, "spacing_mm_kji": grid.spacing_mm_kji}),
        ("normalise", dict(card.preparation.intensity)),
        ("crop and pad", {"start_kji": start, "shape_kji": shape}),
    )
    tissue = _cut(tissue, start, shape, False)
    return PreparedVolume(framed, tissue, part_of(grid, start, shape), steps)


def _predicted_bytes(volume: Volume, grid: Geometry, card: Card) -> int:
    """Of all steps: a float copy of the series and twice that on the way back, three float
    arrays on the network's grid while normalising, and its probabilities.
    """
    channels = len(card.segments) + 1
    return 12 * volume.array.size + (16 + 4 * channels) * math.prod(grid.shape_kji)


def without_padding(volume: Volume) -> Float:
    """Float32 values, with padding (PS3.3 C.7.5.1.1.2) replaced by the lowest true value."""
    values = volume.array.astype(np.float32)
    if volume.padding_value is not None:
        padding = values == np.float32(volume.padding_value)
        if padding.any() and not padding.all():
            values[padding] = values[~padding].min()
    return values


Index = tuple[int, int, int]


def _frame(tissue: NDArray[np.bool_], grid: Geometry, card: Card) -> tuple[Index, Index]:
    """Start (may be negative) and shape of the part of the grid that the network sees."""
    how = card.preparation
    starts, lengths = [0], [grid.shape_kji[0]]
    if card.prediction.dimensions == 3:
        lengths = [-(-grid.shape_kji[0] // how.divisible_by) * how.divisible_by]
        starts = [(grid.shape_kji[0] - lengths[0]) // 2]
    for axis in (1, 2):
        low, high = 0, grid.shape_kji[axis]
        if how.crop:
            low, high = _extent(tissue, axis, how.margin_mm / grid.spacing_mm_kji[axis])
        wanted = _length(high - low, axis, how)
        starts.append((low + high - wanted) // 2)
        lengths.append(wanted)
    return (starts[0], starts[1], starts[2]), (lengths[0], lengths[1], lengths[2])


def _length(content: int, axis: int, how: PreparationPart) -> int:
    if how.size_ji is not None:
        return how.size_ji[axis - 1]
    return -(-content // how.divisible_by) * how.divisible_by


def _extent(tissue: NDArray[np.bool_], axis: int, margin: float) -> tuple[int, int]:
    """Rows (or columns) with more than a trace of tissue, with a margin, within the grid."""
    counts = tissue.sum(axis=tuple(a for a in range(3) if a != axis))
    rows = np.flatnonzero(counts > 0.005 * counts.max())
    if rows.size == 0:
        return 0, tissue.shape[axis]
    wide = int(np.ceil(margin))
    return max(0, int(rows[0]) - wide), min(tissue.shape[axis], int(rows[-1]) + 1 + wide)


def _cut(array: NDArray[T], start: Index, shape: Index, pad: float) -> NDArray[T]:
    result = np.full(shape, pad, dtype=array.dtype)
    source, target = [], []
    for first, length, count in zip(start, shape, array.shape, strict=True):
        low, high = max(first, 0), min(first + length, count)
        source.append(slice(low, high))
        target.append(slice(low - first, high - first))
    result[tuple(target)] = array[tuple(source)]
    return result
