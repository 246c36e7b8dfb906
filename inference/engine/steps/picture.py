"""One picture in a small square frame of bytes, as picture classifiers were trained on."""

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.resampling import part_of, resample, tiling_grid
from inference.imaging.volume import Volume

Float = NDArray[np.float32]


def byte_picture(volume: Volume, size_ji: tuple[int, int]) -> Float:
    """(j, i) float32 values of 0…255: the middle square of the picture, shrunk to ``size_ji``.

    Bytes stay as they are; other values are stretched from their 0.5th to their 99.5th
    percentile. A picture that is shown inverted (MONOCHROME1) is turned, so that bone is bright.
    Raises InputError where there is more than one slice.
    """
    if volume.array.shape[0] != 1:
        raise InputError(f"The model reads one picture, the series has {volume.array.shape[0]}.")
    values = volume.array[0].astype(np.float32)
    if volume.array.dtype != np.uint8:
        values = _stretched(values)
    if volume.inverted_display:
        values = 255 - values
    j, i = values.shape
    side = min(j, i)
    top, left = (j - side) // 2, (i - side) // 2
    return _resized(values[top : top + side, left : left + side], size_ji)


def picture_grid(geometry: Geometry, size_ji: tuple[int, int]) -> Geometry:
    """Where the pixels of ``byte_picture`` lie: they tile the middle square of the picture."""
    _, j, i = geometry.shape_kji
    side = min(j, i)
    square = part_of(geometry, (0, (j - side) // 2, (i - side) // 2), (1, side, side))
    return tiling_grid(square, (1, *size_ji))


def _stretched(values: Float) -> Float:
    low, high = np.percentile(values, (0.5, 99.5))
    stretched: Float = np.clip((values - low) * (255 / max(high - low, 1e-6)), 0, 255)
    return stretched.astype(np.float32)


def _resized(square: Float, size_ji: tuple[int, int]) -> Float:
    """Pixel areas averaged; both grids cover the same field."""
    if square.shape == size_ji:
        return square
    source = Geometry((1, *square.shape), np.eye(4))
    target = tiling_grid(source, (1, *size_ji))
    shrunk = resample(square[None], source, target, order=1, fill=0.0, antialias=True)
    return np.asarray(shrunk[0], dtype=np.float32)
