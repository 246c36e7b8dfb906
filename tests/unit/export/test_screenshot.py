"""Exported pictures hold what is on screen, the facts, and nobody's name; whole or not at all."""

import json
import resource
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from inference.imaging.display_window import DisplayWindow
from inference.imaging.errors import InputError
from inference.imaging.finding import Finding, SliceStrip
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.heatmap import Heatmap
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.result import InferenceResult, Provenance
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume, voxel_sha256
from inference.writing.result_folder import write_result
from viewer.export.screenshot import export_screenshot, resized
from viewer.export.shot import make_shot, result_for, shot_scene
from viewer.render.compose import compose
from viewer.state.planes import Plane, fitted_frame
from viewer.state.scene import Scene

GRID = Geometry(
    (9, 30, 30), affine_from_steps((-29, -29, -20), (0, 0, 5), (0, 2, 0), (2, 0, 0)), "1.2.3"
)
INFO = SeriesInfo(
    patient_name="DOE^JANE", patient_id="P-77", birth_date="19610203", sex="F", study_uid="1.9",
    study_date="20240301", institution="General Hospital", series_uid="1.9.1", modality="MR",
    series_description="AX FLAIR", source="/data/DOE_JANE/1",
)  # fmt: skip
PERSONAL = ("DOE", "JANE", "P-77", "19610203", "1961-02-03", "General", "20240301", "2024-03-01")
SHA = "ab" * 32


def volume() -> Volume:
    array = np.zeros(GRID.shape_kji, np.int16)
    array[2:7, 8:22, 6:24] = 300
    array[4, 10:14, 8:12] = 900
    return Volume(array, GRID, INFO, source_uids=("1.9.1.1",))


def result(series_uid: str = "1.9.1") -> InferenceResult:
    made = Provenance(
        "flair-lesion", "FLAIR lesion", "1.2", SHA, "0.1.0", "cpu", "2026-01-01T00:00:00Z",
        series_uid, "1.9", voxel_sha256(volume()), input_uids=("1.9.1.1",), overrides=("spacing",),
    )  # fmt: skip
    mask = np.zeros(GRID.shape_kji, np.uint8)
    mask[4, 10:14, 8:12] = 1
    heat = Heatmap(mask.astype(np.float32), GRID, "Seg-Grad-CAM", "lesion")
    lesion = LabelMap(mask, GRID, (Segment(1, "lesion", (144, 238, 144)),), "lesion")
    place = tuple(GRID.lps_from_index([4, 12, 10]))
    found = Finding("f1", "lesion", "lesion", 0.9, point_lps=place, box_lps=(place, place))
    return InferenceResult("r", "t", made, (lesion,), (heat,), (found, Finding("f2", "class", "x")))


def scene() -> Scene:
    frame = fitted_frame(GRID, "axial", (360, 320))
    return shot_scene(volume(), frame, DisplayWindow(300, 600), result(), None)


def read(path: Path) -> tuple[np.ndarray, dict[str, Any], dict[str, Any]]:
    with Image.open(path) as image:
        image.load()
        pixels, notes = (
            np.asarray(image.convert("RGB")),
            {str(key): value for key, value in image.info.items()},
        )
    return pixels, notes, json.loads(path.with_suffix(".json").read_text("utf-8"))


def test_the_file_holds_the_composition_of_the_screen_over_a_footer(tmp_path: Path) -> None:
    shown = scene()
    export_screenshot(shown, tmp_path / "a.png", results=(result(),), identity=True)
    pixels, _, facts = read(tmp_path / "a.png")
    np.testing.assert_array_equal(pixels[:320], compose(shown)[..., 2::-1])
    assert pixels.shape[1] == 360 and pixels.shape[0] > 320
    assert pixels[320:].max() > 200  # words below
    words = " ".join(facts["footer"])
    for part in (
        "RESEARCH USE ONLY",
        "FLAIR lesion 1.2",
        SHA[:12],
        "W 600 L 300",
        "RadLens",
        "spacing",
    ):
        assert part in words


