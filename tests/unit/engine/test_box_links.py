"""Boxes on slices become boxes in the volume, and lie where they should in the patient."""

import numpy as np
import pytest

from inference.catalog.card import LinkingPart
from inference.engine.steps.box_links import (
    SliceBoxes,
    box_in_patient,
    link,
    overlaps,
    slice_candidates,
)
from inference.imaging.geometry import Geometry

HOW = LinkingPart()


def on_slice(*boxes: tuple[list[float], float]) -> SliceBoxes:
    """Boxes with their scores."""
    return SliceBoxes(
        np.array([box for box, _ in boxes], np.float64).reshape(-1, 4),
        np.array([score for _, score in boxes], np.float64),
        np.arange(len(boxes)),
    )


def test_overlap_of_two_squares_that_share_a_quarter_of_each() -> None:
    a, b = np.array([[0.0, 0, 2, 2]]), np.array([[1.0, 1, 3, 3], [5, 5, 6, 6]])
    assert overlaps(a, b)[0] == pytest.approx([1 / 7, 0])


def test_candidates_are_sorted_and_weaker_copies_left_out() -> None:
    box, copy, other = [0, 0, 10, 10], [0, 0, 10, 9], [20, 20, 30, 30]
    answer = np.array([[1.0, 2.0, 0.0, -9.0], *np.array([box, copy, other, other]).T])
    kept = slice_candidates(answer, HOW)
    assert kept.queries.tolist() == [1, 2]
    assert kept.scores == pytest.approx([1 / (1 + np.exp(-2)), 0.5])


def test_a_lesion_is_followed_over_a_slice_that_misses_it() -> None:
    slices = [
        on_slice(),
        on_slice(([0, 0, 10, 10], 0.6)),
        on_slice(([40, 40, 50, 50], 0.3)),
        on_slice(([2, 0, 12, 10], 0.9)),
        on_slice(([3, 2, 13, 14], 0.2)),  # under 0.4 of the strongest
    ]
    lesion, other, left = link(slices, HOW)
    assert lesion.slices.tolist() == [1, 3]
    assert lesion.score == pytest.approx((0.6 + 0.9) / 3)  # the third best counts nothing
    assert lesion.bounds_kji.tolist() == [0.5, -0.5, -0.5, 3.5, 11.5, 9.5]
    assert other.slices.tolist() == [2] and left.slices.tolist() == [4]
    assert [other.score, left.score] == pytest.approx([0.1, 0.2 / 3])


def test_a_weak_chain_inside_a_strong_one_is_part_of_it() -> None:
    slices = [on_slice(([0, 0, 20, 20], 0.9), ([5, 5, 9, 9], 0.5))] * 3
    assert len(link(slices, HOW)) == 1


def test_two_lesions_stay_two() -> None:
    slices = [on_slice(([0, 0, 10, 10], 0.9), ([30, 30, 40, 40], 0.8))] * 3
    assert [chain.score for chain in link(slices, HOW)] == pytest.approx([0.9, 0.8])


def test_nothing_found_gives_no_chain() -> None:
    assert link([on_slice(), on_slice()], HOW) == []


@pytest.mark.parametrize("signs", [(1, 1, 1), (-1, 1, -1), (1, -1, -1)])
def test_a_box_is_told_along_the_sides_of_the_patient(signs: tuple[int, int, int]) -> None:
    """k runs along LPS y, j along x, i along z; a step's sign only swaps its ends."""
    affine = np.eye(4)
    affine[:3, :3] = np.array([[0, 2, 0], [5, 0, 0], [0, 0, 3]]) * np.array(signs)
    affine[:3, 3] = (100, 200, 300)
    bounds = np.array([0.5, 1.5, 2.5, 2.5, 4.5, 6.5])
    low, high = box_in_patient(bounds, Geometry((9, 9, 9), affine, "1.2"))
    ends = np.array([[0.5, 2.5], [1.5, 4.5], [2.5, 6.5]]) * np.array([[5], [2], [3]])
    ends = np.sort(ends * np.array(signs)[:, None], axis=1)[[1, 0, 2]]
    wanted = ends + np.array([[100], [200], [300]])
    assert np.allclose([low, high], wanted.T)


def test_a_box_never_leaves_the_grid() -> None:
    low, high = box_in_patient(
        np.array([-3.0, -9, 0.5, 1.5, 40, 1.5]), Geometry((2, 4, 4), np.eye(4))
    )
    assert low == (-0.5, -0.5, 0.5) and high == (1.5, 3.5, 1.5)
