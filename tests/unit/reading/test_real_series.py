"""Real series held against pydicom, highdicom and known truths, slice by slice."""

from pathlib import Path
from typing import Any

import highdicom
import nibabel
import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from pydicom.pixels.processing import apply_color_lut, apply_modality_lut

from inference.imaging.volume import Volume
from inference.reading.entry import SeriesEntry
from inference.reading.load import load_volume
from inference.reading.plan import StackPlan
from inference.reading.scan import scan_paths
from tests.data_folder import require_data
from tests.unit.reading.dicom_checks import flag_codes, only_entry, true_centre

FOLDERS = [
    ("dicom_odd", "ct_gantry_tilt_4"),
    ("dicom_odd", "mr_generic_anatomical_001"),
    ("dicom_odd", "mr_generic_anatomical_002_non_isotropic"),
    ("dicom_odd", "mr_generic_compressed_j2k_001"),
    ("dicom_odd", "mr_generic_compressed_jpeg_001"),
    ("dicom_odd", "mr_generic_compressed_jpegls_001"),
    ("dicom_odd", "mr_generic_compressed_rle_001"),
    ("ct_head",),
    ("ct_abdomen", "ct_abdomen_20slices_jpeg2000"),
    ("dicom_mr", "PGBM-002", "12-T1post-05670"),
    ("dicom_mr", "PGBM-003", "36468-FLAIRreg-58706"),
    ("dicom_mr", "PGBM-003", "11_HCropVolume"),
    ("lgg_flair", "TCGA_CS_4941_19960909", "flair"),
]
JUDGED_OTHERWISE: dict[tuple[str, ...], set[str]] = {
    ("dicom_odd", "ct_gantry_tilt_4"): {"gantry-tilt"}
}


def _only(*parts: str) -> SeriesEntry:
    return only_entry(scan_paths([require_data(*parts)]))


def _slices(entry: SeriesEntry) -> list[tuple[Path, int]]:
    assert isinstance(entry.plan, StackPlan)
    return [(one.file.path, one.frame) for one in entry.plan.slices]


@pytest.mark.parametrize("parts", FOLDERS, ids="/".join)
def test_series_agrees_with_pydicom_in_place_and_value(parts: tuple[str, ...]) -> None:
    entry = _only(*parts)
    volume = load_volume(entry)
    centres = volume.geometry.slice_centres_lps()
    for k, (path, _) in enumerate(_slices(entry)):
        data = pydicom.dcmread(path)
        expected: Any = apply_modality_lut(data.pixel_array, data)
        np.testing.assert_allclose(volume.array[k], expected, rtol=1e-5)
        assert np.abs(centres[k] - true_centre(data)).max() <= 0.01
    assert flag_codes(volume) == JUDGED_OTHERWISE.get(parts, set())


