"""The error of registration is measured against moves that are known."""

import numpy as np
import pytest

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.volume import Volume
from inference.registration.known_moves import error_mm, measure_known_moves
from tests.unit.registration.test_rigid import AFFINE, volume


def test_bringing_back_exactly_leaves_no_error_and_a_shift_leaves_itself() -> None:
    known = np.eye(4)
    known[:3, 3] = (3.0, 0.0, 4.0)
    places = np.array([[0.0, 0, 0], [10, 20, 30]])
    np.testing.assert_allclose(
        error_mm(places, known, np.asarray(np.linalg.inv(known), np.float64)), 0.0, atol=1e-9
    )
    np.testing.assert_allclose(error_mm(places, known, np.eye(4)), 5.0)


def test_a_turn_counts_more_far_from_its_axis() -> None:
    turn = np.array([[0.0, -1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])
    near, far = error_mm(np.array([[1.0, 0, 0], [10, 0, 0]]), turn, np.eye(4))
    assert (near, far) == pytest.approx((np.sqrt(2), 10 * np.sqrt(2)))


def test_every_move_is_found_again_in_either_contrast() -> None:
    rows = measure_known_moves(volume(AFFINE))
    assert [row["what"] for row in rows] == ["same contrast"] * 3 + ["other contrast"] * 3
    assert all(row["before_mm"] > 4 for row in rows)
    assert all(row["error_mean_mm"] < row["before_mm"] / 4 for row in rows[:3])
    assert all(row["error_mean_mm"] <= row["error_max_mm"] for row in rows)


def test_what_cannot_be_registered_is_refused_before_it_is_moved() -> None:
    flat = Volume(np.zeros((1, 8, 8), np.float32), Geometry((1, 8, 8), AFFINE))
    with pytest.raises(InputError, match="several slices"):
        measure_known_moves(flat)
