"""Lesions of a mask as boxes: one a connected part, and its section in every slice."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Float = NDArray[np.float64]
LEAST_ML = 0.1  # smaller parts are specks of the drawing and no lesions


def lesion_parts(lesion: NDArray[np.generic], voxel_ml: float) -> list[NDArray[np.bool_]]:
    """(k, j, i) mask of each connected part (26 neighbours) of ``LEAST_ML`` or more."""
    labelled, count = ndimage.label(lesion, np.ones((3, 3, 3)))
    sizes = np.bincount(labelled.ravel(), minlength=count + 1) * voxel_ml
    return [labelled == number for number in range(1, count + 1) if sizes[number] >= LEAST_ML]


def section_boxes(masks: NDArray[np.bool_]) -> Float:
    """(m, 4) boxes (j0, i0, j1, i1) in pixel edges of those masks (n, j, i) that show anything."""
    boxes = []
    for mask in masks:
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        if len(rows):
            boxes.append([rows[0], columns[0], rows[-1] + 1, columns[-1] + 1])
    return np.array(boxes, dtype=np.float64).reshape(-1, 4)


def part_bounds(part: NDArray[np.bool_]) -> Float:
    """(6,) lowest, then highest outer corner as fractional indices of voxel centres."""
    ends = [np.flatnonzero(part.any(axis=tuple({0, 1, 2} - {axis}))) for axis in range(3)]
    return np.array([*(end[0] - 0.5 for end in ends), *(end[-1] + 0.5 for end in ends)])
