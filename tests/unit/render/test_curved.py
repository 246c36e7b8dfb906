"""A curved reformat straightens the drawn line and keeps lengths along it."""

import numpy as np
import pytest

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.volume import Volume
from tests.unit.render.views import turned_affine
from viewer.render.curved import curved_picture
from viewer.state.curves import (
    CurvedCut,
    cut_along,
    evenly_along,
    fixed_direction,
    stretched_along,
)

SHAPE = (24, 60, 60)
UP = np.array([0.0, 0.0, 1.0])


def tube() -> Volume:
    """A bright half ring of radius 18 mm around the middle, in the axial plane."""
    geometry = Geometry(
        SHAPE, affine_from_steps((-29.5, -29.5, -23), (0, 0, 2), (0, 1, 0), (1, 0, 0))
    )
    index = np.moveaxis(np.indices(SHAPE), 0, -1)
    x, y, z = np.moveaxis(geometry.lps_from_index(index), -1, 0)
    distance = np.hypot(np.hypot(x, y) - 18, z)
    return Volume((1000 * (distance < 3.5)).astype(np.int16), geometry)


def cut(volume: Volume, path: np.ndarray, half_width_mm: float, across: np.ndarray) -> CurvedCut:
    return cut_along(path, across, half_width_mm, min(volume.geometry.spacing_mm_kji))


def half_ring(count: int = 60) -> np.ndarray:
    angles = np.linspace(0, np.pi, count)
    return np.stack([18 * np.cos(angles), 18 * np.sin(angles), 0 * angles], axis=1)


def test_a_ring_becomes_a_straight_bar_of_its_own_length() -> None:
    picture = curved_picture(tube(), cut(tube(), half_ring(), 10.0, UP))
    bright = picture.array[0] > 500
    rows, columns = picture.geometry.shape_kji[1:]
    assert rows == pytest.approx(np.pi * 18, abs=1.5) and columns == 21
    assert bright[:, 10].all()
    assert not bright[:, :5].any() and not bright[:, 16:].any()
    assert picture.geometry.spacing_mm_kji[1:] == (1.0, 1.0)


def test_a_straight_line_gives_the_plane_through_it() -> None:
    affine = turned_affine()
    values = np.random.default_rng(2).integers(0, 500, (7, 9, 11)).astype(np.int16)
    volume = Volume(values, Geometry((7, 9, 11), affine))
    start, end = volume.geometry.lps_from_index([[3, 1, 5], [3, 7, 5]])
    picture = curved_picture(volume, cut(volume, np.stack([start, end]), 9.0, affine[:3, 2]))
    middle = picture.array[0][:, 3]
    places = np.arange(len(middle)) * 3.0 / 4.0 + 1
    wanted = np.interp(places, np.arange(9), values[3, :, 5])
    np.testing.assert_allclose(middle, wanted, atol=0.5)


def test_the_picture_claims_neither_sides_nor_millimetres_that_do_not_hold() -> None:
    picture = curved_picture(tube(), cut(tube(), half_ring(), 10.0, UP))
    assert not picture.geometry.oriented and not picture.geometry.through_plane_mm
    assert [flag.code for flag in picture.flags] == ["curved-reformat"]


def test_what_lies_outside_is_as_dark_as_the_darkest() -> None:
    picture = curved_picture(tube(), cut(tube(), np.array([[0.0, 0, 0], [200.0, 0, 0]]), 5.0, UP))
    assert (picture.array[0][40:] == 0).all()


def test_points_are_even_along_the_line_and_doubled_ones_do_no_harm() -> None:
    path = np.array([[0.0, 0, 0], [3, 0, 0], [3, 0, 0], [3, 4, 0]])
    points, tangents = evenly_along(path, 0.5)
    assert len(points) == 15
    np.testing.assert_allclose(np.linalg.norm(np.diff(points, axis=0), axis=1), 0.5)
    np.testing.assert_allclose(tangents[[0, -1]], [[1, 0, 0], [0, 1, 0]])


@pytest.mark.parametrize(
    ("path", "across"),
    [
        ([[0.0, 0, 0]], UP),
        ([[0.0, 0, 0], [0, 0, 0]], UP),
        ([[0.0, 0, 0], [0, 0, 9]], UP),
        ([[0.0, 0, 0], [1e6, 0, 0]], UP),
    ],
)
def test_a_line_that_spans_nothing_is_told(path: list[list[float]], across: np.ndarray) -> None:
    with pytest.raises(InputError):
        cut(tube(), np.array(path), 5.0, across)


