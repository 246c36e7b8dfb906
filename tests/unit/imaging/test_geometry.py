"""A grid lies where its affine says, also with uneven slices and tilt."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry, affine_from_steps


def axial(k_positions: list[float] | None = None, count: int = 4) -> Geometry:
    affine = affine_from_steps((-10, -20, 30), (0, 0, 5), (0, 0.5, 0), (0.7, 0, 0))
    positions = None if k_positions is None else np.array(k_positions)
    return Geometry((count, 6, 8), affine, k_positions=positions)


def test_index_maps_to_the_lps_of_the_voxel_centre() -> None:
    assert axial().lps_from_index((2, 1, 3)) == pytest.approx((-10 + 2.1, -20 + 0.5, 40))


def test_spacing_is_in_kji_order() -> None:
    assert axial().spacing_mm_kji == pytest.approx((5, 0.5, 0.7))


def test_uneven_slices_keep_their_true_positions() -> None:
    geometry = axial([0, 1, 3, 4])
    heights = geometry.lps_from_index(np.array([[k, 0, 0] for k in range(4)]))[:, 2]
    assert heights == pytest.approx([30, 35, 45, 50])


@given(st.lists(st.floats(-3, 9), min_size=3, max_size=3))
def test_uneven_geometry_inverts_exactly(index: list[float]) -> None:
    geometry = axial([0, 1, 3.5, 4])
    there_and_back = geometry.index_from_lps(geometry.lps_from_index(index))
    assert there_and_back == pytest.approx(index, abs=1e-9)


def test_slice_volumes_share_the_gaps_between_neighbours() -> None:
    volumes = axial([0, 1, 3, 4]).slice_volumes_ml
    assert volumes == pytest.approx(np.array([1, 1.5, 1.5, 1]) * 5 * 0.5 * 0.7 / 1000)


def test_tilt_is_the_angle_between_step_and_normal() -> None:
    step = (0, 5 * np.sin(np.radians(15)), 5 * np.cos(np.radians(15)))
    affine = affine_from_steps((0, 0, 0), step, (0, 1, 0), (1, 0, 0))
    assert Geometry((3, 4, 5), affine).tilt_degrees == pytest.approx(15)


def test_normal_points_to_where_k_increases() -> None:
    affine = affine_from_steps((0, 0, 0), (0, 0, -5), (0, 1, 0), (1, 0, 0))
    assert Geometry((3, 4, 5), affine).normal == pytest.approx((0, 0, -1))


@pytest.mark.parametrize("broken", [np.zeros((4, 4)), np.full((4, 4), np.nan), np.eye(3)])
def test_an_affine_that_does_not_span_space_is_refused(broken: np.ndarray) -> None:
    with pytest.raises(InputError):
        Geometry((2, 2, 2), broken)


def test_slice_positions_that_do_not_increase_are_refused() -> None:
    with pytest.raises(InputError):
        axial([0, 2, 1, 3])


def test_the_affine_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="read-only"):
        axial().index_to_lps[0, 0] = 7


def test_grids_a_hundredth_of_a_millimetre_apart_are_the_same() -> None:
    shifted = axial().index_to_lps.copy()
    shifted[0, 3] += 0.009
    assert axial().same_grid(Geometry((4, 6, 8), shifted))
    shifted[0, 3] += 0.1
    assert not axial().same_grid(Geometry((4, 6, 8), shifted))
