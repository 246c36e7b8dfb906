"""Metrics against values worked out by hand."""

import numpy as np
import pytest

from inference.training import metrics


def masks() -> tuple[np.ndarray, np.ndarray]:
    a, b = np.zeros((1, 8, 8), bool), np.zeros((1, 8, 8), bool)
    a[0, 2:4, 2:4] = True
    b[0, 2:4, 3:5] = True
    return a, b


def test_dice_of_two_squares_that_share_half_is_one_half() -> None:
    assert metrics.dice(*masks()) == 0.5


def test_dice_of_two_empty_masks_is_one_and_of_one_empty_mask_zero() -> None:
    a, _ = masks()
    assert metrics.dice(a & False, a & False) == 1.0
    assert metrics.dice(a, a & False) == 0.0


def test_hd95_of_a_shift_by_one_column_is_the_column_spacing() -> None:
    assert metrics.hd95_mm(*masks(), (5.0, 2.0, 3.0)) == pytest.approx(3.0)


def test_hd95_is_the_diagonal_where_one_mask_is_empty() -> None:
    a, _ = masks()
    assert metrics.hd95_mm(a, a & False, (3.0, 0.5, 0.0)) == pytest.approx(5.0)


def test_surface_dice_counts_what_lies_within_the_tolerance() -> None:
    assert metrics.surface_dice(*masks(), (1.0, 1.0, 1.0), 0.5) == 0.5
    assert metrics.surface_dice(*masks(), (1.0, 1.0, 1.0), 1.0) == 1.0


def test_auc_counts_ordered_pairs_and_half_of_the_ties() -> None:
    assert metrics.auc([0.1, 0.4, 0.4, 0.9], [0, 1, 0, 1]) == pytest.approx(3.5 / 4)
    assert np.isnan(metrics.auc([0.2, 0.3], [1, 1]))


def test_accuracy_sensitivity_and_specificity_at_the_threshold() -> None:
    chances, labels = [0.2, 0.6, 0.7, 0.4], [0, 0, 1, 1]
    assert metrics.accuracy(chances, labels) == 0.5
    assert metrics.sensitivity_specificity(chances, labels, 0.65) == (0.5, 1.0)


def test_brier_is_the_mean_squared_error() -> None:
    assert metrics.brier([0.0, 0.5], [1, 1]) == pytest.approx((1 + 0.25) / 2)


def test_calibration_error_is_the_gap_between_confidence_and_accuracy() -> None:
    assert metrics.expected_calibration_error([0.9] * 10, [1] * 8 + [0] * 2) == pytest.approx(0.1)
    assert metrics.expected_calibration_error([0.1] * 10, [0] * 9 + [1]) == pytest.approx(0.0)


def test_reliability_gives_the_bins_that_hold_cases() -> None:
    rows = metrics.reliability([0.05, 0.95, 0.95], [0, 1, 0])
    assert [row[2] for row in rows] == [1, 2]
    assert rows[1][:2] == pytest.approx((0.95, 0.5))


def test_average_precision_steps_at_every_hit() -> None:
    assert metrics.average_precision([3, 2, 1], [1, 0, 1]) == pytest.approx((1 + 2 / 3) / 2)
    assert metrics.average_precision([3, 2, 1], [1, 0, 1], positives=4) == pytest.approx(5 / 12)


def test_froc_stops_at_the_allowed_false_positives() -> None:
    scores, hits = [0.9, 0.8, 0.7, 0.6, 0.5], [1, 0, 1, 0, 1]
    found = metrics.sensitivity_at_false_positives
    assert found(scores, hits, 4, volumes=1, rate=1.0) == 0.5
    assert found(scores, hits, 4, volumes=2, rate=1.0) == 0.75


def test_concordance_uses_only_pairs_that_can_be_ordered() -> None:
    assert metrics.concordance([3, 2, 1], [1, 2, 3], [1, 1, 0]) == 1.0
    assert metrics.concordance([1, 2, 3], [1, 2, 3], [1, 0, 0]) == 0.0
    assert np.isnan(metrics.concordance([1, 2], [1, 2], [0, 0]))


def test_the_interval_of_equal_values_is_that_value_and_is_repeatable() -> None:
    assert metrics.bootstrap_interval([0.7] * 5) == pytest.approx((0.7, 0.7))
    values = list(np.linspace(0, 1, 30))
    low, high = metrics.bootstrap_interval(values)
    assert (low, high) == metrics.bootstrap_interval(values)
    assert 0.35 < low < 0.5 < high < 0.65
