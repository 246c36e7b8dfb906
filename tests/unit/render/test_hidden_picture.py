"""A file's window that leaves a series nearly black, or nearly white, is noticed."""

from dataclasses import replace

import numpy as np
import pytest

from inference.imaging.display_window import DisplayWindow
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume
from viewer.render.windows import hides_the_picture

SHAPE = (8, 20, 20)


def series(low: float, high: float, modality: str = "MR", unit: str = "") -> Volume:
    affine = affine_from_steps((0, 0, 0), (0, 0, 1), (0, 1, 0), (1, 0, 0))
    values = np.random.default_rng(2).uniform(low, high, SHAPE).astype(np.int16)
    return Volume(values, Geometry(SHAPE, affine), SeriesInfo(modality=modality), unit=unit)


@pytest.mark.parametrize(
    ("window", "hides"),
    [
        (DisplayWindow(470, 950), True),  # all of it in the darkest tenth
        (DisplayWindow(-300, 200), True),  # all of it white
        (DisplayWindow(60, 120), False),
        (DisplayWindow(60, 500), False),  # pale, but there
        (DisplayWindow(60, 4000, "SIGMOID"), False),  # its curve is not judged by a ramp
    ],
)
def test_a_window_is_judged_by_the_greys_it_leaves_the_tissue(
    window: DisplayWindow, hides: bool
) -> None:
    assert hides_the_picture(window, series(5, 110)) is hides
    table = replace(window, function="LINEAR_EXACT", table=bytes(range(256)))
    assert not hides_the_picture(table, series(5, 110))


def test_a_ct_in_hu_may_have_any_window() -> None:
    assert not hides_the_picture(DisplayWindow(3000, 100), series(20, 60, "CT", "HU"))
    assert hides_the_picture(DisplayWindow(3000, 100), series(20, 60, "CT", ""))
