"""Volumes with label maps: ``images`` beside ``labels``, same file names, all in memory."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError


@dataclass(frozen=True, eq=False)
class LabelledVolume:
    """(k, j, i) float32 values and labels, i to the left, j to the back, k to the head."""

    name: str
    values: NDArray[np.float32]
    labels: NDArray[np.uint8]
    spacing_mm_kji: tuple[float, float, float]


def read_volumes(data: Path, report: Callable[[str, float], None]) -> list[LabelledVolume]:
    """Every labelled volume below ``data``; InputError where there is none."""
    files = sorted((data / "labels").glob("[!.]*.nii.gz"))
    if not files:
        raise InputError(f"{data} holds no labels/*.nii.gz.")
    volumes = []
    for number, labels in enumerate(files):
        volumes.append(_read(data / "images" / labels.name, labels))
        report("reading cases", (number + 1) / len(files))
    return volumes


def patients_of(data: Path, names: Iterable[str]) -> dict[str, str]:
    """Case -> patient by ``cases.csv`` of an exported data set; else each case is a patient."""
    path = data / "cases.csv"
    known: dict[str, str] = {}
    if path.exists():
        with path.open(newline="", encoding="utf-8") as stream:
            known = {row["case"]: row["patient"] for row in csv.DictReader(stream)}
    return {name: known.get(name, name) for name in names}


def _read(image: Path, labels: Path) -> LabelledVolume:
    import SimpleITK as sitk

    if not image.exists():
        raise InputError(f"{labels} has no image beside it at {image}.")
    turned = sitk.DICOMOrient(sitk.ReadImage(str(image)), "LPS")
    values = sitk.GetArrayFromImage(turned).astype(np.float32)
    found = sitk.GetArrayFromImage(sitk.DICOMOrient(sitk.ReadImage(str(labels)), "LPS"))
    if found.shape != values.shape:
        raise InputError(f"{labels}: {found.shape} labels do not fit the {values.shape} image.")
    i, j, k = turned.GetSpacing()
    name = image.name.split(".")[0]
    return LabelledVolume(name, values, found.astype(np.uint8), (k, j, i))