def test_the_same_facts_are_in_the_picture_and_beside_it(tmp_path: Path) -> None:
    export_screenshot(scene(), tmp_path / "a.png", results=(result(),))
    pixels, notes, facts = read(tmp_path / "a.png")
    assert json.loads(notes["RadLens"]) == facts
    assert notes["Warning"] == facts["label"] == "RESEARCH USE ONLY"
    assert facts["model"]["weights_sha256"] == SHA
    assert facts["model"]["input_uids"] == ["1.9.1.1"]
    assert facts["views"][0]["slice"] == 5 and facts["views"][0]["slice_count"] == 9
    assert facts["views"][0]["edges"] == {"left": "R", "right": "L", "top": "A", "bottom": "P"}
    assert facts["views"][0]["heatmaps"][0]["native_grid"] == "9×30×30 at 5.0×2.0×2.0 mm"
    assert facts["size_wh"] == [pixels.shape[1], pixels.shape[0]]


def test_identity_is_left_out_unless_asked(tmp_path: Path) -> None:
    for name, identity in (("a", False), ("b", True)):
        export_screenshot(scene(), tmp_path / f"{name}.png", results=(result(),), identity=identity)
    hidden = (tmp_path / "a.png").read_bytes() + (tmp_path / "a.json").read_bytes()
    assert not [word for word in PERSONAL if word.encode() in hidden]
    _, notes, facts = read(tmp_path / "b.png")
    assert facts["series"][0]["patient"]["patient_name"] == "DOE^JANE"
    assert "IDENTITY HIDDEN" not in facts["views"][0]["badges"]
    _, notes, facts = read(tmp_path / "a.png")
    assert not [word for word in PERSONAL if word in json.dumps(notes)]
    assert "IDENTITY HIDDEN" in facts["views"][0]["badges"]


def test_several_views_stand_in_a_grid_of_the_size_asked_for(tmp_path: Path) -> None:
    frames = [fitted_frame(GRID, plane, (300, 300)) for plane in ("axial", "coronal", "sagittal")]
    scenes = [replace(scene(), frame=frame) for frame in frames]
    export_screenshot(scenes, tmp_path / "a.png", results=(result(),), size_wh=(900, 700))
    pixels, _, facts = read(tmp_path / "a.png")
    assert pixels.shape == (700, 900, 3) and facts["size_wh"] == [900, 700]
    assert [view["slice_axis"] for view in facts["views"]] == ["k", "j", "i"]


def test_views_stand_where_they_stand_on_the_screen(tmp_path: Path) -> None:
    large, small = (
        fitted_frame(GRID, "axial", (400, 500)),
        fitted_frame(GRID, "coronal", (300, 248)),
    )
    scenes = [replace(scene(), frame=frame) for frame in (large, small, small)]
    corners = [(50, 30), (452, 30), (452, 282)]
    export_screenshot(scenes, tmp_path / "a.png", results=(result(),), corners_xy=corners)
    pixels, _, _ = read(tmp_path / "a.png")
    assert pixels.shape[1] == 702 and pixels.shape[0] > 500
    difference = pixels[252:500, 402:702].astype(int) - pixels[0:248, 402:702]
    assert not difference.any()


def test_resizing_keeps_all_that_was_in_view(tmp_path: Path) -> None:
    export_screenshot(scene(), tmp_path / "a.png", size_wh=(800, 400))
    _, _, facts = read(tmp_path / "a.png")
    view, before = facts["views"][0], scene().frame
    for side in range(2):
        assert (
            view["size_wh"][side] * view["mm_per_pixel"]
            >= before.size_wh[side] * before.mm_per_pixel - 1e-9
        )


