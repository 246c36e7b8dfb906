"""The synthetic slices as a valid DICOM MR series, and their truth as NIfTI."""

from pathlib import Path

import nibabel
import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import (
    UID,
    ExplicitVRLittleEndian,
    JPEGLSLossless,
    MRImageStorage,
    generate_uid,
)

from demo_study.lesion import SIDE
from demo_study.picture import SyntheticStudy
from demo_study.scanner import RAS_TO_LPS

NAME = "RadLens synthetic FLAIR demo, version 1"
PATIENT_NAME, PATIENT_ID = "SYNTHETIC^DEMO", "SYNTHETIC-001"
STUDY_DESCRIPTION = "SYNTHETIC brain MR - not a patient"
SERIES_DESCRIPTION = f"SYNTHETIC AX FLAIR, lesion {SIDE} frontal"
DATE, TIME = "20260101", "120000"


def write_series(study: SyntheticStudy, folder: Path) -> None:
    """One JPEG-LS lossless file a slice, ``001.dcm`` at the feet's end (PS3.3 A.4, C.8.3)."""
    folder.mkdir(parents=True, exist_ok=True)
    for k, pixels in enumerate(study.stored):
        slice_set = _slice(study, k, pixels)
        slice_set.compress(JPEGLSLossless, generate_instance_uid=False)
        slice_set.save_as(folder / f"{k + 1:03d}.dcm", enforce_file_format=True)


def write_truth(study: SyntheticStudy, path: Path) -> None:
    """The lesion as 0/1 on the series' own grid, axes (i, j, k), RAS affine as NIfTI wants."""
    affine = study.acquisition.index_to_lps[:, [2, 1, 0, 3]]
    affine[:3] *= RAS_TO_LPS[:, None]
    image = nibabel.Nifti1Image(study.truth.transpose(2, 1, 0), affine)
    image.header["descrip"] = b"SYNTHETIC lesion, known truth"
    image.header.set_xyzt_units("mm")
    nibabel.save(image, path)


def uid(*parts: str) -> str:
    """A UID that depends on the study's name and ``parts`` alone."""
    return str(generate_uid(entropy_srcs=[NAME, *parts]))


def _slice(study: SyntheticStudy, k: int, pixels: NDArray[np.uint16]) -> FileDataset:
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = MRImageStorage
    meta.MediaStorageSOPInstanceUID = UID(uid("instance", str(k)))
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    for part in (_patient(), _study(), _series(), _equipment(), _acquisition(study)):
        dataset.update(part)
    dataset.update(_plane(study, k))
    dataset.update(_pixels(k, pixels))
    return dataset


def _patient() -> Dataset:
    part = Dataset()
    part.PatientName, part.PatientID = PATIENT_NAME, PATIENT_ID
    part.PatientBirthDate, part.PatientSex = "", "O"
    part.PatientComments = "SYNTHETIC data, made by a program; no patient exists."
    return part


def _study() -> Dataset:
    part = Dataset()
    part.StudyInstanceUID, part.StudyID = uid("study"), "1"
    part.StudyDate, part.StudyTime = DATE, TIME
    part.AccessionNumber, part.ReferringPhysicianName = "", ""
    part.StudyDescription = STUDY_DESCRIPTION
    return part


def _series() -> Dataset:
    part = Dataset()
    part.Modality, part.SeriesInstanceUID, part.SeriesNumber = "MR", uid("series"), 1
    part.SeriesDate, part.SeriesTime = DATE, TIME
    part.SeriesDescription, part.BodyPartExamined = SERIES_DESCRIPTION, "BRAIN"
    part.PatientPosition, part.ProtocolName = "HFS", "SYNTHETIC"
    part.FrameOfReferenceUID, part.PositionReferenceIndicator = uid("frame"), ""
    return part


def _equipment() -> Dataset:
    part = Dataset()
    part.Manufacturer, part.ManufacturerModelName = "RadLens", "SYNTHETIC"
    part.InstitutionName = "SYNTHETIC"
    return part


def _acquisition(study: SyntheticStudy) -> Dataset:
    part = Dataset()
    part.ScanningSequence, part.SequenceVariant, part.ScanOptions = ["SE", "IR"], "SK", ""
    part.MRAcquisitionType, part.EchoTrainLength = "2D", 16
    part.RepetitionTime, part.EchoTime, part.InversionTime = 9000.0, 120.0, 2500.0
    part.SliceThickness = study.acquisition.thickness_mm
    part.SpacingBetweenSlices = study.acquisition.gap_mm
    part.PixelSpacing = [study.acquisition.spacing_mm] * 2
    part.ImagesInAcquisition = study.acquisition.shape_kji[0]
    part.AcquisitionNumber = 1
    return part


def _plane(study: SyntheticStudy, k: int) -> Dataset:
    """Position and orientation (PS3.3 C.7.6.2), rounded to what a decimal string holds."""
    affine = study.acquisition.index_to_lps
    _, j, i = affine[:3, :3].T
    spacing = study.acquisition.spacing_mm
    position = affine[:3, 3] + k * affine[:3, 0]
    part = Dataset()
    part.ImagePositionPatient = [round(float(x), 9) for x in position]
    part.ImageOrientationPatient = [round(float(x), 12) for x in (*i / spacing, *j / spacing)]
    part.SliceLocation = round(float(position @ affine[:3, 0]) / study.acquisition.gap_mm, 3)
    return part


def _pixels(k: int, pixels: NDArray[np.uint16]) -> Dataset:
    part = Dataset()
    part.SOPClassUID, part.SOPInstanceUID = MRImageStorage, uid("instance", str(k))
    part.ImageType, part.InstanceNumber = ["DERIVED", "PRIMARY", "OTHER"], k + 1
    part.DerivationDescription = "SYNTHETIC, from the MNI ICBM152 2009a template"
    part.ContentDate, part.ContentTime = DATE, TIME
    part.BurnedInAnnotation, part.LossyImageCompression = "NO", "00"
    part.SamplesPerPixel, part.PhotometricInterpretation = 1, "MONOCHROME2"
    part.Rows, part.Columns = pixels.shape
    part.BitsAllocated, part.BitsStored, part.HighBit, part.PixelRepresentation = 16, 12, 11, 0
    part.WindowCenter, part.WindowWidth = 350, 700
    part.PixelData = pixels.astype("<u2").tobytes()
    return part
