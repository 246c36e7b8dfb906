"""Rarer doubts: dose grids, mosaics, turned slices, pipes, closed folders; none is silent."""

import os
from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import RTDoseStorage, VLWholeSlideMicroscopyImageStorage

from inference.imaging.errors import InputError
from inference.reading.describe import describe_scan
from inference.reading.load import load_volume
from inference.reading.scan import scan_paths
from tests.factories import (
    asymmetric_phantom,
    enhanced_dataset,
    grid_affine,
    series_slices,
    set_pixels,
    shuffle_frames,
    write_dataset,
    write_series,
)
from tests.unit.reading.dicom_checks import flag_codes, only_entry, scan_of, volume_of


def test_dose_grid_is_placed_by_its_offsets_and_scaled(tmp_path: Path) -> None:
    stored = asymmetric_phantom().astype(np.uint32)
    data = series_slices(stored, modality="MR")[0]
    set_pixels(data, stored)
    data.SOPClassUID, data.Modality, data.NumberOfFrames = RTDoseStorage, "RTDOSE", 6
    data.DoseUnits, data.DoseGridScaling = "GY", "0.002"
    data.GridFrameOffsetVector = [3.0 * k for k in range(6)]
    write_dataset(data, tmp_path / "dose")
    volume = load_volume(only_entry(scan_paths([tmp_path])))
    np.testing.assert_allclose(volume.geometry.index_to_lps, grid_affine(), atol=1e-9)
    np.testing.assert_allclose(volume.array.astype(float), stored * 0.002, rtol=1e-6)
    assert volume.unit == "GY"
    assert volume.flags == ()


def test_frames_that_share_one_stated_position_are_not_placed(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom(), modality="MR")[0]
    set_pixels(data, asymmetric_phantom())
    data.NumberOfFrames = 6
    write_dataset(data, tmp_path / "a")
    entry = only_entry(scan_paths([tmp_path]))
    assert flag_codes(entry) == {"position-unknown"}
    assert not entry.geometry.through_plane_mm


@pytest.mark.parametrize("tag", [b"\x28\0\x53\x10DS", b"\x28\0\x52\x10DS"])
def test_unreadable_rescale_is_flagged(tag: bytes, tmp_path: Path) -> None:
    for path in write_series(series_slices(asymmetric_phantom()), tmp_path):
        raw = path.read_bytes()
        at = raw.index(tag) + 8
        path.write_bytes(raw[:at] + b"x" + raw[at + 1 :])
    assert "rescale-unreadable" in flag_codes(only_entry(scan_paths([tmp_path])))


def test_mosaic_is_flagged(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((1, 32, 32)), modality="MR")
    data[0].ImageType = ["ORIGINAL", "PRIMARY", "M", "ND", "MOSAIC"]
    assert flag_codes(volume_of(data, tmp_path)) == {"mosaic"}


def test_slices_turned_a_little_are_flagged(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((6, 100, 100)), grid_affine((3.0, 1.0, 1.0)))
    turn = np.radians(0.03)
    data[2].ImageOrientationPatient = [
        np.cos(turn),
        np.sin(turn),
        0,
        -np.sin(turn),
        np.cos(turn),
        0,
    ]
    assert flag_codes(volume_of(data, tmp_path)) == {"orientation-varies"}


def test_rounded_cosines_are_accepted_quietly(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom((6, 100, 100)))
    data[2].ImageOrientationPatient = [1.0, 1e-7, 0, -1e-7, 1.0, 0]
    assert volume_of(data, tmp_path).flags == ()


def test_first_frames_missing_by_in_stack_position_are_flagged(tmp_path: Path) -> None:
    data = enhanced_dataset(asymmetric_phantom())
    shuffle_frames(data, [1, 2, 3, 4, 5])
    write_dataset(data, tmp_path / "a")
    assert flag_codes(only_entry(scan_paths([tmp_path]))) == {"slice-count"}


def test_pet_pass_with_a_slice_missing_is_flagged(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom(), modality="PT", NumberOfSlices=6)[:-1]
    assert flag_codes(volume_of(data, tmp_path)) == {"slice-count"}


