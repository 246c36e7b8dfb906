"""Hits, FROC and average precision of two volumes, worked out by hand."""

import numpy as np
import pytest

from inference.training.datasets.lesion_boxes import lesion_parts, part_bounds, section_boxes
from inference.training.detections import (
    VolumeDetections,
    detection_figures,
    figure_intervals,
    froc,
    hits,
    threshold_at,
)

CUBE = [0.0, 0, 0, 10, 10, 10]
FAR = [50.0, 50, 50, 60, 60, 60]
FIFTH = [0.0, 0, 0, 10, 10, 2]  # shares 200 of 1000 with the cube


Boxes = list[list[float]]


def volume(found: Boxes, scores: list[float], wanted: Boxes) -> VolumeDetections:
    return VolumeDetections(
        np.array(found).reshape(-1, 6), np.array(scores), np.array(wanted).reshape(-1, 6)
    )


FIRST = volume([CUBE, FAR, FIFTH], [0.9, 0.8, 0.7], [CUBE])
SECOND = volume([FAR, CUBE, FIFTH], [0.6, 0.5, 0.4], [FIFTH, [90.0, 90, 90, 99, 99, 99]])


def test_a_second_box_on_a_lesion_is_a_false_positive() -> None:
    assert hits(FIRST, 0.1).tolist() == [True, False, False]


def test_the_surer_box_takes_the_lesion_where_it_overlaps_enough() -> None:
    assert hits(SECOND, 0.1).tolist() == [False, True, False]
    assert hits(SECOND, 0.3).tolist() == [False, False, True]


def test_figures_of_two_volumes() -> None:
    """By score: hit, false, false, false, hit, false; three lesions, two volumes."""
    figures = detection_figures([FIRST, SECOND])
    assert figures["sensitivity_at_025fp"] == pytest.approx(1 / 3)
    assert figures["sensitivity_at_1fp"] == pytest.approx(1 / 3)
    assert figures["sensitivity_at_2fp"] == pytest.approx(2 / 3)
    assert figures["ap"] == pytest.approx((1 + 2 / 5) / 3)
    assert figures["ap_iou30"] == pytest.approx((1 + 2 / 6) / 3)


def test_the_curve_and_the_threshold_on_it() -> None:
    curve = froc([FIRST, SECOND])
    assert [row["false_positives"] for row in curve] == [0, 0.5, 1, 1.5, 1.5, 2]
    assert [round(3 * row["sensitivity"]) for row in curve] == [1, 1, 1, 1, 2, 2]
    assert threshold_at([FIRST, SECOND], 1.0) == 0.7
    assert threshold_at([volume([FAR], [0.3], [CUBE])], 0.5) > 0.3


def test_volumes_without_any_box_are_counted() -> None:
    silent = volume([], [], [CUBE])
    assert detection_figures([silent])["sensitivity_at_1fp"] == 0
    assert figure_intervals([silent, FIRST], rounds=50)["sensitivity_at_1fp"] == (0.0, 1.0)


def test_lesions_are_parts_without_specks_and_have_a_box_in_every_slice() -> None:
    mask = np.zeros((4, 10, 12), np.uint8)
    mask[1, 2:5, 3:7] = mask[2, 4:6, 6:9] = 1  # touch: one lesion
    mask[3, 9, 11] = 1  # a speck
    (part,) = lesion_parts(mask, voxel_ml=0.02)
    assert part_bounds(part).tolist() == [0.5, 1.5, 2.5, 2.5, 5.5, 8.5]
    assert section_boxes(part[[1]]).tolist() == [[2, 3, 5, 7]]
    assert section_boxes(part[[0]]).shape == (0, 4)
