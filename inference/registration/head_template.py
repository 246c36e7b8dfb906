"""The average head that heads are compared with: the MNI brain, with a skull and a scalp drawn."""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.resampling import part_of
from inference.reading.load import load_volume
from inference.reading.nifti import scan_nifti

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "templates"

ROOM_MM = 28.0  # around the brain, for what is drawn there
HULL_MM = 12.0  # gaps under twice this are closed: the hull of the brain has no sulci
RIM_MM = 6.0  # around the brain itself: fluid and bone, dark in T1
SCALP_MM = (8.0, 14.0)  # outside the hull
AIR_MM = 24.0  # outside the hull, as far as the picture is compared
LOWEST_SCALP_MM = -10.0  # LPS z of the template: below lie face and neck, which are not drawn
SCALP_VALUE = 330.0  # of 255 for the brightest brain: fat


@dataclass(frozen=True, eq=False)
class HeadTemplate:
    """(k, j, i) ``values`` of a T1 head; ``brain`` and all that is ``compared`` as masks."""

    name: str
    values: NDArray[np.float32]
    brain: NDArray[np.bool_]
    compared: NDArray[np.bool_]
    geometry: Geometry


@lru_cache(maxsize=2)
def load_template(name: str) -> HeadTemplate:
    """``resources/templates/<name>.nii.gz``, zero outside its brain; InputError if there is none.

    An average brain alone would fit a head at many sizes; the scalp and the air around it hold
    the size. They are drawn, as the average has none.
    """
    path = FOLDER / f"{name}.nii.gz"
    if not path.is_file():
        raise InputError(f"There is no head template {name!r}.")
    volume = load_volume(scan_nifti(path)[0])
    spacing = volume.geometry.spacing_mm_kji
    room = [round(ROOM_MM / mm) for mm in spacing]
    values = np.pad(volume.array.astype(np.float32), [(n, n) for n in room])
    k, j, i = values.shape
    geometry = part_of(volume.geometry, (-room[0], -room[1], -room[2]), (k, j, i))
    brain = values > 0
    to_brain_mm = ndimage.distance_transform_edt(~brain, sampling=spacing)
    outside_mm = _outside_hull_mm(to_brain_mm < HULL_MM, spacing)
    heights = geometry.slice_centres_lps()[:, 2][:, None, None]
    high = np.broadcast_to(heights > LOWEST_SCALP_MM, values.shape)
    known = heights > volume.geometry.slice_centres_lps()[:, 2].min() - spacing[0] / 2
    scalp = high & (outside_mm > SCALP_MM[0]) & (outside_mm < SCALP_MM[1]) & ~brain
    values[scalp] = SCALP_VALUE
    compared = ((to_brain_mm < RIM_MM) | (high & (outside_mm < AIR_MM))) & known
    return HeadTemplate(name, values, brain, compared, replace(geometry, frame_of_reference_uid=""))


def _outside_hull_mm(
    grown: NDArray[np.bool_], spacing: tuple[float, float, float]
) -> NDArray[np.float64]:
    """Distance outside the hull, that is the grown brain shrunk again; negative within."""
    inner = ndimage.distance_transform_edt(grown, sampling=spacing)
    outer = ndimage.distance_transform_edt(~grown, sampling=spacing)
    return np.asarray(np.where(grown, HULL_MM - inner, HULL_MM + outer), dtype=np.float64)
