"""Which slice of a series a reference means."""

import numpy as np
from numpy.typing import NDArray

from inference.imaging.presentation import ImageReference
from inference.reading.entry import SeriesEntry
from inference.reading.plan import StackPlan

Float = NDArray[np.float64]


def slice_of(source: SeriesEntry | None, sop_instance_uid: str, frame: int = 0) -> int | None:
    """The k of a SOP instance (and 1-based frame, 0 = the only one); None when not in it."""
    if source is None or not isinstance(source.plan, StackPlan):
        return None
    for k, planned in enumerate(source.plan.slices):
        if planned.sop_instance_uid == sop_instance_uid and frame in (0, planned.frame + 1):
            return k
    return None


def lps_of_pixels(
    source: SeriesEntry | None, images: tuple[ImageReference, ...], points_ij: Float
) -> Float | None:
    """(n, 3) LPS of (n, 2) voxel indices (i, j) on the first image that the series holds."""
    found = (slice_of(source, image.sop_instance_uid, image.frame) for image in images)
    k = next((k for k in found if k is not None), None)
    if source is None or k is None or not len(points_ij):
        return None
    index = np.column_stack([np.full(len(points_ij), k), points_ij[:, 1], points_ij[:, 0]])
    return source.geometry.lps_from_index(index)
