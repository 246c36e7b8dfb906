"""The counts are those of the volume, and a window's ends give the same window back."""

from dataclasses import replace

import numpy as np
import pytest

from inference.imaging.display_window import DisplayWindow, WindowFunction
from inference.imaging.geometry import Geometry
from inference.imaging.volume import Volume
from tests.unit.render.test_windowing import drawn
from tests.unit.render.views import UPRIGHT
from viewer.render.histogram import BINS, SAMPLES, ends_of, histogram, window_between


def volume(values: np.ndarray) -> Volume:
    return Volume(values, Geometry(values.shape[:3], UPRIGHT))


def test_every_voxel_of_a_small_volume_is_counted_at_its_value() -> None:
    values = np.repeat(np.array([-3, 0, 0, 5], np.int16), 6).reshape(2, 3, 4)
    found = histogram(volume(values))
    assert found is not None
    assert found.step == 1
    assert found.edges.tolist() == [n - 0.5 for n in range(-3, 7)]
    assert found.counts.tolist() == [6, 0, 0, 12, 0, 0, 0, 0, 6]


def test_wide_whole_numbers_fall_into_bins_of_whole_width() -> None:
    values = np.arange(-1024, 3072, dtype=np.int16).reshape(16, 16, 16)
    found = histogram(volume(values))
    assert found is not None
    assert len(found.counts) == BINS
    assert set(found.counts.tolist()) == {16}


@pytest.mark.parametrize("dtype", ["float32", "int32", "uint16"])
def test_the_counts_are_numpys(dtype: str) -> None:
    values = np.random.default_rng(3).integers(0, 900, (11, 13, 17)).astype(dtype)
    found = histogram(volume(values))
    assert found is not None
    expected, _ = np.histogram(values, found.edges)
    assert found.counts.tolist() == expected.tolist()


def test_a_large_volume_is_counted_in_part_and_evenly() -> None:
    columns = np.broadcast_to(np.arange(128, dtype=np.int16), (160, 128, 128))
    found = histogram(volume(columns.copy()))
    assert found is not None
    assert found.step > 1
    assert SAMPLES / 2 < found.counts.sum() <= SAMPLES
    assert np.ptp(found.counts) <= 2  # each column is as often picked as the next


def test_padding_and_what_is_no_number_are_left_out() -> None:
    values = np.array([[[0, 1, np.nan, np.inf, 7, 7]]], np.float32)
    found = histogram(replace(volume(values), padding_value=7.0))
    assert found is not None
    assert found.counts.sum() == 2
    assert (found.edges[0], found.edges[-1]) == (0, pytest.approx(1))


def test_a_colour_volume_has_none() -> None:
    assert histogram(volume(np.zeros((2, 3, 4, 3), np.uint8))) is None


@pytest.mark.parametrize("function", ["LINEAR", "LINEAR_EXACT", "SIGMOID"])
def test_the_ends_of_a_window_give_it_back(function: WindowFunction) -> None:
    window = DisplayWindow(40.0, 400.0, function)
    assert window_between(*ends_of(window), window) == window
    least = window_between(10.0, 10.0, window)
    assert least.width > 0


def test_at_its_ends_a_linear_window_is_black_and_white() -> None:
    window = window_between(-100.0, 200.0, DisplayWindow(0, 1))
    levels = drawn(window)[:, 0]
    values = np.arange(-1024, 3072)
    assert levels[values == -100] == 0
    assert levels[values == -97] > 0
    assert levels[values == 200] == 255
    assert levels[values == 197] < 255
