"""Distances, angles, areas and statistics are those of the phantom, in any plane."""

import numpy as np
import pytest

from inference.imaging.geometry import Geometry, affine_from_steps
from viewer.state.measurements import (
    POINTS_NEEDED,
    Measurement,
    MeasurementKind,
    angle_degrees,
    area_mm2,
    axes_mm,
    cobb_degrees,
    has_extent,
    length_mm,
    polygon_area_mm2,
    roi_statistics,
)

TURN = np.linalg.qr(np.array([[1.0, 2, 3], [0, 1, 4], [5, 6, 0]]))[0]


def drawn(kind: MeasurementKind, points: np.ndarray, normal: np.ndarray) -> Measurement:
    corners = tuple((float(x), float(y), float(z)) for x, y, z in points)
    x, y, z = (float(c) for c in normal)
    return Measurement("1", kind, corners, (x, y, z), "1.2", "1.3")


def test_length_is_euclidean_in_lps() -> None:
    assert length_mm(np.array([[0.0, 0, 0], [3, 4, 12]])) == pytest.approx(13)


def test_longest_axis_comes_first() -> None:
    points = np.array([[0.0, 0, 0], [0, 4, 0], [-5, 2, 0], [5, 2, 0]])
    assert axes_mm(points) == pytest.approx((10, 4))


def test_angle_is_at_the_middle_point() -> None:
    assert angle_degrees(np.array([[1.0, 0, 0], [0, 0, 0], [-1, 1, 0]])) == pytest.approx(135)


def test_cobb_angle_ignores_the_direction_of_the_lines() -> None:
    lines = np.array([[0.0, 0, 0], [1, 0, 0], [0, 0, 0], [-1, -1, 0]])
    assert cobb_degrees(lines) == pytest.approx(45)


def test_area_of_a_square_is_the_same_in_every_plane() -> None:
    square = np.array([[0.0, 0, 5], [10, 0, 5], [10, 10, 5], [0, 10, 5]])
    assert polygon_area_mm2(square) == pytest.approx(100)
    assert polygon_area_mm2(square @ TURN.T) == pytest.approx(100)


def test_ellipse_area_is_exact() -> None:
    points = np.array([[-10.0, 0, 0], [10, 0, 0], [0, -5, 0], [0, 5, 0]])
    assert area_mm2(drawn("ellipse", points, np.array([0, 0, 1]))) == pytest.approx(np.pi * 50)


def phantom(turn: np.ndarray) -> tuple[np.ndarray, Geometry]:
    steps = turn @ np.diag([2.0, 1.0, 1.0])[:, [0, 1, 2]]
    array = np.zeros((5, 40, 40), np.int16)
    array[2, 10:20, 10:30] = 100
    return array, Geometry(
        (5, 40, 40), affine_from_steps((7, 8, 9), steps[:, 0], steps[:, 1], steps[:, 2])
    )


@pytest.mark.parametrize("turn", [np.eye(3), TURN])
def test_statistics_count_each_voxel_of_a_rectangle_once(turn: np.ndarray) -> None:
    array, geometry = phantom(turn)
    corners = [(2, 9.5, 9.5), (2, 19.5, 9.5), (2, 19.5, 29.5), (2, 9.5, 29.5)]
    roi = drawn("polygon", geometry.lps_from_index(corners), geometry.normal)
    statistics = roi_statistics(array, geometry, roi)
    assert statistics is not None
    assert (statistics.count, statistics.mean, statistics.sd) == (200, 100, 0)


def test_an_area_outside_the_volume_has_no_statistics() -> None:
    array, geometry = phantom(np.eye(3))
    corners = [(2, 109.5, 9.5), (2, 119.5, 9.5), (2, 119.5, 29.5)]
    roi = drawn("polygon", geometry.lps_from_index(corners), geometry.normal)
    assert roi_statistics(array, geometry, roi) is None


def test_a_voxel_counts_only_when_its_centre_is_inside() -> None:
    array, geometry = phantom(np.eye(3))
    corners = [(2, 9.6, 9.6), (2, 19.4, 9.6), (2, 19.4, 10.6), (2, 9.6, 10.6)]
    roi = drawn("polygon", geometry.lps_from_index(corners), geometry.normal)
    statistics = roi_statistics(array, geometry, roi)
    assert statistics is not None
    assert statistics.count == 10


@pytest.mark.parametrize("kind", ["length", "arrow", "angle", "cobb", "bidirectional"])
def test_lines_without_length_measure_nothing(kind: MeasurementKind) -> None:
    points = ((0.0, 0.0, 0.0),) * POINTS_NEEDED[kind]
    assert not has_extent(Measurement("m", kind, points, (0.0, 0.0, 1.0), "f", "s"))


def test_an_outline_along_one_line_measures_nothing() -> None:
    flat = ((0.0, 0.0, 0.0), (5.0, 5.0, 0.0), (2.0, 2.0, 0.0))
    assert not has_extent(Measurement("m", "freehand", flat, (0.0, 0.0, 1.0), "f", "s"))


def test_an_angle_at_a_point_that_is_no_corner_is_unknown() -> None:
    points = np.array([(5.0, 0.0, 0.0), (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)])
    assert np.isnan(angle_degrees(points))
