"""Windows turn values into grey levels as PS3.3 C.11.2.1 says."""

from dataclasses import replace

import numpy as np
import pytest

from inference.imaging.display_window import DisplayWindow, WindowFunction
from inference.imaging.geometry import Geometry
from inference.imaging.volume import Volume
from tests.unit.render.views import UPRIGHT, bare_scene
from viewer.render.colour_tables import COLOUR_MAPS, colour_table
from viewer.render.compose import compose
from viewer.state.view_frame import ViewFrame

VALUES = np.arange(-1024, 3072, dtype=np.int16)


def drawn(window: DisplayWindow, volume: Volume | None = None, **look: object) -> np.ndarray:
    """(n, 3) RGB of every value, one pixel a voxel."""
    shown = volume or ramp()
    width = shown.array.shape[2]
    right, down = np.array([1.0, 0, 0]), np.array([0, 1.0, 0])
    centre = shown.geometry.lps_from_index([0, 0, (width - 1) / 2])
    frame = ViewFrame(centre, right, down, 4.0, (width, 1))
    return compose(bare_scene(shown, frame, window, **look))[0, :, 2::-1].astype(int)


def ramp(values: np.ndarray = VALUES) -> Volume:
    return Volume(values[None, None], Geometry((1, 1, len(values)), UPRIGHT))


def linear(values: np.ndarray, centre: float, width: float) -> np.ndarray:
    """C.11.2.1.2.1, word by word, for an output range of 0 … 255."""
    levels = np.empty(len(values))
    for n, x in enumerate(values.astype(float)):
        if x <= centre - 0.5 - (width - 1) / 2:
            levels[n] = 0
        elif x > centre - 0.5 + (width - 1) / 2:
            levels[n] = 255
        else:
            levels[n] = ((x - (centre - 0.5)) / (width - 1) + 0.5) * 255
    return levels


def linear_exact(values: np.ndarray, centre: float, width: float) -> np.ndarray:
    return np.clip(((values - centre) / width + 0.5) * 255, 0, 255)


def sigmoid(values: np.ndarray, centre: float, width: float) -> np.ndarray:
    return 255 / (1 + np.exp(-4 * (values - centre) / width))


@pytest.mark.parametrize(
    ("width", "centre"), [(400, 40), (1500, -600), (2, 100), (1, 100), (80, 40)]
)
def test_linear_uses_centre_minus_half_and_width_minus_one(width: float, centre: float) -> None:
    levels = drawn(DisplayWindow(centre, width))
    assert np.abs(levels[:, 0] - linear(VALUES, centre, width)).max() <= 0.51
    assert (levels == levels[:, :1]).all()


@pytest.mark.parametrize(("width", "centre"), [(400, 40), (0.5, 12.2), (3000, 500)])
def test_linear_exact_uses_the_numbers_as_they_are(width: float, centre: float) -> None:
    levels = drawn(DisplayWindow(centre, width, "LINEAR_EXACT"))
    assert np.abs(levels[:, 0] - linear_exact(VALUES, centre, width)).max() <= 0.51


@pytest.mark.parametrize(("width", "centre"), [(400, 40), (2000, 500)])
def test_sigmoid_follows_its_curve(width: float, centre: float) -> None:
    levels = drawn(DisplayWindow(centre, width, "SIGMOID"))
    assert np.abs(levels[:, 0] - sigmoid(VALUES, centre, width)).max() <= 1.0


def test_a_voi_lut_gives_its_own_levels() -> None:
    table = bytes([0, 200, 50, 255])
    levels = drawn(DisplayWindow(150, 300, "LINEAR_EXACT", table=table))[:, 0]
    assert [levels[v + 1024] for v in (-500, 0, 100, 200, 300, 900)] == [0, 0, 200, 50, 255, 255]


@pytest.mark.parametrize("function", ["LINEAR", "LINEAR_EXACT", "SIGMOID"])
def test_inversion_turns_every_level_round(function: WindowFunction) -> None:
    window = DisplayWindow(40, 400, function)
    plain, inverted = drawn(window), drawn(window, inverted=True)
    assert np.abs(plain + inverted - 255).max() <= 1


def test_monochrome1_is_inverted_exactly_once() -> None:
    window = DisplayWindow(40, 400)
    negative = replace(ramp(), inverted_display=True)
    assert (drawn(window, negative) == drawn(window, inverted=True)).all()
    assert (drawn(window, negative, inverted=True) == drawn(window)).all()


@pytest.mark.parametrize("name", COLOUR_MAPS)
def test_a_colour_map_is_run_through_from_end_to_end(name: str) -> None:
    colours = drawn(
        DisplayWindow(127.5, 255, "LINEAR_EXACT"),
        ramp(np.arange(256, dtype=np.int16)),
        colour_map=name,
    )
    assert np.abs(colours - colour_table(name).astype(int)).max() <= 1


@pytest.mark.parametrize("name", ["inferno", "magma", "plasma", "viridis"])
def test_the_perceptual_maps_only_become_lighter(name: str) -> None:
    lightness = colour_table(name).astype(float) @ (0.2126, 0.7152, 0.0722)
    assert (np.diff(lightness) > -1.5).all() and lightness[-1] - lightness[0] > 150
