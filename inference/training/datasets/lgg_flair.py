"""Brain FLAIR with lesion masks: one folder a patient, all slices in memory."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.engine.steps.intensity import head_statistics
from inference.imaging.errors import InputError
from inference.training.split import Split, split_by_fold, stratified_folds

DATA_NAME = "lgg_flair"  # as the cards of the recipes' own models name it


@dataclass(frozen=True, eq=False)
class FlairCase:
    """One patient: (k, j, i) slices from the feet upwards, and the lesion on the same grid.

    ``mean`` and ``deviation`` are those of the head (see ``inference.engine.steps.intensity``).
    """

    name: str
    slices: NDArray[np.uint8]
    lesion: NDArray[np.uint8]
    spacing_mm_kji: tuple[float, float, float]
    mean: float
    deviation: float

    @property
    def patient(self) -> str:
        """Folder names are TCGA_<institution>_<patient>_<date>."""
        return "_".join(self.name.split("_")[:3])

    @property
    def institution(self) -> str:
        return self.name.split("_")[1]

    @property
    def voxel_ml(self) -> float:
        return float(np.prod(self.spacing_mm_kji)) / 1000

    @property
    def study_year(self) -> float:
        return float(self.name.rsplit("_", 1)[1][:4])

    @property
    def lesion_ml(self) -> float:
        return float(self.lesion.sum()) * self.voxel_ml


def case_names(data: Path) -> list[str]:
    """The folders below ``data`` that hold a FLAIR series (or ``flair.nii.gz``) and a mask."""
    names = sorted(path.parent.name for path in data.glob("*/lesion.nii.gz"))
    if not names:
        raise InputError(f"{data} holds no case folder with a lesion.nii.gz.")
    return names


def dealt(
    cases: Sequence[FlairCase], options: Mapping[str, Any]
) -> tuple[Split, list[FlairCase], list[FlairCase]]:
    """Split, training and validation cases by a recipe's ``folds``, ``seed`` and ``fold``.

    Patients are alike in institution and lesion volume over the folds.
    """
    strata = {case.patient: (case.institution, case.lesion_ml) for case in cases}
    folds = stratified_folds(strata, int(options["folds"]), int(options["seed"]))
    patients = {case.name: case.patient for case in cases}
    split = split_by_fold(sorted(patients), patients, folds, int(options["fold"]))
    training = [case for case in cases if case.name in set(split.training)]
    return split, training, [case for case in cases if case.name in set(split.validation)]


def read_cases(data: Path, report: Callable[[str, float], None]) -> list[FlairCase]:
    """All cases, decoded once; about 200 MB for 88 patients."""
    names = case_names(data)
    cases = []
    for done, name in enumerate(names):
        cases.append(read_case(data / name))
        report("reading cases", (done + 1) / len(names))
    return cases


def read_case(folder: Path) -> FlairCase:
    """One patient; raises InputError when mask and series do not fit."""
    import SimpleITK as sitk

    if (folder / "flair.nii.gz").exists():
        slices, spacing = _read_stack(folder / "flair.nii.gz")
        turned = sitk.DICOMOrient(sitk.ReadImage(str(folder / "lesion.nii.gz")), "LPS")
    else:
        slices, spacing = _read_series(folder / "flair")
        turned = sitk.ReadImage(str(folder / "lesion.nii.gz"))
    lesion = sitk.GetArrayFromImage(turned)
    if lesion.shape != slices.shape:
        raise InputError(f"{folder}: the mask {lesion.shape} does not fit the {slices.shape} scan.")
    mean, deviation = head_statistics(slices)
    return FlairCase(folder.name, slices, (lesion > 0).astype(np.uint8), spacing, mean, deviation)


def _read_stack(path: Path) -> tuple[NDArray[np.uint8], tuple[float, float, float]]:
    """The slices of an exported study, from the feet upwards."""
    import SimpleITK as sitk

    turned = sitk.DICOMOrient(sitk.ReadImage(str(path)), "LPS")
    stack = sitk.GetArrayFromImage(turned)
    if stack.dtype != np.uint8:
        raise InputError(f"{path}: {stack.dtype} values, this layout holds 8-bit values.")
    i, j, k = turned.GetSpacing()
    return stack, (k, j, i)


def _read_series(folder: Path) -> tuple[NDArray[np.uint8], tuple[float, float, float]]:
    import pydicom

    files = [pydicom.dcmread(path) for path in sorted(folder.glob("*.dcm"))]
    if not files:
        raise InputError(f"{folder} holds no DICOM file.")
    files.sort(key=_height_mm)
    gap = (_height_mm(files[-1]) - _height_mm(files[0])) / max(len(files) - 1, 1)
    j, i = (float(value) for value in files[0].PixelSpacing)
    stack = np.stack([file.pixel_array for file in files])
    if stack.max() > 255:
        raise InputError(f"{folder}: values above 255, this layout holds 8-bit values.")
    return stack.astype(np.uint8), (gap, j, i)


def _height_mm(file: Any) -> float:
    """Position along the slice normal (LPS), which points to the head."""
    row, column = np.reshape([float(value) for value in file.ImageOrientationPatient], (2, 3))
    position = np.array([float(value) for value in file.ImagePositionPatient])
    return float(np.cross(row, column) @ position)


def neighbour_step(slice_spacing_mm: float, step_mm: float) -> int:
    """How many slices apart the neighbours are, so that they lie about ``step_mm`` apart."""
    return max(1, round(step_mm / slice_spacing_mm)) if step_mm > 0 else 1


def neighbour_stack(slices: NDArray[Any], k: int, neighbours: int, step: int) -> NDArray[Any]:
    """(2 n + 1, j, i): slice ``k`` in the middle, edges repeated."""
    index = np.arange(-neighbours, neighbours + 1) * step + k
    stack: NDArray[Any] = slices[np.clip(index, 0, len(slices) - 1)]
    return stack


def head_box_ji(case: FlairCase) -> NDArray[np.float32]:
    """[[j0, i0], [j1, i1]) around the tissue of the whole stack; 2 % of stray voxels cut off."""
    tissue = case.slices > case.mean - 1.5 * case.deviation
    ends = []
    for axes in ((0, 2), (0, 1)):
        mass = np.cumsum(tissue.sum(axes)) / max(tissue.sum(), 1)
        ends.append((np.searchsorted(mass, 0.005), np.searchsorted(mass, 0.995) + 1))
    return np.array(ends, dtype=np.float32).T


def multiple_box(
    box_ji: NDArray[np.float32], size_ji: tuple[int, ...], multiple: int = 32
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The box with 12 pixels of margin, grown to a multiple within the picture."""
    sides = []
    for low, high, size in zip(box_ji[0], box_ji[1], size_ji, strict=True):
        start, stop = max(int(low) - 12, 0), min(int(high) + 12, size)
        length = min(-(-(stop - start) // multiple) * multiple, size)
        start = min(start, size - length)
        sides.append((start, start + length))
    return (sides[0][0], sides[1][0]), (sides[0][1], sides[1][1])


def head_cut(case: FlairCase) -> tuple[slice, slice]:
    """The (j, i) part of the slices that a network sees."""
    (j0, i0), (j1, i1) = multiple_box(head_box_ji(case), case.slices.shape[1:])
    return slice(j0, j1), slice(i0, i1)


def normalised_stacks(
    case: FlairCase, options: Mapping[str, Any]
) -> tuple[NDArray[np.float32], tuple[slice, slice]]:
    """(N, C, J, I): every slice between its neighbours, cut to the head; and that (j, i) box.

    ``options`` is the recipe's data section: ``neighbours``, ``neighbour_step_mm``, ``clip``.
    """
    box = head_cut(case)
    values = (case.slices[(slice(None), *box)].astype(np.float32) - case.mean) / case.deviation
    values = np.clip(values, *options["clip"])
    step = neighbour_step(case.spacing_mm_kji[0], options["neighbour_step_mm"])
    stacks = [
        neighbour_stack(values, k, int(options["neighbours"]), step) for k in range(len(values))
    ]
    return np.stack(stacks), box
