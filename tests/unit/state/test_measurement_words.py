"""A number stands beside a unit only where that unit is known in the plane it was drawn in."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inference.imaging.geometry import Geometry
from inference.reading.load import load_volume
from inference.reading.scan import scan_paths
from tests.factories import asymmetric_phantom, series_slices, write_series
from tests.unit.state.states import AUTOMATIC, entry, volume
from tests.unit.state.test_measurements import drawn
from viewer.state.measurement_words import NO_MM, measurement_words, value_at
from viewer.state.measurements import MeasurementKind
from viewer.state.view_state import OpenSeries

IN_PLANE = np.array([[1.0, 2, 3], [1, 10, 3], [4, 2, 3], [4, 10, 3]])
ACROSS = np.array([[1.0, 2, 0], [1, 2, 9], [4, 2, 0], [4, 2, 9]])
ALONG_Z, ALONG_Y = np.array([0, 0, 1.0]), np.array([0, 1.0, 0])
KINDS: tuple[MeasurementKind, ...] = ("length", "bidirectional", "angle", "cobb", "curve")


def series_with(in_plane_mm: bool = True, through_plane_mm: bool = True) -> OpenSeries:
    made = volume()
    grid = replace(made.geometry, in_plane_mm=in_plane_mm, through_plane_mm=through_plane_mm)
    made = replace(made, geometry=grid)
    return OpenSeries(entry(made), made, made.geometry.shape_kji[0], AUTOMATIC)


def words(series: OpenSeries, kind: MeasurementKind, *, across: bool = False) -> tuple[str, ...]:
    points, normal = (ACROSS, ALONG_Y) if across else (IN_PLANE, ALONG_Z)
    return measurement_words(drawn(kind, points, normal), series)


def test_in_the_plane_of_slices_at_unknown_distances_mm_are_mm() -> None:
    series = series_with(through_plane_mm=False)
    assert words(series, "length") == ("8.0 mm",)
    assert words(series, "polygon")[0].endswith(" mm²")


@pytest.mark.parametrize("kind", KINDS)
def test_across_slices_at_unknown_distances_there_is_no_number(kind: MeasurementKind) -> None:
    assert words(series_with(through_plane_mm=False), kind, across=True) == (NO_MM,)


def test_values_of_an_area_across_such_slices_stay() -> None:
    first, *values = words(series_with(through_plane_mm=False), "polygon", across=True)
    assert first == NO_MM and values[0].startswith("mean ")


@pytest.mark.parametrize("across", [False, True])
def test_without_pixel_spacing_there_are_pixels_in_every_plane(across: bool) -> None:
    series = series_with(in_plane_mm=False)
    assert words(series, "length", across=across)[0].endswith(" px")


def test_a_calibrated_radiograph_is_measured_in_mm(tmp_path: Path) -> None:
    """It states its pixels' size in the patient, and no place there."""
    plane = asymmetric_phantom()[:1]
    slices = series_slices(plane, modality="MR", PixelSpacing=[0.5, 0.25])
    for data in slices:
        data.Modality, data.PixelSpacingCalibrationType = "DX", "FIDUCIAL"
        for name in ("ImagePositionPatient", "ImageOrientationPatient", "SliceThickness"):
            del data[name]
    write_series(slices, tmp_path)
    (found,) = scan_paths([tmp_path]).series
    series = OpenSeries(found, load_volume(found), 1, AUTOMATIC)
    geometry = series.volume.geometry
    assert geometry.in_plane_mm and not geometry.calibrated
    ends = geometry.lps_from_index(np.array([[0, 2, 4], [0, 8, 4], [0, 2, 4], [0, 2, 12]]))
    item = drawn("bidirectional", ends, geometry.normal)
    assert measurement_words(item, series) == ("3.0 mm × 2.0 mm",)


def test_the_value_at_the_outermost_face_is_that_of_its_voxel() -> None:
    series = series_with()
    geometry: Geometry = series.volume.geometry
    last = np.array(geometry.shape_kji) - 0.5
    x, y, z = (float(v) for v in geometry.lps_from_index(last))
    assert geometry.contains_index(geometry.index_from_lps((x, y, z)))
    assert value_at(series, (x, y, z)) == float(series.volume.array[-1, -1, -1])
