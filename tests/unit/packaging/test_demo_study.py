"""The embedded demo study: a valid header, an exact geometry, a lesion where its name says."""

from pathlib import Path

import nibabel
import numpy as np
import pydicom
import pytest
from demo_study.scanner import Acquisition
from demo_study.series import uid
from numpy.typing import NDArray
from pydicom.uid import JPEGLSLossless, MRImageStorage

DEMO = Path(__file__).resolve().parents[3] / "resources" / "demo"
LARGEST_BYTES = 3_000_000

# PS3.3 A.4 and the modules it asks for: type 1 must have a value, type 2 must be there.
TYPE_1 = [
    "SOPClassUID",
    "SOPInstanceUID",
    "StudyInstanceUID",
    "SeriesInstanceUID",
    "Modality",
    "FrameOfReferenceUID",
    "ImageType",
    "PixelSpacing",
    "ImagePositionPatient",
    "ImageOrientationPatient",
    "SamplesPerPixel",
    "PhotometricInterpretation",
    "Rows",
    "Columns",
    "BitsAllocated",
    "BitsStored",
    "HighBit",
    "PixelRepresentation",
    "ScanningSequence",
    "SequenceVariant",
    "PixelData",
]
TYPE_2 = [
    "PatientName",
    "PatientID",
    "PatientBirthDate",
    "PatientSex",
    "StudyDate",
    "StudyTime",
    "AccessionNumber",
    "ReferringPhysicianName",
    "StudyID",
    "SeriesNumber",
    "InstanceNumber",
    "Manufacturer",
    "SliceThickness",
    "PositionReferenceIndicator",
    "ScanOptions",
    "MRAcquisitionType",
    "RepetitionTime",
    "EchoTime",
    "InversionTime",
    "EchoTrainLength",
    "PatientPosition",
]


@pytest.fixture(scope="module")
def slices() -> list[pydicom.FileDataset]:
    return [pydicom.dcmread(path) for path in sorted((DEMO / "flair").glob("*.dcm"))]


@pytest.fixture(scope="module")
def stored(slices: list[pydicom.FileDataset]) -> NDArray[np.uint16]:
    return np.stack([one.pixel_array for one in slices])


@pytest.fixture(scope="module")
def truth() -> NDArray[np.bool_]:
    image = nibabel.Nifti1Image.from_filename(DEMO / "lesion.nii.gz")
    return np.asarray(image.dataobj).transpose(2, 1, 0) > 0


def test_every_slice_holds_what_an_mr_image_must(slices: list[pydicom.FileDataset]) -> None:
    for one in slices:
        assert one.SOPClassUID == MRImageStorage
        assert one.file_meta.TransferSyntaxUID == JPEGLSLossless
        assert one.file_meta.MediaStorageSOPInstanceUID == one.SOPInstanceUID
        assert [name for name in TYPE_1 if one.get(name) in (None, "")] == []
        assert [name for name in TYPE_2 if name not in one] == []


def test_everything_a_person_reads_says_synthetic(slices: list[pydicom.FileDataset]) -> None:
    for one in slices:
        for name in ("PatientName", "PatientID", "StudyDescription", "SeriesDescription"):
            assert "SYNTHETIC" in str(one[name].value)
    assert "SYNTHETIC" in (DEMO / "README.md").read_text()


def test_the_uids_follow_from_the_studys_name(slices: list[pydicom.FileDataset]) -> None:
    assert [one.SOPInstanceUID for one in slices] == [uid("instance", str(k)) for k in range(30)]
    assert {one.SeriesInstanceUID for one in slices} == {uid("series")}
    assert {one.StudyInstanceUID for one in slices} == {uid("study")}


def test_each_slice_lies_where_the_acquisition_put_it(slices: list[pydicom.FileDataset]) -> None:
    affine = Acquisition().index_to_lps
    for k, one in enumerate(slices):
        expected = affine[:3, 3] + k * affine[:3, 0]
        assert np.allclose(np.array(one.ImagePositionPatient, float), expected, atol=1e-4)
        row, column = np.array(one.ImageOrientationPatient, float).reshape(2, 3)
        assert np.allclose(np.cross(row, column) * Acquisition().gap_mm, affine[:3, 0], atol=1e-5)
        assert np.allclose(column * one.PixelSpacing[0], affine[:3, 1], atol=1e-6)


def test_the_slices_are_oblique_so_that_a_flip_cannot_hide() -> None:
    normal = Acquisition().steps_lps[0] / Acquisition().gap_mm
    assert 5 < np.degrees(np.arccos(normal[2])) < 20


def test_the_truth_lies_on_the_grid_of_the_series(truth: NDArray[np.bool_]) -> None:
    image = nibabel.Nifti1Image.from_filename(DEMO / "lesion.nii.gz")
    lps = np.diag([-1.0, -1.0, 1.0, 1.0]) @ image.affine
    assert np.allclose(lps[:, [2, 1, 0, 3]], Acquisition().index_to_lps, atol=1e-3)
    assert truth.shape == Acquisition().shape_kji


def test_the_lesion_is_bright_and_in_the_patients_left_half(
    stored: NDArray[np.uint16], truth: NDArray[np.bool_]
) -> None:
    affine = Acquisition().index_to_lps
    lps = np.argwhere(truth) @ affine[:3, :3].T + affine[:3, 3]
    assert lps[:, 0].min() > 0  # +x is the patient's left
    mirrored = np.roll(truth[:, :, ::-1], 4, axis=2)
    assert stored[truth].mean() > 1.4 * stored[mirrored & ~truth].mean()


def test_the_study_is_small_and_its_licence_lies_beside_it() -> None:
    assert sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file()) < LARGEST_BYTES
    notice = (DEMO / "NOTICE.txt").read_text()
    assert "Louis Collins" in notice and "nilearn developers" in notice
