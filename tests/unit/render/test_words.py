"""The words on a picture: corners, legends, scores, badges; nothing is clipped."""

from dataclasses import replace
from itertools import pairwise
from typing import Any, cast

import numpy as np
import pytest

from inference.imaging.display_window import DisplayWindow
from inference.imaging.errors import InputError
from inference.imaging.finding import Finding, SliceStrip
from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.heatmap import Heatmap
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume
from viewer.export.facts import layer_facts
from viewer.render.badge_words import badges_for
from viewer.render.compose import compose
from viewer.render.corner_words import CornerOptions, corner_text, look_words, window_words
from viewer.render.drawing.canvas import TEXT_SIZES, Canvas
from viewer.render.drawing.tiles import elided, text_tile
from viewer.render.first_words import draw_method_words
from viewer.render.kernels.frame import whole_frame
from viewer.render.overlays.colour_bar import legend_lines
from viewer.render.overlays.corners import corner_room, whole_parts
from viewer.render.overlays.findings import box_outline, finding_words
from viewer.render.overlays.scale_bar import bar_length_mm, in_millimetres, length_words
from viewer.render.overlays.strip import cell_rows
from viewer.render.picture_words import word
from viewer.render.windows import auto_window, named_window, presets_for, starting_window
from viewer.state.layers import HeatmapLayer
from viewer.state.planes import Plane, fitted_frame, go_to_slice, slice_of, step_slice
from viewer.state.scene import CornerText, Scene

INFO = SeriesInfo(
    patient_name="DOE^JANE", patient_id="P-77", birth_date="19610203", sex="F",
    study_date="20240301", study_time="102233.5", institution="General Hospital",
    study_description="Head", series_number=4, series_description="AX FLAIR", modality="MR",
    slice_thickness_mm=5.0, lossy=True, lossy_ratio=12.0,
)  # fmt: skip
GRID = Geometry((11, 21, 21), affine_from_steps((-20, -20, -30), (0, 0, 6), (0, 2, 0), (2, 0, 0)))
WINDOW = DisplayWindow(40, 400)
PERSONAL = ("DOE", "JANE", "P-77", "1961", "General", "2024", "10:22")


def volume(info: SeriesInfo = INFO, geometry: Geometry = GRID, **facts: Any) -> Volume:
    array = np.zeros(GRID.shape_kji, np.int16)
    array[:, 5:15, 5:15] = np.arange(100, 200).reshape(10, 10)
    return Volume(array, geometry, info, **facts)


def all_words(text: CornerText) -> str:
    return " | ".join(text.top_left + text.top_right + text.bottom_left + text.bottom_right)


def test_the_corners_say_who_what_how_and_which_series() -> None:
    frame = fitted_frame(GRID, "axial", (400, 400))
    text = corner_text(volume(), frame, WINDOW, CornerOptions(True, ("flair-lesion 1.0",)))
    assert text.top_left == ("DOE, JANE", "1961-02-03", "ID P-77", "F")
    assert text.top_right == ("General Hospital", "Head", "2024-03-01 10:22")
    how = ("W 400 L 40", "zoom 1905 %", "slice 6 / 11   H 0.0 mm", "thickness 5.0 mm", "lossy 12:1")
    assert text.bottom_left == how
    assert text.bottom_right == ("flair-lesion 1.0", "MR · series 4", "AX FLAIR")


def test_hidden_identity_leaves_nothing_personal_in_the_corners() -> None:
    frame = fitted_frame(GRID, "axial", (400, 400))
    words = all_words(corner_text(volume(), frame, WINDOW, CornerOptions(identity=False)))
    assert not [word for word in PERSONAL if word in words]
    assert "AX FLAIR" in words


def test_without_spacing_there_are_no_millimetres() -> None:
    grid = replace(GRID, in_plane_mm=False, through_plane_mm=False)
    frame = fitted_frame(grid, "axial", (400, 400))
    scene = Scene(volume(geometry=grid), frame, WINDOW)
    assert "mm" not in all_words(corner_text(scene.volume, frame, WINDOW))
    assert not in_millimetres(scene)
    assert "NOT CALIBRATED: px" in badges_for(scene.volume, identity=True, made_by_model=False)


def test_in_plane_millimetres_hold_in_the_acquired_plane_alone() -> None:
    grid = replace(GRID, through_plane_mm=False)
    expected: dict[Plane, bool] = {"axial": True, "coronal": False}
    for plane, known in expected.items():
        frame = fitted_frame(grid, plane, (400, 400))
        assert in_millimetres(Scene(volume(geometry=grid), frame, WINDOW)) == known


