"""Cases of a folder that come with a mask: where they lie, and how they are read."""

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.catalog.card import Card
from inference.catalog.models import ModelEntry
from inference.engine.request import InferenceRequest
from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.resampling import resample
from inference.imaging.volume import Volume
from inference.reading.load import load_volume
from inference.reading.scan import scan_paths

SUFFIXES = (".nii.gz", ".nii", ".nrrd", ".mha")


class MaskedCases:
    """What evaluations against masks have in common: a case is a scan and its mask, two paths."""

    def cases(self, entry: ModelEntry, data: Path) -> Mapping[str, tuple[Path, Path]]:
        """Case folders with ``lesion.nii.gz``, or ``images`` beside ``labels`` (same names)."""
        return masked_cases(data)

    def request(self, entry: ModelEntry, name: str, case: tuple[Path, Path]) -> InferenceRequest:
        return InferenceRequest(uuid.uuid4().hex, name, entry.card.id, read_single(case[0]))


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
    """``flair`` or ``flair.nii.gz``, else the only other thing in the folder."""
    wanted = mask.parent / "flair"
    for path in (wanted, mask.parent / "flair.nii.gz"):
        if path.exists():
            return path
    others = [path for path in mask.parent.iterdir() if path != mask and path.name[0] != "."]
    return others[0] if len(others) == 1 else wanted


def read_single(path: Path) -> Volume:
    """The one series at ``path``; InputError where there are more or none."""
    if not path.exists():
        raise InputError(f"{path.parent} holds no scan; {path.name} is wanted beside the mask.")
    scan = scan_paths([path])
    if len(scan.series) != 1:
        reason = scan.refused[0].message if scan.refused and not scan.series else ""
        raise InputError(reason or f"{path} holds {len(scan.series)} series, one is wanted.")
    return load_volume(scan.series[0])


def mask_on_grid(truth: Volume, geometry: Geometry) -> NDArray[np.generic]:
    """The true mask on the grid of the found one, through the patient's space.

    Raises InputError for values that are no labels and for a mask that lies beside the scan.
    """
    labels: NDArray[Any] = truth.array
    if labels.ndim != 3 or (labels < 0).any() or (labels != np.rint(labels)).any():
        raise InputError("The mask holds other values than whole numbers from 0.")
    if truth.geometry.same_grid(geometry):
        return labels
    k, j, i = truth.geometry.shape_kji
    anywhere = geometry.with_shape_and_affine((k, j, i), truth.geometry.index_to_lps)
    found = resample(labels, anywhere, geometry, order=0, fill=0)
    if labels.any() and not found.any():
        raise InputError("The mask marks nothing within the scan: it lies beside it.")
    return found


def known_labels(labels: NDArray[Any], card: Card) -> NDArray[Any]:
    """A mask in the numbers of the card's segments.

    Of a model with one segment every label is that one, as in its training. Raises InputError for
    a label that a model of several does not know.
    """
    numbers = [segment.id for segment in card.segments]
    if len(numbers) == 1:
        alone: NDArray[Any] = (labels > 0).astype(np.uint8) * np.uint8(numbers[0])
        return alone
    strange = sorted(set(np.unique(labels).tolist()) - {0, *numbers})
    if strange:
        words = ", ".join(f"{number:g}" for number in strange[:5])
        raise InputError(f"The mask holds label {words}; the model knows {numbers}.")
    return labels
