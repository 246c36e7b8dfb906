"""Numbers that describe a lesion in a scan: how large, where, how bright, how ragged."""

import numpy as np
from numpy.typing import NDArray

from inference.engine.steps.intensity import head_statistics
from inference.imaging.volume import Volume

FEATURES = (
    "log_ml",
    "longest_mm",
    "raggedness",
    "brightness",
    "texture",
    "across_midline",
)


def lesion_features(volume: Volume, mask: NDArray[np.bool_]) -> dict[str, float]:
    """The ``FEATURES`` of a (k, j, i) mask on the grid of ``volume``; empty mask -> no numbers.

    ``longest_mm`` is the largest side of the box around it, ``raggedness`` its in-plane outline
    over the root of its area (both in pixels), ``brightness`` and ``texture`` mean and deviation
    of its values in deviations of the head's, ``across_midline`` the share on its smaller side of
    the head's middle (0…0.5).
    """
    if not mask.any():
        return dict.fromkeys(FEATURES, float("nan"))
    geometry = volume.geometry
    index = np.argwhere(mask)
    sides = (index.max(0) - index.min(0) + 1) * geometry.spacing_mm_kji
    mean, deviation = head_statistics(volume.array)
    values = (volume.array[mask].astype(np.float32) - mean) / deviation
    millilitres = float(mask.sum((1, 2)) @ geometry.slice_volumes_ml)
    return {
        "log_ml": float(np.log(millilitres)),
        "longest_mm": float(sides.max()),
        "raggedness": _outline(mask) / float(np.sqrt(mask.sum())),
        "brightness": float(values.mean()),
        "texture": float(values.std()),
        "across_midline": _across_midline(volume, index, mean - 1.5 * deviation),
    }


def _outline(mask: NDArray[np.bool_]) -> int:
    """In-plane edge pixels."""
    padded = np.pad(mask, ((0, 0), (1, 1), (1, 1)))
    inner = padded[:, :-2, 1:-1] & padded[:, 2:, 1:-1] & padded[:, 1:-1, :-2] & padded[:, 1:-1, 2:]
    return int(np.count_nonzero(mask & ~inner))


def _across_midline(volume: Volume, index: NDArray[np.intp], floor: float) -> float:
    """Left and right are the patient's: sides along x of LPS."""
    head = np.argwhere(volume.array.astype(np.float32) > floor)[
        :: max(1, volume.array.size // 200_000)
    ]
    middle = np.median(volume.geometry.lps_from_index(head)[:, 0])
    left = float((volume.geometry.lps_from_index(index)[:, 0] > middle).mean())
    return min(left, 1 - left)
