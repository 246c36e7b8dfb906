"""Numbers that describe a lesion, against hand-made boxes."""

import numpy as np
import pytest

from inference.engine.steps.lesion_features import FEATURES, lesion_features
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.volume import Volume


def head() -> Volume:
    values = np.zeros((6, 30, 40), np.float32)
    values[:, 5:25, 5:35] = 100 + np.random.default_rng(0).normal(0, 10, (6, 20, 30))
    affine = affine_from_steps((0, 0, 0), (0, 0, 5), (0, 1, 0), (2, 0, 0))
    return Volume(values, Geometry((6, 30, 40), affine))


def test_volume_length_and_side_are_those_of_the_box() -> None:
    mask = np.zeros((6, 30, 40), bool)
    mask[1:4, 8:18, 22:30] = True
    found = lesion_features(head(), mask)
    assert set(found) == set(FEATURES)
    assert np.exp(found["log_ml"]) == pytest.approx(3 * 10 * 8 * 10 / 1000)
    assert found["longest_mm"] == pytest.approx(16)
    assert found["across_midline"] == 0
    assert found["brightness"] == pytest.approx(0, abs=0.3)


def test_a_lesion_on_both_sides_lies_half_across_the_midline() -> None:
    mask = np.zeros((6, 30, 40), bool)
    mask[2, 10:14, 14:26] = True
    assert lesion_features(head(), mask)["across_midline"] == pytest.approx(0.5, abs=0.1)


def test_no_lesion_gives_no_numbers() -> None:
    found = lesion_features(head(), np.zeros((6, 30, 40), bool))
    assert all(np.isnan(value) for value in found.values())
