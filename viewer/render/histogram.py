"""How often each value occurs in a volume, and a window as two ends on the same axis."""

from dataclasses import dataclass
from math import gcd
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from inference.imaging.display_window import DisplayWindow
from inference.imaging.volume import Volume

SAMPLES = 250_000
BINS = 256
_KEPT: "WeakKeyDictionary[Volume, Histogram]" = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class Histogram:
    """``counts[n]`` voxels lie from ``edges[n]`` up to ``edges[n + 1]``, in the volume's unit.

    Only each ``step``-th voxel was counted. Padding and what is no number are left out.
    """

    edges: NDArray[np.float64]
    counts: NDArray[np.int64]
    step: int


def histogram(volume: Volume) -> Histogram | None:
    """The values of a grey volume; None for a colour one and where no value is known."""
    if volume.is_colour:
        return None
    found = _KEPT.get(volume)
    if found is None:
        step = _step(volume)
        values = _known(volume.array.reshape(-1)[::step], volume.padding_value)
        if values.size == 0:
            return None
        found = Histogram(*_counted(values), step)
        _KEPT[volume] = found
    return found


def ends_of(window: DisplayWindow) -> tuple[float, float]:
    """The values at which a window becomes black and white (PS3.3 C.11.2.1.2)."""
    if window.function == "LINEAR":
        middle, half = window.centre - 0.5, (window.width - 1) / 2
    else:
        middle, half = window.centre, window.width / 2
    return middle - half, middle + half


def window_between(low: float, high: float, like: DisplayWindow) -> DisplayWindow:
    """The window of those ends, its ramp of the same function as ``like``'s."""
    low, high = min(low, high), max(low, high)
    if like.function == "LINEAR":
        return DisplayWindow((low + high) / 2 + 0.5, high - low + 1, like.function)
    return DisplayWindow((low + high) / 2, max(high - low, 1e-6), like.function)


def _step(volume: Volume) -> int:
    """Voxels from one counted to the next: never the same columns of each row."""
    step = -(-volume.array.size // SAMPLES)
    _, rows, columns = volume.geometry.shape_kji
    while gcd(step, rows * columns) > 1:
        step += 1
    return step


def _known(values: NDArray[np.generic], padding: float | None) -> NDArray[np.generic]:
    if values.dtype.kind == "f":
        values = values[np.isfinite(values)]
    return values if padding is None else values[values != padding]


def _counted(values: NDArray[np.generic]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """(edges, counts) in at most BINS bins; whole numbers lie in the middle of bins of whole
    width, so that no bin holds one number more than its neighbour."""
    low, high = float(values.min()), float(values.max())
    if values.dtype.kind in "iub":
        width = float(-(-int(high - low + 1) // BINS))
        first, bins = low - 0.5, int((high - low) // width) + 1
    else:
        width, first, bins = max((high - low) / BINS, 1e-12), low, BINS
    place = ((values.astype(np.float32) - np.float32(first)) / np.float32(width)).astype(np.int32)
    counts = np.bincount(np.minimum(place, bins - 1), minlength=bins).astype(np.int64)
    edges = first + width * np.arange(bins + 1, dtype=np.float64)
    return edges, counts