def test_interpolation_and_slab_are_told() -> None:
    assert look_words("linear", "none", 0.0) == ("linear",)
    assert look_words("nearest", "mip", 20.0) == ("nearest", "MIP 20.0 mm")
    assert look_words("linear", "mean", 5.0, "zh_CN") == ("线性插值", "平均 5.0 mm")


def test_badges_name_flags_research_use_and_hidden_identity_once() -> None:
    flagged = volume(flags=(Flag("slice-missing", "A slice is missing."),) * 2)
    badges = badges_for(flagged, identity=False, made_by_model=True)
    assert badges == ("RESEARCH USE ONLY", "SLICE MISSING", "IDENTITY HIDDEN")
    assert badges_for(volume(), identity=True, made_by_model=False) == ()


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (DisplayWindow(40, 400), "W 400 L 40"),
        (DisplayWindow(0.52, 1.5, "LINEAR_EXACT"), "W 1.50 L 0.52"),
        (DisplayWindow(10, 50, "SIGMOID"), "W 50 L 10 sigmoid"),
        (DisplayWindow(10, 50, "LINEAR_EXACT", table=b"\x00\xff"), "W 50 L 10 VOI LUT"),
    ],
)
def test_the_window_is_told_as_precisely_as_it_is_narrow(window: DisplayWindow, words: str) -> None:
    assert window_words(window) == words


def test_only_a_calibrated_score_is_called_a_probability() -> None:
    score = Finding("1", "lesion", "lesion", 0.931)
    assert finding_words(score) == "lesion   score (uncalibrated) 0.93"
    assert finding_words(replace(score, calibrated=True)) == "lesion   probability 0.93"
    assert finding_words(replace(score, score=None)) == "lesion"


def test_a_heatmap_is_attention_and_states_its_native_grid() -> None:
    heat = Heatmap(np.zeros(GRID.shape_kji, np.float32), GRID, "Seg-Grad-CAM", "lesion", "up.2")
    lines = ("attention: Seg-Grad-CAM", "native grid 11×21×21", "6.0×2.0×2.0 mm")
    assert legend_lines(HeatmapLayer("h", heat)) == lines
    assert legend_lines(HeatmapLayer("h", heat), several=True) == (*lines, "lesion")


def test_a_map_of_measured_values_is_not_called_attention() -> None:
    parametric = Heatmap(np.zeros(GRID.shape_kji, np.float32), GRID, "parametric map", "ADC")
    assert legend_lines(HeatmapLayer("h", parametric)) == (
        "parametric map", "native grid 11×21×21", "6.0×2.0×2.0 mm", "ADC",
    )  # fmt: skip