def test_stretched_flat_a_bent_tube_has_its_own_length_and_thickness() -> None:
    """The tube ends where the line, a longer arc, goes on through the dark."""
    geometry = tube().geometry
    _, y, _ = np.moveaxis(geometry.lps_from_index(np.moveaxis(np.indices(SHAPE), 0, -1)), -1, 0)
    half = Volume(np.where(y > 0, tube().array, 0).astype(np.int16), geometry)
    angles = np.radians(np.linspace(-40, 220, 261))
    arc = np.stack([18 * np.cos(angles), 18 * np.sin(angles), 0 * angles], axis=1)
    cut = stretched_along(arc, UP, 10.0, 0.5)
    bright = curved_picture(half, cut).array[0] > 500
    picture = cut.geometry(True)
    assert picture.spacing_mm_kji[1:] == (0.5, 0.5)
    length = np.count_nonzero(bright[bright.shape[0] // 2]) * 0.5
    assert length == pytest.approx(18 * np.pi, abs=0.5)  # half a voxel of 1 mm
    assert bright.shape[1] * 0.5 == pytest.approx(18 * np.radians(260), abs=0.5)
    thick = np.count_nonzero(bright[:, 80:-80], axis=0).mean() * 0.5
    assert thick == pytest.approx(7.0, abs=1.0)  # half a voxel of 2 mm
    assert not bright[:10].any() and not bright[-10:].any()


@pytest.mark.parametrize("rise", [0.0, 0.7])
def test_lengths_hold_in_the_stretched_picture_in_every_direction(rise: float) -> None:
    """A helix about the fixed direction is a straight slope of its own length."""
    angles = np.linspace(0, 1.5 * np.pi, 721)
    helix = np.stack([18 * np.cos(angles), 18 * np.sin(angles), rise * 18 * angles], axis=1)
    cut = stretched_along(helix, 2 * UP, 5.0, 0.5)
    whole = 18 * 1.5 * np.pi
    assert len(cut.points) * 0.5 == pytest.approx(whole, abs=0.5)
    assert cut.length_mm == pytest.approx(whole * np.hypot(1, rise), abs=0.01)
    last = (len(cut.points) - 1) * 0.5
    (low, start), (high, end) = cut.on_line(0.0), cut.on_line(last)
    assert np.hypot(high - low, last) == pytest.approx(end - start, abs=0.01)
    for s in (3.0, 20.0, 60.0):
        on = cut.lps_at((cut.on_line(s)[0], s))
        assert np.linalg.norm(helix - on, axis=1).min() < 0.1
        assert cut.place_of(on) == pytest.approx((cut.on_line(s)[0], s, 0), abs=0.05)
        assert cut.row_of_way(cut.on_line(s)[1]) * 0.5 == pytest.approx(s)


def test_a_stretched_picture_is_the_grid_of_its_places_with_the_direction_upwards() -> None:
    cut = stretched_along(half_ring(), UP, 10.0, 1.0)
    grid, geometry = cut.grid(), cut.geometry(True)
    assert geometry.shape_kji[1:] == grid.shape[:2] and not geometry.oriented
    for row, column in ((0, 0), (3, 40), (20, 10)):
        place = geometry.lps_from_index([0, row, column])
        assert cut.lps_at(place) == pytest.approx(grid[row, column])
    assert grid[0, 0, 2] == pytest.approx(10) and grid[-1, 0, 2] == pytest.approx(-10)


def test_a_stretched_picture_says_what_holds_in_it() -> None:
    picture = curved_picture(tube(), stretched_along(half_ring(), UP, 10.0, 1.0))
    (flag,) = picture.flags
    assert flag.code == "curved-reformat" and "stretched" in flag.message


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        ([[0.0, 0, 0]], "two different points"),
        ([[0.0, 0, 0], [0, 0, 9]], "runs along the direction"),
        ([[0.0, 0, 0], [0.2, 0, 0]], "shorter than a voxel"),
        ([[0.0, 0, 0], [1e6, 0, 0]], "too long"),
    ],
)
def test_a_line_that_cannot_be_stretched_is_told(path: list[list[float]], cause: str) -> None:
    with pytest.raises(InputError, match=cause):
        stretched_along(path, UP, 5.0, 1.0)


def test_the_fixed_direction_turns_about_the_way_from_end_to_end() -> None:
    assert fixed_direction(half_ring(), -UP, 0.0) == pytest.approx(UP)
    assert abs(fixed_direction(half_ring(), UP, 90.0)) == pytest.approx((0, 1, 0), abs=1e-9)
    closed = np.vstack([half_ring(), half_ring()[:1]])
    assert abs(fixed_direction(closed, UP, 90.0)) == pytest.approx((0, 1, 0), abs=1e-9)