def test_whole_slide_image_is_refused(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())[0]
    data.SOPClassUID = VLWholeSlideMicroscopyImageStorage
    write_dataset(data, tmp_path / "a")
    assert "whole-slide" in scan_paths([tmp_path]).refused[0].message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_pipe_in_a_folder_does_not_stop_the_scan(tmp_path: Path) -> None:
    write_series(series_slices(asymmetric_phantom()), tmp_path)
    os.mkfifo(tmp_path / "pipe")
    scan = scan_paths([tmp_path])
    assert len(scan.series) == 1
    assert scan.ignored == 1


def test_folder_that_cannot_be_listed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    listed = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert "closed cannot be read" in scan_paths([tmp_path]).refused[0].message


def test_folder_and_a_file_in_it_name_the_file_once(tmp_path: Path) -> None:
    paths = write_series(series_slices(asymmetric_phantom()), tmp_path)
    entry = only_entry(scan_paths([tmp_path, paths[2], tmp_path / "." / paths[3].name]))
    assert entry.flags == ()
    assert entry.geometry.shape_kji[0] == 6


def test_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        scan_paths([tmp_path / "nowhere"])


def test_description_says_null_where_millimetres_are_unknown(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())
    for one in data:
        del one.PixelSpacing
    facts = describe_scan(scan_of(data, tmp_path))
    study = facts["studies"][0]
    series = study["series"][0]
    assert (study["patient_name"], study["study_date"]) == ("Phantom^Asymmetric", "20240229")
    assert series["shape_kji"] == [6, 20, 24]
    assert series["spacing_mm_kji"] == [3.0, None, None]
    assert [flag["code"] for flag in series["flags"]] == ["spacing-unknown"]
    assert series["unit"] == "HU"
    assert np.array(series["index_to_lps"]).shape == (4, 4)


def test_description_lists_stacks_and_refusals(tmp_path: Path) -> None:
    data = series_slices(asymmetric_phantom())
    for k, one in enumerate(data):
        one.EchoNumbers = 1 + k % 2
    (tmp_path / "bad.dcm").write_bytes(b"bad")
    facts = describe_scan(scan_of(data, tmp_path))
    rows = facts["studies"][0]["series"]
    assert [row["stack"] for row in rows] == ["echo 1", "echo 2"]
    assert rows[0]["series_uid"] == rows[1]["series_uid"]
    assert rows[1]["id"] == rows[0]["id"] + "#2"
    assert [one["message"] for one in facts["refused"]] == ["bad.dcm is not a DICOM file."]


@pytest.mark.parametrize("keyword", ["IssuerOfPatientID", "PatientBirthDate", "PatientName"])
def test_description_never_merges_two_patients_under_one_study_uid(
    tmp_path: Path, keyword: str
) -> None:
    for number, value in enumerate(("19700101", "19700102")):
        data = series_slices(asymmetric_phantom(), series=str(number))
        for one in data:
            setattr(one, keyword, value)
        write_series(data, tmp_path / str(number))
    facts = describe_scan(scan_paths([tmp_path]))
    assert [len(study["series"]) for study in facts["studies"]] == [1, 1]


@pytest.mark.parametrize("missing", ["ImagePositionPatient", "PixelSpacing"])
def test_what_has_no_true_place_shares_no_space_with_what_has_one(
    tmp_path: Path, missing: str
) -> None:
    """Two views of a breast, say, that state one frame of reference and nothing of their places."""
    for name in ("placed", "CC", "MLO"):
        data = series_slices(asymmetric_phantom(), series=name, SeriesDescription=name)
        for one in data if name != "placed" else ():
            delattr(one, missing)
        write_series(data, tmp_path / name)
    found = {one.info.series_description: one.geometry for one in scan_paths([tmp_path]).series}
    assert found["placed"].frame_of_reference_uid
    assert found["CC"].frame_of_reference_uid == found["MLO"].frame_of_reference_uid == ""
