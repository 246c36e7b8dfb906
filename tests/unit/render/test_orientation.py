"""Letters tell the truth about what is displayed, in every orientation, turned and flipped."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.imaging.display_window import DisplayWindow
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.volume import Volume
from tests.unit.render.views import all_orientations, bare_scene
from viewer.render.compose import compose
from viewer.render.orientation import direction_letters, edge_letters
from viewer.state.planes import (
    PLANES,
    Plane,
    Turn,
    fitted_frame,
    go_to_slice,
    slice_count,
    slice_of,
    step_slice,
)
from viewer.state.view_frame import ViewFrame

SHAPE = (9, 9, 9)
TOWARDS = {"L": (0, 1), "R": (0, -1), "P": (1, 1), "A": (1, -1), "H": (2, 1), "F": (2, -1)}
WINDOW = DisplayWindow(500, 1000, "LINEAR_EXACT")
UPRIGHT_EDGES = {
    "axial": ("R", "L", "A", "P"),
    "coronal": ("R", "L", "H", "F"),
    "sagittal": ("A", "P", "H", "F"),
}


def marked(affine: np.ndarray, letter: str) -> Volume:
    """One bright voxel on the ``letter`` side of the middle, as the patient lies."""
    geometry = Geometry(SHAPE, affine)
    axis, sign = TOWARDS[letter]
    place = geometry.centre_lps.copy()
    place[axis] += sign * 3 * 4.0
    array = np.zeros(SHAPE, np.int16)
    array[tuple(np.rint(geometry.index_from_lps(place)).astype(int))] = 1000
    return Volume(array, geometry)


def shown_side(volume: Volume, frame: ViewFrame) -> tuple[float, float]:
    """Where the bright spot is, from the middle of the picture (right, down)."""
    pixels = compose(bare_scene(volume, frame, WINDOW))[..., 0]
    assert pixels.max() > 200
    y, x = np.nonzero(pixels > 128)
    return float(x.mean() - 31.5), float(y.mean() - 31.5)


@pytest.mark.parametrize("plane", PLANES)
def test_every_letter_names_the_side_that_is_displayed_there_in_48_orientations(
    plane: Plane,
) -> None:
    for affine in all_orientations():
        geometry = Geometry(SHAPE, affine)
        frame = fitted_frame(geometry, plane, (64, 64))
        edges = edge_letters(frame)
        assert edges == UPRIGHT_EDGES[plane]
        for letter, (across, along) in zip(edges, ((-1, 0), (1, 0), (0, -1), (0, 1)), strict=True):
            x, y = shown_side(marked(affine, letter), frame)
            assert np.sign(round(x / 4)) == across and np.sign(round(y / 4)) == along


@pytest.mark.parametrize("plane", PLANES)
def test_letters_follow_rotation_and_flips(plane: Plane) -> None:
    affine = all_orientations()[29]
    for quarters, flip_h, flip_v in product(range(4), (False, True), (False, True)):
        frame = fitted_frame(
            Geometry(SHAPE, affine), plane, (64, 64), Turn(quarters, flip_h, flip_v)
        )
        for letter, (across, along) in zip(
            edge_letters(frame), ((-1, 0), (1, 0), (0, -1), (0, 1)), strict=True
        ):
            x, y = shown_side(marked(affine, letter), frame)
            assert np.sign(round(x / 4)) == across and np.sign(round(y / 4)) == along


def test_a_quarter_turn_is_clockwise_and_a_flip_is_as_seen() -> None:
    geometry = Geometry(SHAPE, all_orientations()[0])
    turned = fitted_frame(geometry, "axial", (64, 64), Turn(1))
    assert edge_letters(turned) == ("P", "A", "R", "L")  # what was up is to the right now
    flipped = fitted_frame(geometry, "axial", (64, 64), Turn(1, flip_h=True))
    assert edge_letters(flipped) == ("A", "P", "R", "L")


def test_oblique_directions_have_up_to_three_letters_by_size() -> None:
    assert direction_letters(np.array([0.1, -0.3, 0.95])) == "HAL"
    assert direction_letters(np.array([-0.8, 0.6, 0.0])) == "RP"
    assert direction_letters(np.array([0.9986, 0.05, 0.01])) == "L"


@given(st.tuples(*[st.floats(-1, 1)] * 3).filter(lambda v: np.linalg.norm(v) > 0.1))
def test_opposite_directions_have_opposite_letters(vector: tuple[float, float, float]) -> None:
    unit = np.array(vector) / np.linalg.norm(vector)
    swap = str.maketrans("LRPAHF", "RLAPFH")
    assert direction_letters(-unit) == direction_letters(unit).translate(swap)
    assert direction_letters(unit)


def test_no_letters_where_the_sides_are_unknown() -> None:
    volume = replace(marked(all_orientations()[0], "L"))
    unknown = replace(volume, geometry=replace(volume.geometry, oriented=False))
    frame = fitted_frame(volume.geometry, "axial", (200, 200))
    for shown, words in ((volume, True), (unknown, False)):
        bare = compose(bare_scene(shown, frame, WINDOW))
        lettered = compose(bare_scene(shown, frame, WINDOW, show_letters=True))
        assert (bare != lettered).any() == words


def test_a_tilted_series_shows_its_own_slices_as_axial_and_the_patients_planes_otherwise() -> None:
    tilt = np.radians(15)
    row = 2 * np.array([0, np.cos(tilt), -np.sin(tilt)])
    geometry = Geometry((20, 30, 30), affine_from_steps((0, 0, 0), (0, 0, 3.0), row, (2.0, 0, 0)))
    axial = fitted_frame(geometry, "axial", (64, 64))
    np.testing.assert_allclose(np.abs(axial.towards_lps @ geometry.normal), 1)
    assert edge_letters(axial) == ("R", "L", "AH", "PF")
    for plane in ("coronal", "sagittal"):
        assert edge_letters(fitted_frame(geometry, plane, (64, 64))) == UPRIGHT_EDGES[plane]
    exact = fitted_frame(geometry, "axial", (64, 64), exact=True)
    assert edge_letters(exact) == UPRIGHT_EDGES["axial"]


def test_an_exact_plane_of_a_tilted_series_is_stepped_through_evenly() -> None:
    tilt = np.radians(15)
    row = 2 * np.array([0, np.cos(tilt), -np.sin(tilt)])
    geometry = Geometry((20, 30, 30), affine_from_steps((0, 0, 0), (0, 0, 3.0), row, (2.0, 0, 0)))
    frame = fitted_frame(geometry, "axial", (64, 64), exact=True)
    count = slice_count(geometry, frame)
    assert count == int((19 * 3 + 29 * 2 * np.sin(tilt)) / 2.0) + 1
    for index in (0, 7, count - 1):
        there = go_to_slice(geometry, frame, index)
        assert slice_of(geometry, there) == index
        np.testing.assert_allclose(there.centre_lps[:2], frame.centre_lps[:2])
    start = go_to_slice(geometry, frame, 7)
    up = step_slice(geometry, start, 1).centre_lps - start.centre_lps
    np.testing.assert_allclose(up, [0, 0, 2.0])
