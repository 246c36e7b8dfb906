"""The normalisation that training and inference share."""

import numpy as np
import pytest

from inference.engine.steps.intensity import head_statistics, normalise
from inference.imaging.errors import InputError


def head(air: float = 0.0, gain: float = 1.0) -> np.ndarray:
    generator = np.random.default_rng(0)
    volume = generator.normal(3.0, 1.0, (6, 40, 40)).clip(0)
    volume[:, 8:32, 10:30] = generator.normal(100.0, 20.0, (6, 24, 20))
    return volume * gain + air


def test_statistics_are_those_of_the_tissue_and_not_of_the_air() -> None:
    mean, deviation = head_statistics(head())
    assert mean == pytest.approx(100, abs=2)
    assert deviation == pytest.approx(20, abs=2)


def test_another_scale_of_values_gives_the_same_picture() -> None:
    options = {"method": "head_zscore", "percentiles": [1.0, 99.0], "clip": [-3.0, 6.0]}
    one, other = normalise(head(), options), normalise(head(gain=37.5, air=500.0), options)
    assert np.abs(one - other).max() < 0.05


def test_a_head_without_its_skull_and_noise_gets_nearly_the_same_numbers() -> None:
    stripped = head()
    stripped[stripped < 30] = 0
    assert head_statistics(stripped) == pytest.approx(head_statistics(head()), rel=0.05)


def test_a_constant_volume_stays_finite() -> None:
    assert np.isfinite(normalise(np.full((2, 4, 4), 7), {"method": "head_zscore"})).all()


def test_an_unknown_method_is_an_input_error() -> None:
    with pytest.raises(InputError, match="histogram"):
        normalise(head(), {"method": "histogram"})
