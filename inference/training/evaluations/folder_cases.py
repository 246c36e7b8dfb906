"""Cases of a folder that come with a mask: where they lie, and how they are read."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.resampling import resample
from inference.imaging.volume import Volume
from inference.reading.load import load_volume
from inference.reading.scan import scan_paths

SUFFIXES = (".nii.gz", ".nii", ".nrrd", ".mha")


def masked_cases(data: Path) -> dict[str, tuple[Path, Path]]:
    """Case name -> (scan, mask): folders with ``lesion.nii.gz``, or ``images`` and ``labels``.

    Cases without a mask are left out, and so are the hidden files that some archives hold.
    """
    found = {mask.parent.name: (_scan_beside(mask), mask) for mask in data.glob("*/lesion.nii.gz")}
    for mask in (data / "labels").glob("*"):
        scan = data / "images" / mask.name
        if mask.name.endswith(SUFFIXES) and mask.name[0] != "." and scan.exists():
            found[mask.name.split(".")[0]] = (scan, mask)
    if not found:
        raise InputError(f"{data} holds neither case folders with lesion.nii.gz nor labels.")
    return dict(sorted(found.items()))


def _scan_beside(mask: Path) -> Path:
    beside = (mask.parent / "flair", mask.parent / "flair.nii.gz")
    return next((path for path in beside if path.exists()), mask.parent)


def read_single(path: Path) -> Volume:
    """The one series at ``path``; InputError where there are more or none."""
    series = scan_paths([path]).series
    if len(series) != 1:
        raise InputError(f"{path} holds {len(series)} series, one is wanted.")
    return load_volume(series[0])


def mask_on_grid(truth: Volume, geometry: Geometry) -> NDArray[np.generic]:
    """The true mask on the grid of the found one, through the patient's space."""
    if truth.geometry.same_grid(geometry):
        return truth.array
    k, j, i = truth.geometry.shape_kji
    anywhere = geometry.with_shape_and_affine((k, j, i), truth.geometry.index_to_lps)
    return resample(truth.array, anywhere, geometry, order=0, fill=0)
