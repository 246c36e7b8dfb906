"""A curved reformat straightens the drawn line and keeps lengths along it."""

import numpy as np
import pytest

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.volume import Volume
from tests.unit.render.views import turned_affine
from viewer.render.curved import curved_picture
from viewer.state.curves import CurvedCut, cut_along, evenly_along

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
