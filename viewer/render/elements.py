"""The voxels of an array as one flat run of elements of a type the kernels are compiled for."""

from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import LabelMap
from inference.imaging.volume import Volume

GREY_TYPES = ("uint8", "int16", "uint16", "int32", "float32")
LABEL_TYPES = ("uint8", "uint16", "int16")
Flat = NDArray[np.generic]
_KEPT: "WeakKeyDictionary[Volume | LabelMap | Heatmap, Flat]" = WeakKeyDictionary()


def flat_elements(owner: Volume | LabelMap | Heatmap) -> Flat:
    """``owner.array`` flattened in (k, j, i) order; a view where possible, else a kept copy."""
    flat = _KEPT.get(owner)
    if flat is None:
        flat = np.ascontiguousarray(_drawable(owner)).reshape(-1)
        flat.setflags(write=False)
        _KEPT[owner] = flat
    return flat


def _drawable(owner: Volume | LabelMap | Heatmap) -> Flat:
    """The array itself, or a copy in a type that the kernels know."""
    array = owner.array
    if isinstance(owner, LabelMap):
        if array.dtype.name in LABEL_TYPES:
            return array
        return np.clip(array, 0, 65535).astype(np.uint16)
    if isinstance(owner, Volume) and owner.is_colour:
        return array.astype(np.uint8, copy=False)
    if isinstance(owner, Volume) and array.dtype.kind in "ui" and array.dtype.name in GREY_TYPES:
        return array
    return _finite(array.astype(np.float32, copy=False))


def _finite(array: NDArray[np.float32]) -> NDArray[np.float32]:
    """The array, or a copy in which what is no number is as dark as the darkest voxel.

    A NaN would else blacken its neighbours too, whose share of it is zero.
    """
    with np.errstate(invalid="ignore"):
        total = array.sum(dtype=np.float64)
    if np.isfinite(total):
        return array
    known = np.isfinite(array)
    darkest = array[known].min() if known.any() else 0.0
    return np.where(known, array, np.float32(darkest))