@pytest.mark.parametrize("parts", FOLDERS, ids="/".join)
def test_series_agrees_with_highdicom(parts: tuple[str, ...]) -> None:
    entry = _only(*parts)
    files = [_completed(pydicom.dcmread(path)) for path, _ in _slices(entry)]
    if parts in JUDGED_OTHERWISE:  # highdicom wants square corners; we shear exactly and flag
        with pytest.raises(ValueError, match="regular"):
            highdicom.get_volume_from_series(files)
        return
    other = highdicom.get_volume_from_series(files)
    volume = load_volume(entry)
    for n in (0, other.array.size // 3, other.array.size - 1):
        place = other.map_indices_to_reference(np.array([np.unravel_index(n, other.shape)]))
        index = volume.geometry.index_from_lps(place)[0]
        np.testing.assert_allclose(index, np.rint(index), atol=0.01)
        k, j, i = np.rint(index).astype(int)
        assert volume.array[k, j, i] == pytest.approx(float(other.array.reshape(-1)[n]), rel=1e-5)


def _completed(data: pydicom.Dataset) -> pydicom.Dataset:
    """With what highdicom wants and some of these files lack."""
    data.SOPClassUID = data.get("SOPClassUID") or pydicom.uid.CTImageStorage
    data.FrameOfReferenceUID = data.get("FrameOfReferenceUID") or "1.2.3"
    return data


@pytest.mark.parametrize(
    ("folder", "truth"),
    [
        ("mr_enhanced_siemens", "mr_enhanced_siemens__ground_truth.nii.gz"),
        ("mr_generic_anatomical_001", "mr_generic_anatomical_001__ground_truth.nii.gz"),
        (
            "mr_generic_anatomical_002_non_isotropic",
            "mr_generic_anatomical_002_non_isotropic__ground_truth.nii.gz",
        ),
    ],
)
def test_series_agrees_with_its_ground_truth(folder: str, truth: str) -> None:
    volume = load_volume(_only("dicom_odd", folder))
    image: Any = nibabel.load(require_data("dicom_odd", truth))
    expected = np.asarray(image.dataobj)
    to_lps = np.diag([-1.0, -1.0, 1.0, 1.0]) @ image.affine
    index = np.argwhere(np.ones(expected.shape, dtype=bool))
    found = volume.geometry.index_from_lps(index @ to_lps[:3, :3].T + to_lps[:3, 3])
    assert np.abs(found - np.rint(found)).max() < 0.02
    k, j, i = np.rint(found).astype(int).T
    assert _close(volume.array[k, j, i], expected[tuple(index.T)])


def _close(ours: NDArray[Any], theirs: NDArray[Any]) -> bool:
    """Equal but for the rounding of the truth's stored numbers."""
    span = float(np.ptp(theirs.astype(float))) or 1.0
    return bool(np.abs(ours.astype(float) - theirs.astype(float)).max() <= max(1e-3 * span, 1e-3))


def test_file_name_order_is_not_slice_order() -> None:
    entry = _only("ct_head")
    numbers = [int(path.stem.removeprefix("CTHead")) for path, _ in _slices(entry)]
    heights = [float(pydicom.dcmread(path).ImagePositionPatient[2]) for path, _ in _slices(entry)]
    assert heights == sorted(heights)
    assert numbers == sorted(numbers)
    assert [path.name for path, _ in _slices(entry)] != sorted(p.name for p, _ in _slices(entry))
    assert entry.unit == ""  # the file says that its values are unspecified, not HU
    assert entry.windows == ()


def test_ct_abdomen_is_in_hounsfield_units() -> None:
    volume = load_volume(_only("ct_abdomen", "ct_abdomen_20slices_jpeg2000"))
    reference: Any = nibabel.load(
        require_data("ct_abdomen", "ct_abdomen_20slices__reference_seg117.nii.gz")
    )
    labels = np.asarray(reference.dataobj)
    to_lps = np.diag([-1.0, -1.0, 1.0, 1.0]) @ reference.affine
    for label, expected in ((1, 80), (5, 89)):
        index = np.argwhere(labels == label)
        found = np.rint(volume.geometry.index_from_lps(index @ to_lps[:3, :3].T + to_lps[:3, 3]))
        inside = volume.geometry.contains_index(found)
        k, j, i = found[inside].astype(int).T
        assert abs(volume.array[k, j, i].mean() - expected) < 6
    assert volume.unit == "HU"


def test_rgb_and_palette_pictures_agree_with_pydicom() -> None:
    folder = require_data("dicom_objects", "pydicom")
    for name in ("color-pl.dcm", "OBXXXX1A_rle_2frame.dcm"):
        volume = load_volume(only_entry(scan_paths([folder / name])))
        data = pydicom.dcmread(folder / name)
        expected = data.pixel_array
        if data.PhotometricInterpretation == "PALETTE COLOR":
            expected = (apply_color_lut(expected, data) >> 8).astype(np.uint8)
        assert (volume.array == expected.reshape(volume.array.shape)).all()


def test_every_transfer_syntax_of_one_picture_gives_the_same_values() -> None:
    folder = require_data("dicom_objects", "pydicom")
    volumes: list[Volume] = [
        load_volume(only_entry(scan_paths([path])))
        for path in sorted(folder.glob("emri_small*.dcm"))
        if "too_short" not in path.name
    ]
    assert len(volumes) == 5
    for volume in volumes[1:]:
        np.testing.assert_array_equal(volume.array, volumes[0].array)


def test_segmentations_are_never_read_as_pictures() -> None:
    folder = require_data("dicom_objects")
    for path in sorted(folder.rglob("*.dcm")):
        if pydicom.dcmread(path, stop_before_pixels=True).get("Modality") == "SEG":
            scan = scan_paths([path])
            assert (scan.series, [one.kind for one in scan.objects]) == ((), ["SEG"])


def test_patients_of_one_folder_are_never_merged() -> None:
    scan = scan_paths([require_data("dicom_mr")])
    assert len(scan.series) == 8
    assert {entry.info.patient_id for entry in scan.series} == {"PGBM-002", "PGBM-003"}
    for entry in scan.series:
        assert {entry.info.patient_id in str(path) for path in entry.files} == {True}


def test_malformed_files_are_refused_or_flagged_one_by_one() -> None:
    folder = require_data("fuzz")
    for path in sorted(folder.rglob("*.dcm")):
        scan = scan_paths([path])
        assert len(scan.series) + len(scan.refused) == 1, path.name
        for entry in scan.series:
            assert {"position-unknown", "spacing-unknown"} <= flag_codes(entry)
        for refusal in scan.refused:
            assert path.name in refusal.message
            assert refusal.message.endswith(".")
