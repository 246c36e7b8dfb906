"""Radiographs, ultrasound, captures: 2D pictures, mm only where the patient's are known."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import (
    ComputedRadiographyImageStorage,
    DigitalXRayImageStorageForPresentation,
    SecondaryCaptureImageStorage,
    UltrasoundImageStorage,
    UltrasoundMultiFrameImageStorage,
    generate_uid,
)

from inference.reading.entry import SeriesEntry
from inference.reading.load import load_volume
from inference.reading.scan import scan_paths
from tests.factories import asymmetric_phantom, series_slices, set_pixels, write_dataset
from tests.unit.reading.dicom_checks import flag_codes, only_entry, scan_of

PLANE = asymmetric_phantom((1, 30, 40))[0].astype(np.uint16)


def _flat(modality: str, sop_class: str, **attributes: object) -> Dataset:
    """A picture without any place in the patient."""
    data = series_slices(PLANE[None], modality="MR")[0]
    for name in ("ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing"):
        delattr(data, name)
    del data.SliceThickness, data.FrameOfReferenceUID
    data.Modality, data.SOPClassUID = modality, sop_class
    for name, value in attributes.items():
        setattr(data, name, value)
    return data


def _entry(data: Dataset, folder: Path) -> SeriesEntry:
    write_dataset(data, folder / "a")
    return only_entry(scan_paths([folder]))


@pytest.mark.parametrize(
    ("attributes", "known"),
    [
        ({}, False),
        ({"ImagerPixelSpacing": [0.2, 0.1]}, False),
        ({"ImagerPixelSpacing": [0.2, 0.1], "PixelSpacing": [0.2, 0.1]}, False),
        ({"PixelSpacing": [0.2, 0.1]}, False),
        ({"ImagerPixelSpacing": [0.2, 0.1], "PixelSpacing": [0.18, 0.09]}, True),
        ({"PixelSpacing": [0.2, 0.1], "PixelSpacingCalibrationType": "FIDUCIAL"}, True),
        ({"PixelSpacing": [0.2, 0.1], "PixelSpacingCalibrationType": "GEOMETRY"}, True),
    ],
    ids=["none", "detector", "equal to the detector", "alone", "corrected", "fiducial", "geometry"],
)
@pytest.mark.parametrize(
    ("modality", "sop_class"),
    [("CR", ComputedRadiographyImageStorage), ("DX", DigitalXRayImageStorageForPresentation)],
)
def test_radiographs_have_mm_only_when_calibrated(
    modality: str,
    sop_class: str,
    attributes: Mapping[str, object],
    known: bool,
    tmp_path: Path,
) -> None:
    entry = _entry(_flat(modality, sop_class, **attributes), tmp_path)
    assert entry.geometry.in_plane_mm == known
    assert not entry.geometry.through_plane_mm
    assert not entry.geometry.oriented
    assert flag_codes(entry) == (set() if known else {"spacing-unknown"})
    down, across = entry.geometry.spacing_mm_kji[1:]
    assert down / across == pytest.approx(2.0 if attributes else 1.0)


def test_pixel_aspect_ratio_keeps_the_shape(tmp_path: Path) -> None:
    data = _flat("OT", SecondaryCaptureImageStorage, PixelAspectRatio=["4", "3"])
    geometry = _entry(data, tmp_path).geometry
    assert geometry.spacing_mm_kji[1] / geometry.spacing_mm_kji[2] == pytest.approx(4 / 3)
    assert not geometry.in_plane_mm


def test_radiographs_of_one_series_stay_apart(tmp_path: Path) -> None:
    pictures = []
    for n in range(3):
        data = _flat("DX", DigitalXRayImageStorageForPresentation, InstanceNumber=n + 1)
        data.SOPInstanceUID = generate_uid(entropy_srcs=["dx", str(n)])
        set_pixels(data, PLANE + n)
        pictures.append(data)
    scan = scan_of(pictures, tmp_path)
    assert [entry.geometry.shape_kji for entry in scan.series] == [(1, 30, 40)] * 3
    assert [int(load_volume(e).array[0, 0, 0]) for e in scan.series] == [300, 301, 302]


def _region(delta_cm: tuple[float, float], units: int = 3) -> Dataset:
    region = Dataset()
    region.RegionSpatialFormat, region.RegionDataType, region.RegionFlags = 1, 1, 0
    region.RegionLocationMinX0, region.RegionLocationMinY0 = 2, 2
    region.RegionLocationMaxX1, region.RegionLocationMaxY1 = 30, 25
    region.PhysicalUnitsXDirection = region.PhysicalUnitsYDirection = units
    region.PhysicalDeltaX, region.PhysicalDeltaY = delta_cm
    return region


def test_ultrasound_region_gives_mm_with_a_note(tmp_path: Path) -> None:
    regions = Sequence([_region((0.03, 0.02))])
    data = _flat("US", UltrasoundImageStorage, SequenceOfUltrasoundRegions=regions)
    entry = _entry(data, tmp_path)
    assert entry.geometry.spacing_mm_kji[1:] == pytest.approx((0.2, 0.3))
    assert entry.geometry.in_plane_mm
    assert [(f.code, f.blocks_models) for f in entry.flags] == [("region-calibration", False)]


@pytest.mark.parametrize(
    "regions",
    [[_region((0.03, 0.03)), _region((0.05, 0.05))], [_region((0.03, 0.03), units=4)]],
    ids=["two scales", "seconds"],
)
def test_ultrasound_without_one_spatial_scale_is_in_px(
    regions: list[Dataset], tmp_path: Path
) -> None:
    data = _flat("US", UltrasoundImageStorage, SequenceOfUltrasoundRegions=Sequence(regions))
    entry = _entry(data, tmp_path)
    assert not entry.geometry.in_plane_mm
    assert flag_codes(entry) == {"spacing-unknown"}


def test_film_frames_have_no_mm_across(tmp_path: Path) -> None:
    data = _flat("US", UltrasoundMultiFrameImageStorage)
    set_pixels(data, asymmetric_phantom((4, 30, 40)).astype(np.uint8))
    data.NumberOfFrames = 4
    entry = _entry(data, tmp_path)
    assert entry.geometry.shape_kji == (4, 30, 40)
    assert "frames-in-time" in flag_codes(entry)
    assert not entry.geometry.through_plane_mm
    assert (load_volume(entry).array == asymmetric_phantom((4, 30, 40)).astype(np.uint8)).all()
