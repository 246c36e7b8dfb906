"""The test pattern as DICOM: every level as drawn, for any program, of no patient."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pydicom
import pytest

from inference.imaging.errors import InputError
from inference.reading.load import load_volume
from inference.reading.scan import scan_paths
from viewer.export.test_pattern import write_test_pattern
from viewer.render.qc_pattern import draw_test_pattern, pattern_levels
from viewer.render.windows import starting_window

SIZE_WH = (321, 256)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return write_test_pattern(tmp_path / "qc.dcm", SIZE_WH)


def test_the_pattern_has_no_colour_and_so_one_plane_says_all() -> None:
    pixels = draw_test_pattern(*SIZE_WH)
    assert (pixels[:, :, :3] == pattern_levels(*SIZE_WH)[:, :, None]).all()


def test_another_reader_finds_every_level_as_drawn(written: Path) -> None:
    assert written.read_bytes()[:132] == b"\0" * 128 + b"DICM"
    data = pydicom.dcmread(written)
    assert np.array_equal(data.pixel_array, pattern_levels(*SIZE_WH))
    assert (data.PatientID, data.Modality, data.PresentationLUTShape) == (
        "TG18-QC",
        "OT",
        "IDENTITY",
    )
    for name in ("PixelSpacing", "ImagePositionPatient", "FrameOfReferenceUID"):
        assert name not in data
    assert not data.PatientOrientation
    twin = pydicom.dcmread(write_test_pattern(written.with_name("b.dcm"), SIZE_WH))
    for name in ("SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID"):
        assert data[name].value != twin[name].value


def test_this_viewer_opens_it_and_its_window_changes_no_level(written: Path) -> None:
    (entry,) = scan_paths([written]).series
    volume = load_volume(entry)
    assert np.array_equal(volume.array[0], pattern_levels(*SIZE_WH))
    assert not volume.geometry.in_plane_mm and not volume.geometry.oriented
    window = starting_window(volume)
    assert (window.centre, window.width, window.function) == (128, 256, "LINEAR")


def test_what_it_must_say_it_says(written: Path) -> None:
    """dciodvfy of dicom3tools, where it is installed. A pattern is of no side, known or not."""
    checker = shutil.which("dciodvfy")
    if checker is None:
        pytest.skip("dciodvfy (dicom3tools) is not installed")
    told = subprocess.run([checker, written], capture_output=True, text=True, check=False)
    lines = (told.stdout + told.stderr).splitlines()
    assert "SCImage" in lines
    doubts = [line for line in lines if "Error" in line or "Warning" in line]
    assert [line for line in doubts if "<Laterality>" not in line or "Error" in line] == []


def test_a_name_that_is_not_dicoms_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"end its name with \.dcm"):
        write_test_pattern(tmp_path / "qc.png")
    assert not list(tmp_path.iterdir())