def test_words_of_the_look_survive_resizing() -> None:
    shown = scene()
    words = replace(shown.corner_text, bottom_left=(*shown.corner_text.bottom_left, "nearest"))
    after = resized(replace(shown, corner_text=words), (800, 700)).corner_text.bottom_left
    assert (
        after[-1] == "nearest"
        and after[0] == "W 600 L 300"
        and len(after) == len(words.bottom_left)
    )
    assert after[1] != words.bottom_left[1]  # the zoom


@pytest.mark.parametrize("room", [100, 3000])
def test_a_full_disk_is_told_and_leaves_the_old_files(tmp_path: Path, room: int) -> None:
    out = tmp_path / "a.png"
    export_screenshot(scene(), out)
    before = out.read_bytes(), out.with_suffix(".json").read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        with pytest.raises(InputError, match="cannot be written"):
            export_screenshot(scene(), out, identity=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (out.read_bytes(), out.with_suffix(".json").read_bytes()) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.json", "a.png"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "b.json").mkdir()
    for out in (tmp_path / "file" / "a.png", tmp_path / "b.png", tmp_path / "a.jpg"):
        with pytest.raises(InputError):
            export_screenshot(scene(), out)
    assert not (tmp_path / "b.png").exists()


@pytest.mark.parametrize("size", [(0, 500), (500, 99999), (100, 100)])
def test_a_senseless_size_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    with pytest.raises(InputError, match="outside"):
        export_screenshot(scene(), tmp_path / "a.png", size_wh=size)


def test_nothing_open_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no series"):
        export_screenshot([], tmp_path / "a.png")


def result_folder(tmp_path: Path, found: InferenceResult | None = None) -> Path:
    write_result(found or result(), volume(), tmp_path / "result")
    return tmp_path / "result"


def test_a_shot_shows_the_slice_point_or_finding_that_was_asked_for(tmp_path: Path) -> None:
    folder = result_folder(tmp_path)
    wishes: dict[str, dict[str, Any]] = {
        "slice": {"slice_index": 6},
        "point": {"at_lps": (0.0, 0.0, 9.0)},
        "finding": {"finding": 1, "result_dir": folder},
    }
    slices = {}
    for name, wish in wishes.items():
        make_shot(volume(), out=tmp_path / f"{name}.png", size_wh=(400, 400), **wish)
        pixels, _, facts = read(tmp_path / f"{name}.png")
        assert pixels.shape == (400, 400, 3)
        slices[name] = facts["views"][0]["slice"]
    assert slices == {"slice": 7, "point": 7, "finding": 5}
    assert facts["model"]["name"] == "FLAIR lesion"
    assert facts["views"][0]["masks"][0]["segments"] == ["lesion"]


@pytest.mark.parametrize("plane", ["axial", "coronal", "sagittal"])
def test_each_plane_and_window_can_be_asked_for(tmp_path: Path, plane: Plane) -> None:
    make_shot(volume(), out=tmp_path / "a.png", plane=plane, window="600/300", size_wh=(400, 400))
    _, _, facts = read(tmp_path / "a.png")
    assert facts["views"][0]["slice_axis"] == {"axial": "k", "coronal": "j", "sagittal": "i"}[plane]
    assert facts["views"][0]["window"] == {"width": 600, "level": 300, "function": "LINEAR"}


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"slice_index": 9}, "no slice 9"),
        ({"slice_index": -1}, "no slice -1"),
        ({"at_lps": (0.0, 0.0, 500.0)}, "outside"),
        ({"finding": 1}, "with the result"),
        ({"slice_index": 1, "at_lps": (0.0, 0.0, 0.0)}, "not several"),
        ({"window": "lung"}, "no window"),
    ],
)
def test_a_wish_that_cannot_be_met_is_told(tmp_path: Path, wish: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        make_shot(volume(), out=tmp_path / "a.png", size_wh=(400, 400), **wish)
    assert not list(tmp_path.iterdir())


def test_findings_that_do_not_exist_or_have_no_place_are_told(tmp_path: Path) -> None:
    folder = result_folder(tmp_path)
    for number, said in ((3, "no number 3"), (0, "no number 0"), (2, "no place")):
        with pytest.raises(InputError, match=said):
            make_shot(volume(), out=tmp_path / "a.png", finding=number, result_dir=folder)


def test_a_result_of_another_series_is_refused_unless_it_shares_the_patient_space(
    tmp_path: Path,
) -> None:
    folder = result_folder(tmp_path)
    other = replace(volume(), info=replace(INFO, series_uid="9.9"))
    make_shot(other, out=tmp_path / "same-space.png", result_dir=folder, size_wh=(400, 400))
    elsewhere = replace(other, geometry=replace(GRID, frame_of_reference_uid="4.5.6"))
    with pytest.raises(InputError, match="another series"):
        make_shot(elsewhere, out=tmp_path / "a.png", result_dir=folder)


def test_a_result_of_other_pixels_under_the_same_uid_is_refused(tmp_path: Path) -> None:
    """Another stack of a 4D series, or files that were changed after the model ran."""
    folder = result_folder(tmp_path)
    changed = volume().array.copy()
    changed[0, 0, 0] += 1
    with pytest.raises(InputError, match="made from other pixels"):
        make_shot(replace(volume(), array=changed), out=tmp_path / "a.png", result_dir=folder)


def test_weights_of_slices_are_not_shown_beside_the_slices_of_another_series(
    tmp_path: Path,
) -> None:
    strip = SliceStrip("lesion", tuple(np.linspace(0, 1, GRID.shape_kji[0])))
    folder = result_folder(tmp_path, replace(result(), strips=(strip,)))
    other = replace(volume(), info=replace(INFO, series_uid="9.9"))
    assert result_for(volume(), folder).strips == (strip,)
    assert result_for(other, folder).strips == () and result_for(other, folder).label_maps


def test_words_that_another_program_wrote_of_a_finding_stay_out_without_identity(
    tmp_path: Path,
) -> None:
    read_it = Finding(
        "object-1/m1", "measurement", "lesion", details={"comment": "Mrs DOE, left", "HU": 41.0}
    )
    ours = replace(read_it, id="r/m1", details={"missing inputs": "age"})
    shown = replace(scene(), findings=(read_it, ours))
    found = {}
    for identity in (False, True):
        export_screenshot(shown, tmp_path / f"{identity}.png", identity=identity)
        _, notes, facts = read(tmp_path / f"{identity}.png")
        found[identity] = [one["details"] for one in facts["views"][0]["findings"]]
        assert ("DOE" in json.dumps(notes)) == identity
    assert found[False] == [{"HU": 41.0}, {"missing inputs": "age"}]
    assert found[True][0]["comment"] == "Mrs DOE, left"


def test_a_heatmap_or_strip_that_failed_its_tests_is_named_in_the_footer(tmp_path: Path) -> None:
    """A small view has no room for it beside the colour bar."""
    shown = scene()
    doubtful = replace(shown.heatmaps[0].heatmap, faithful=False)
    layers = (replace(shown.heatmaps[0], heatmap=doubtful),)
    strip = SliceStrip("attention", (0.5,) * GRID.shape_kji[0], faithful=False)
    shown = replace(shown, heatmaps=layers, strips=(strip,))
    wanted = {"NOT FAITHFUL: Seg-Grad-CAM of lesion", "NOT FAITHFUL: attention"}
    export_screenshot(shown, tmp_path / "a.png", size_wh=(240, 240))
    _, notes, facts = read(tmp_path / "a.png")
    assert wanted <= set(facts["footer"]) and "NOT FAITHFUL" in notes["Description"]
    export_screenshot(replace(shown, show_overlays=False), tmp_path / "b.png")
    assert not wanted & set(read(tmp_path / "b.png")[2]["footer"])
