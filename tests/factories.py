"""Phantoms written as DICOM by pydicom: asymmetric, in any orientation, with any trap."""

from collections.abc import Iterable, Sequence
from itertools import permutations, product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence as DicomSequence
from pydicom.uid import (
    UID,
    CTImageStorage,
    EnhancedCTImageStorage,
    EnhancedMRImageStorage,
    EnhancedPETImageStorage,
    ExplicitVRLittleEndian,
    MRImageStorage,
    PositronEmissionTomographyImageStorage,
    generate_uid,
)

Array = NDArray[Any]
Float = NDArray[np.float64]

_CLASSES = {
    "CT": CTImageStorage,
    "MR": MRImageStorage,
    "PT": PositronEmissionTomographyImageStorage,
}
_ENHANCED = {
    "CT": EnhancedCTImageStorage,
    "MR": EnhancedMRImageStorage,
    "PT": EnhancedPETImageStorage,
}
STUDY_UID = generate_uid(entropy_srcs=["radlens", "study"])
FRAME_UID = generate_uid(entropy_srcs=["radlens", "frame of reference"])


def asymmetric_phantom(shape_kji: tuple[int, int, int] = (6, 20, 24)) -> NDArray[np.int16]:
    """Every voxel different from its mirror image along each axis; values 0…1000 about 100 apart.

    A bright block lies near the low end of every axis, at different depths along each.
    """
    k, j, i = np.indices(shape_kji)
    values = 20 * i + 7 * j + 90 * k
    block = (i < shape_kji[2] // 3) & (j < shape_kji[1] // 4) & (k < max(shape_kji[0] // 2, 1))
    phantom: NDArray[np.int16] = (values + 300 * block).astype(np.int16)
    return phantom


def axis_directions() -> list[Float]:
    """The 48 ways to lay three grid axes along the patient's axes, as 3×3 columns (k, j, i)."""
    found = []
    for order, signs in product(permutations(range(3)), product((1.0, -1.0), repeat=3)):
        matrix = np.zeros((3, 3))
        matrix[list(order), range(3)] = signs
        found.append(matrix)
    return found


def grid_affine(
    spacing_mm_kji: Sequence[float] = (3.0, 0.8, 0.7),
    origin_lps: Sequence[float] = (-40.0, -35.0, 12.5),
    directions: Float | None = None,
) -> Float:
    """4×4 (k, j, i, 1) → LPS mm; by default axial, k towards the head, i to the patient's left."""
    columns = np.array([[0, 0, 1.0], [0, 1, 0], [1, 0, 0]]) if directions is None else directions
    affine = np.eye(4)
    affine[:3, :3] = columns * np.asarray(spacing_mm_kji)
    affine[:3, 3] = origin_lps
    return affine


def series_slices(
    array: Array,
    index_to_lps: Float | None = None,
    modality: str = "CT",
    series: str = "one",
    **attributes: object,
) -> list[Dataset]:
    """One data set a slice, k ascending, InstanceNumber from 1; ``attributes`` go into each.

    CT holds value = stored − 1024 (signed 16 bit): ``array`` is what is stored. The affine's
    k column is the step from slice to slice, whatever its direction.
    """
    affine = grid_affine() if index_to_lps is None else index_to_lps
    return [
        slice_dataset(plane, affine, k, modality, series, **attributes)
        for k, plane in enumerate(array)
    ]


def slice_dataset(
    plane: Array, affine: Float, k: int, modality: str = "CT", series: str = "one", **extra: object
) -> Dataset:
    """One single-frame data set at slice ``k`` of the grid."""
    data = _patient_and_study(modality, series)
    data.SOPClassUID = _CLASSES[modality]
    data.SOPInstanceUID = generate_uid(entropy_srcs=["radlens", series, str(k)])
    data.InstanceNumber = k + 1
    data.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    data.ImagePositionPatient = [float(v) for v in affine[:3, :3] @ (k, 0, 0) + affine[:3, 3]]
    data.ImageOrientationPatient = cosines(affine)
    data.PixelSpacing = [float(np.linalg.norm(affine[:3, n])) for n in (1, 2)]
    data.SliceThickness = float(np.linalg.norm(affine[:3, 0]))
    _set_values(data, modality)
    set_pixels(data, plane)
    for name, value in extra.items():
        setattr(data, name, value)
    return data


def cosines(affine: Float) -> list[float]:
    """ImageOrientationPatient of a grid: the i direction, then the j direction."""
    unit = affine[:3, :3] / np.linalg.norm(affine[:3, :3], axis=0)
    return [float(v) for v in (*unit[:, 2], *unit[:, 1])]


def set_pixels(data: Dataset, plane: Array) -> None:
    """Rows, columns, bits, sign and PixelData of a grey plane (or a stack of frames)."""
    data.SamplesPerPixel = 1
    data.PhotometricInterpretation = data.get("PhotometricInterpretation", "MONOCHROME2")
    data.Rows, data.Columns = plane.shape[-2:]
    data.BitsAllocated = data.BitsStored = plane.dtype.itemsize * 8
    data.HighBit = data.BitsStored - 1
    data.PixelRepresentation = int(plane.dtype.kind == "i")
    pixels = plane.tobytes()
    data.PixelData = pixels + b"\0" * (len(pixels) % 2)
    data["PixelData"].VR = "OW" if plane.dtype.itemsize > 1 else "OB"


def set_colour(data: Dataset, pixels: NDArray[np.uint8], photometric: str, planar: int = 0) -> None:
    """8-bit colour samples (j, i, 3) as they shall be stored."""
    data.SamplesPerPixel, data.PhotometricInterpretation = 3, photometric
    data.PlanarConfiguration = planar
    data.Rows, data.Columns = pixels.shape[:2]
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 8, 8, 7, 0
    stored = np.moveaxis(pixels, -1, 0) if planar else pixels
    data.PixelData = stored.tobytes() + b"\0" * (stored.size % 2)
    data["PixelData"].VR = "OB"


def enhanced_dataset(
    array: Array, index_to_lps: Float | None = None, modality: str = "CT", series: str = "enhanced"
) -> Dataset:
    """One enhanced multi-frame data set, a frame a slice, with per-frame position and values."""
    affine = grid_affine() if index_to_lps is None else index_to_lps
    data = _patient_and_study(modality, series)
    data.SOPClassUID = _ENHANCED[modality]
    data.SOPInstanceUID = generate_uid(entropy_srcs=["radlens", series])
    data.InstanceNumber = 1
    data.ImageType = ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"]
    data.NumberOfFrames = len(array)
    set_pixels(data, array)
    measures = Dataset()
    measures.PixelSpacing = [float(np.linalg.norm(affine[:3, n])) for n in (1, 2)]
    measures.SliceThickness = float(np.linalg.norm(affine[:3, 0]))
    orientation = Dataset()
    orientation.ImageOrientationPatient = cosines(affine)
    shared = Dataset()
    shared.PixelMeasuresSequence = DicomSequence([measures])
    shared.PlaneOrientationSequence = DicomSequence([orientation])
    data.SharedFunctionalGroupsSequence = DicomSequence([shared])
    data.PerFrameFunctionalGroupsSequence = DicomSequence(
        [_frame_groups(affine, k, modality) for k in range(len(array))]
    )
    return data


def _frame_groups(affine: Float, k: int, modality: str) -> Dataset:
    position = Dataset()
    position.ImagePositionPatient = [float(v) for v in affine[:3, :3] @ (k, 0, 0) + affine[:3, 3]]
    content = Dataset()
    content.StackID, content.InStackPositionNumber = "1", k + 1
    content.DimensionIndexValues = [1, k + 1]
    values = Dataset()
    _set_values(values, modality)
    frame = Dataset()
    frame.PlanePositionSequence = DicomSequence([position])
    frame.FrameContentSequence = DicomSequence([content])
    if "RescaleSlope" in values:
        values.pop("Units", None)
        values.RescaleType = "HU" if modality == "CT" else "US"
        frame.PixelValueTransformationSequence = DicomSequence([values])
    return frame


def shuffle_frames(data: Dataset, order: Sequence[int]) -> None:
    """Put the frames of an enhanced data set (uncompressed) into another order."""
    size = len(data.PixelData) // int(data.NumberOfFrames)
    pixels = [data.PixelData[n * size : (n + 1) * size] for n in order]
    groups = data.PerFrameFunctionalGroupsSequence
    data.PerFrameFunctionalGroupsSequence = DicomSequence([groups[n] for n in order])
    data.PixelData = b"".join(pixels)
    data.NumberOfFrames = len(order)


def write_dataset(
    data: Dataset, path: Path, syntax: UID = ExplicitVRLittleEndian, preamble: bytes = b"\0" * 128
) -> Path:
    """Write a valid Part 10 file; ``data`` itself stays as it is."""
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = syntax
    data.file_meta.MediaStorageSOPClassUID = data.SOPClassUID
    data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
    data.preamble = preamble
    path.parent.mkdir(parents=True, exist_ok=True)
    data.save_as(path, enforce_file_format=True)
    return path


def write_series(
    slices: Iterable[Dataset], folder: Path, syntax: UID = ExplicitVRLittleEndian
) -> list[Path]:
    """Write each data set; names in reverse, so that file order is not slice order."""
    listed = list(slices)
    return [
        write_dataset(data, folder / f"image{len(listed) - n:04d}", syntax)
        for n, data in enumerate(listed)
    ]


def _patient_and_study(modality: str, series: str) -> Dataset:
    data = Dataset()
    data.PatientName, data.PatientID = "Phantom^Asymmetric", "P1"
    data.PatientBirthDate, data.PatientSex = "19700101", "O"
    data.StudyInstanceUID, data.StudyDate, data.StudyTime = STUDY_UID, "20240229", "101500"
    data.AccessionNumber, data.StudyID, data.ReferringPhysicianName = "", "1", ""
    data.StudyDescription, data.SeriesDescription = "Phantom study", f"Phantom {series}"
    data.SeriesInstanceUID = generate_uid(entropy_srcs=["radlens", "series", series])
    data.SeriesNumber, data.Modality = 1, modality
    data.FrameOfReferenceUID, data.PositionReferenceIndicator = FRAME_UID, ""
    data.Manufacturer = "RadLens tests"
    return data


def _set_values(data: Dataset, modality: str) -> None:
    if modality == "CT":
        data.RescaleSlope, data.RescaleIntercept, data.RescaleType = 1.0, -1024.0, "HU"
    if modality == "PT":
        data.RescaleSlope, data.RescaleIntercept, data.Units = 1.0, 0.0, "BQML"
