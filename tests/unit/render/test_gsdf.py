"""The display function of PS3.14, the table that follows from a measured curve, the pattern."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inference.imaging.errors import InputError
from tests.data_folder import ROOT
from viewer.render.calibration import calibrate
from viewer.render.gsdf import (
    DisplayCurve,
    conformance_facts,
    jnd_of,
    luminance_of,
    presentation_table,
    read_curve,
    response,
    within,
)
from viewer.render.kernels.frame import whole_frame
from viewer.render.qc_pattern import draw_test_pattern, patch_levels

PATTERN = ROOT / "tests" / "unit" / "render" / "qc-pattern.png"


def gamma(power: float = 2.2, black: float = 0.3, white: float = 250.0) -> DisplayCurve:
    levels = np.linspace(0, 1, 256) ** power
    return DisplayCurve("gamma", black + (white - black) * levels)


@pytest.mark.parametrize(
    ("jnd", "luminance"), [(1, 0.0500), (2, 0.0547), (100, 1.8508), (1023, 3993.4040)]
)
def test_the_function_has_the_values_of_the_standards_annex_b(jnd: int, luminance: float) -> None:
    assert luminance_of(jnd) == pytest.approx(luminance, rel=2e-3)


def test_index_and_luminance_are_each_others_inverse() -> None:
    indices = np.arange(2, 1023)
    assert np.allclose(jnd_of(luminance_of(indices)), indices, atol=0.5)


def test_the_table_makes_the_steps_of_contrast_even() -> None:
    assert response(gamma(), by_table=False).departure > 50
    assert response(gamma()).departure < 8
    table = presentation_table(gamma()).astype(int)
    assert (table[0], table[-1]) == (0, 255)
    assert np.all(np.diff(table) >= 0)


def test_the_jnds_of_each_step_are_those_of_the_function() -> None:
    """A made curve whose 17 steps have known JNDs: 10 each, the seventh 13, the eighth 7."""
    steps = np.full(17, 10.0)
    steps[6:8] = 13, 7
    indices = 60 + np.concatenate([[0], np.cumsum(steps)])
    levels = luminance_of(np.interp(np.arange(256), np.arange(0, 256, 15), indices))
    facts = conformance_facts(DisplayCurve("made", levels))["without_table"]
    assert facts["jnds_per_step"] == pytest.approx(steps.tolist(), abs=0.05)
    assert facts["largest_departure_jnds"] == pytest.approx(3.0, abs=0.05)
    assert facts["largest_departure_percent"] == pytest.approx(30.0, abs=0.5)
    assert facts["between_levels"] in ([90, 105], [105, 120])
    assert facts["rms_departure_jnds"] == pytest.approx(np.sqrt(18 / 17), abs=0.05)
    assert (facts["within_10_percent"], facts["within_20_percent"]) == (False, False)


@pytest.mark.parametrize(("departure", "limit"), [(9.9, 10), (10.1, 20), (20.0, 20), (20.1, 0)])
def test_a_departure_keeps_the_limit_of_diagnostic_or_of_other_displays_or_none(
    departure: float, limit: int
) -> None:
    assert within(departure) == limit


def test_ambient_light_is_part_of_the_range_that_is_told() -> None:
    dark, lit = conformance_facts(gamma()), conformance_facts(gamma(), ambient=2.0)
    assert dark["luminance_ratio"] > lit["luminance_ratio"]
    assert lit["black_cd_m2"] == pytest.approx(2.3)
    assert lit["with_table"]["within_10_percent"]


def test_a_screen_that_follows_the_function_is_left_as_it_is() -> None:
    ends = jnd_of([0.4, 400.0])
    steps = np.linspace(float(ends[0]), float(ends[1]), 256)
    perfect = DisplayCurve("perfect", luminance_of(steps))
    table = presentation_table(perfect).astype(int)
    assert np.abs(table - np.arange(256)).max() <= 1


def test_ambient_light_brightens_the_dark_levels() -> None:
    dark, lit = presentation_table(gamma()), presentation_table(gamma(), ambient=5.0)
    assert dark[64] != lit[64]


def test_a_curve_is_read_with_or_without_a_heading_and_interpolated(tmp_path: Path) -> None:
    rows = [f"{level},{1 + level / 10}" for level in (0, 32, 64, 96, 128, 160, 192, 224, 255)]
    for heading in ([], ["DDL,cd/m2"]):
        path = tmp_path / "curve.csv"
        path.write_text("\n".join([*heading, *rows]), "utf-8")
        curve = read_curve(path)
        assert curve.luminance[16] == pytest.approx(2.6)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", "9 rising levels"),
        ("0,1\n255,2", "9 rising levels"),
        ("\n".join(f"{n * 255 / 8},{9 - n}" for n in range(9)), "must rise"),
        ("0,1\n32", "cannot be read"),
    ],
)
def test_a_curve_that_cannot_be_used_is_named(tmp_path: Path, text: str, cause: str) -> None:
    path = tmp_path / "broken.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=cause) as caught:
        read_curve(path)
    assert str(path) in str(caught.value)


def test_every_channel_of_a_frame_goes_through_the_table() -> None:
    pixels = np.zeros((2, 3, 4), np.uint8)
    pixels[...] = (10, 20, 30, 255)
    calibrate(whole_frame(pixels), bytes(255 - n for n in range(256)))
    assert np.all(pixels == (245, 235, 225, 255))


def test_the_pattern_is_drawn_as_in_its_golden_picture() -> None:
    with Image.open(PATTERN) as image:
        golden = np.asarray(image).astype(int)
    drawn = draw_test_pattern(640, 560)[..., 2::-1].astype(int)
    assert np.abs(drawn - golden).max() <= 2


def test_the_pattern_has_every_patch_with_its_faint_squares() -> None:
    drawn = set(np.unique(draw_test_pattern(1000, 1000)[..., 0]).tolist())
    for level in patch_levels():
        whole = round(float(level))
        assert {whole, whole + 4, whole - 4} <= drawn
    assert {0, 13, 242, 255} <= drawn