def test_a_line_without_room_is_parted_and_no_number_of_it_cut() -> None:
    line = "slice 160 / 320   P 137.5 mm"
    small, large = (
        Canvas(whole_frame(np.zeros((300, width), np.uint32)), 1.0) for width in (290, 900)
    )
    assert whole_parts(large, line) == [line]
    parts = whole_parts(small, line)
    assert parts == ["slice 160 / 320", "P 137.5 mm"]
    assert all(elided(part, small.text_px, corner_room(small)) == part for part in parts)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words that reach a picture within a room, as they come out."""
    words: list[str] = []

    def kept(whole: str, size: int, room: int) -> str:
        words.append(elided(whole, size, room))
        return words[-1]

    monkeypatch.setattr("viewer.render.drawing.canvas.elided", kept)
    return words


@pytest.mark.parametrize(
    ("side", "language"),
    [
        (1200, "en"),
        (400, "en"),
        (200, "en"),
        (140, "en"),
        (72, "en"),
        (400, "zh_CN"),
        (140, "zh_CN"),
    ],
)
def test_no_view_is_too_small_to_say_that_a_heatmap_is_not_faithful(
    side: int, language: str, written: list[str]
) -> None:
    heat = Heatmap(np.ones(GRID.shape_kji, np.float32), GRID, "grad-cam", "lesion", "up.2")
    doubt = word("not faithful", language)
    frame = fitted_frame(GRID, "axial", (side, side))
    for faithful in (True, False, None):
        layer = HeatmapLayer("h", replace(heat, faithful=faithful))
        scene = Scene(volume(), frame, WINDOW, heatmaps=(layer, layer, layer), language=language)
        written.clear()
        compose(scene)
        assert written.count(doubt) == (3 if faithful is False else 0)


@pytest.mark.parametrize("faithful", [True, False, None])
def test_slice_weights_that_failed_their_tests_say_so_where_they_are_drawn(
    faithful: bool | None, written: list[str]
) -> None:
    values = tuple(np.linspace(0, 1, GRID.shape_kji[0]).tolist())
    strips = SliceStrip("lesion score", values), SliceStrip("attention", values, False, faithful)
    for plane, drawn in (("axial", True), ("coronal", False)):
        frame = fitted_frame(GRID, cast("Plane", plane), (160, 160))
        scene = Scene(volume(), frame, WINDOW, strips=strips)
        written.clear()
        compose(scene)
        said = "attention: not faithful" in written
        assert said == (drawn and faithful is False)
        shown = layer_facts(scene, identity=False)["strips"]
        assert [one["faithful"] for one in shown] == ([None, faithful] if drawn else [])


def test_the_scores_of_a_slice_stand_beside_its_attention() -> None:
    """The first strip at the edge, the second to its left, a cell a slice in both."""
    count = GRID.shape_kji[0]
    low, high = tuple([0.0] * count), tuple([1.0] * count)
    frame = fitted_frame(GRID, "axial", (400, 400))
    strips = SliceStrip("lesion score", high), SliceStrip("attention", low)
    picture = compose(Scene(volume(), frame, WINDOW, strips=strips))
    row = picture[10, :, :3].astype(int).sum(axis=1)
    assert (row[-3:] > 500).all() and (row[-7:-4] < 100).all()
    alone = compose(Scene(volume(), frame, WINDOW, strips=strips[:1]))
    assert np.array_equal(picture[10, -3:], alone[10, -3:])
    assert np.array_equal(picture[:, :-8], alone[:, :-8])  # no words are covered


def test_the_scale_bar_is_one_two_or_five() -> None:
    assert [bar_length_mm(mm) for mm in (0.9, 1.0, 4.9, 23, 50, 99, 100)] == [
        0.5, 1, 2, 20, 50, 50, 100,
    ]  # fmt: skip
    assert [length_words(mm) for mm in (0.5, 5, 10, 20)] == ["0.5 mm", "5 mm", "1 cm", "2 cm"]


def test_a_box_is_outlined_where_the_plane_cuts_it_and_nowhere_else() -> None:
    frame = fitted_frame(GRID, "axial", (400, 400))
    box = ((-10.0, -6.0, -9.0), (4.0, 12.0, 9.0))
    outline = box_outline(frame, box, 3.0)
    corners = frame.pixel_at([[-10, -6, 0], [4, 12, 0]])
    assert outline is not None
    np.testing.assert_allclose(outline.min(axis=0), corners[0], atol=1e-4)
    np.testing.assert_allclose(outline.max(axis=0), corners[1], atol=1e-4)
    assert len(outline) == 4
    assert box_outline(frame.moved_to(np.array([0, 0, 11.0])), box, 3.0) is not None
    assert box_outline(frame.moved_to(np.array([0, 0, 13.0])), box, 3.0) is None


def test_a_flat_box_is_seen_in_its_own_slice() -> None:
    frame = fitted_frame(GRID, "axial", (400, 400))
    outline = box_outline(frame, ((-10.0, -6.0, 0.0), (4.0, 12.0, 0.0)), 3.0)
    assert outline is not None
    np.testing.assert_allclose(np.ptp(outline, axis=0), np.array([14, 18]) / frame.mm_per_pixel)


def test_a_long_line_ends_in_an_ellipsis_within_its_room() -> None:
    words = "A very long series description that nobody could ever read"
    short = elided(words, 13, 150)
    assert short.endswith("…") and words.startswith(short[:-1].rstrip())
    assert 100 < text_tile(short, 13).width <= 150
    assert elided("short", 13, 150) == "short"
    assert elided(words, 13, 5) == ""


def test_letters_are_twice_as_large_at_twice_the_scale() -> None:
    large, small = (whole_frame(np.zeros((side, side), np.uint32)) for side in (500, 250))
    assert Canvas(large, 2.0).text_px == 2 * Canvas(small, 1.0).text_px
    assert abs(text_tile("Head", 26).width - 2 * text_tile("Head", 13).width) <= 3


def test_text_is_drawn_whole_at_the_edges_of_a_tile() -> None:
    tile = text_tile("ÅgjpqyQ|", 14)
    ink = np.asarray(tile.ink)
    assert ink.any() and not ink[0].any() and not ink[-1].any()
    assert not ink[:, 0].any() and not ink[:, -1].any()


def test_each_slice_has_its_own_cell_of_the_strip() -> None:
    cells = [cell_rows(k, 7, 100, upward=False) for k in range(7)]
    assert cells[0][0] == 0 and cells[-1][1] == 100
    assert all(a[1] == b[0] for a, b in pairwise(cells))
    assert cell_rows(0, 7, 100, upward=True) == cells[-1]


def test_stepping_up_goes_to_the_head_anterior_and_left_on_true_slices() -> None:
    gaps = np.array([0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 13.0])
    grid = replace(GRID, k_positions=gaps)
    frame = go_to_slice(grid, fitted_frame(grid, "axial", (50, 50)), 2)
    stepped = step_slice(grid, frame, 1)
    assert slice_of(grid, stepped) == 3
    assert stepped.centre_lps[2] - frame.centre_lps[2] == pytest.approx(12.0)
    assert slice_of(grid, step_slice(grid, frame, 99)) == 10
    ways: dict[Plane, tuple[int, int]] = {"coronal": (1, -1), "sagittal": (0, 1)}
    for plane, (axis, sign) in ways.items():
        start = fitted_frame(grid, plane, (50, 50))
        moved = step_slice(grid, start, 3).centre_lps - start.centre_lps
        assert moved[axis] == pytest.approx(sign * 6.0)


def test_ct_presets_are_never_offered_for_mr() -> None:
    ct = volume(replace(INFO, modality="CT"), unit="HU")
    assert [p.key for p in presets_for(ct)] == ["3", "4", "5", "6", "7", "8"]
    assert presets_for(volume()) == ()
    with pytest.raises(InputError, match="no window “lung”"):
        named_window(volume(), "lung")


def test_ct_presets_are_never_offered_for_values_that_are_not_in_hu() -> None:
    stored = volume(replace(INFO, modality="CT"), unit="")
    assert presets_for(stored) == ()
    with pytest.raises(InputError, match="not in HU"):
        named_window(stored, "lung")


def test_windows_by_name_and_numbers() -> None:
    ct = volume(replace(INFO, modality="CT"), unit="HU", windows=(DisplayWindow(1, 2),))
    lung, soft = named_window(ct, "lung"), named_window(ct, "soft-tissue")
    assert (lung.width, lung.centre) == (1500, -600) and (soft.width, soft.centre) == (400, 40)
    assert named_window(ct, "350/-20") == DisplayWindow(-20, 350)
    assert starting_window(ct) == DisplayWindow(1, 2)
    for wrong in ("0/40", "abc/40", "nan/1", "-3/4", "1/2/3", "file2"):
        with pytest.raises(InputError):
            named_window(ct, wrong)


def test_the_automatic_window_of_mr_spans_the_tissue_and_not_the_air() -> None:
    window = auto_window(volume())
    low, high = window.centre - window.width / 2, window.centre + window.width / 2
    assert 100 <= low < 103 and 196 < high <= 199


def test_a_ct_head_starts_with_the_brain_window() -> None:
    head = volume(replace(INFO, modality="CT", body_part="HEAD"), unit="HU")
    assert (auto_window(head).width, auto_window(head).centre) == (80, 40)
    chest = volume(replace(INFO, modality="CT"), unit="HU")
    assert (auto_window(chest).width, auto_window(chest).centre) == (400, 40)


def test_the_words_on_the_picture_are_in_the_users_language() -> None:
    frame = fitted_frame(GRID, "axial", (400, 400))
    text = corner_text(volume(), frame, WINDOW, CornerOptions(True, language="zh_CN"))
    assert text.bottom_left[2] == "层 6 / 11   H 0.0 mm"
    assert text.bottom_left[3:] == ("层厚 5.0 mm", "有损压缩 12:1")
    found = Finding("1", "lesion", "病灶", 0.9)
    assert finding_words(found, "zh_CN") == "病灶   评分（未校准） 0.90"
    assert all("RESEARCH USE ONLY" in word("RESEARCH USE ONLY", code) for code in ("en", "zh_CN"))
    assert word("no such word", "zh_CN") == "no such word"


def test_chinese_names_and_words_are_drawn_where_a_font_is_installed() -> None:
    missing = text_tile("\U0010fffe", 16)
    for character in "张脑层":
        tile = text_tile(character, 16)
        if tile.ink.shape == missing.ink.shape and (tile.ink == missing.ink).all():
            pytest.skip("no font with Chinese characters is installed (fonts-noto-cjk)")
        assert tile.ink.max() > 200
    assert (text_tile("张", 16).ink != text_tile("脑", 16).ink).any()


def test_the_words_of_a_heatmap_that_is_asked_for_are_there_before_it_is_drawn() -> None:
    method = "a method of this test"
    draw_method_words([method])
    heatmap = Heatmap(np.ones(GRID.shape_kji, np.float32), GRID, method, "t")
    line = legend_lines(HeatmapLayer("h", heatmap))[0]
    known = text_tile.cache_info().hits
    for size in TEXT_SIZES:
        text_tile(line, size)
    assert text_tile.cache_info().hits == known + len(TEXT_SIZES)
