"""A heatmap that failed its tests says so in the window and in whatever leaves it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nibabel
import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel

from inference.imaging.heatmap import Heatmap
from inference.imaging.result import InferenceResult, Provenance
from inference.imaging.volume import Volume, voxel_sha256
from inference.writing.result_folder import read_result, write_result
from tests.gui.conftest import hang, phantom
from viewer.app import Parts
from viewer.controllers.scenes import scene_of
from viewer.controllers.view_size import ViewSize
from viewer.export.screenshot import export_screenshot
from viewer.export.shot import make_shot
from viewer.render.compose import compose
from viewer.render.drawing.tiles import elided
from viewer.state.facts import ResultArrived
from viewer.state.scene import Scene

Drawn = Callable[[Scene], list[str]]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """The words that composing a scene writes, as they stand there."""
    written: list[str] = []

    def kept(words: str, size: int, room: int) -> str:
        written.append(elided(words, size, room))
        return written[-1]

    def words_of(scene: Scene) -> list[str]:
        written.clear()
        monkeypatch.setattr("viewer.render.drawing.canvas.elided", kept)
        compose(scene)
        return list(written)

    return words_of


def judged(volume: Volume, faithful: bool | None, token: str = "token-1") -> InferenceResult:
    made = Provenance(
        "m", "Model", "1", "ab" * 32, "0", "cpu", "now", volume.series_uid, volume.info.study_uid,
        voxel_sha256(volume),
    )  # fmt: skip
    array = np.zeros(volume.geometry.shape_kji, np.float32)
    array[18:22, 20:30, 20:30] = 1
    heat = Heatmap(array, volume.geometry, "grad-cam", "lesion", "up.1", faithful=faithful)
    return InferenceResult("r1", token, made, heatmaps=(heat,))


@pytest.mark.parametrize("faithful", [True, False, None])
def test_the_window_says_it_on_the_picture_and_in_the_layers(
    parts: Parts, drawn: Drawn, faithful: bool | None
) -> None:
    volume = phantom()
    entry = hang(parts, volume)
    parts.session.dispatch(ResultArrived(judged(volume, faithful), entry.id))
    scene = scene_of(parts.session.state, 0, ViewSize(500, 500))
    assert scene is not None
    assert ("not faithful" in drawn(scene)) == (faithful is False)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # cards of other tests
    labels = [label.text() for label in parts.window.findChildren(QLabel)]
    assert any(text.startswith("NOT FAITHFUL") for text in labels) == (faithful is False)


def test_a_map_of_measured_values_is_not_called_untested(parts: Parts) -> None:
    volume = phantom()
    entry = hang(parts, volume)
    result = judged(volume, None)
    values = replace(result.heatmaps[0], method="parametric map", unit="mm2/s")
    parts.session.dispatch(ResultArrived(replace(result, heatmaps=(values,)), entry.id))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # cards of other tests
    labels = [label.text() for label in parts.window.findChildren(QLabel)]
    assert any(text.startswith("parametric map") for text in labels)
    assert not any("aithful" in text for text in labels)


@pytest.mark.parametrize("faithful", [True, False])
def test_a_screenshot_says_it_in_picture_footer_and_facts(
    parts: Parts, drawn: Drawn, faithful: bool, tmp_path: Path
) -> None:
    volume = phantom()
    entry = hang(parts, volume)
    made = judged(volume, faithful)
    parts.session.dispatch(ResultArrived(made, entry.id))
    scene = scene_of(parts.session.state, 0, ViewSize(500, 500))
    assert scene is not None
    assert ("not faithful" in drawn(scene)) != faithful
    export_screenshot(scene, tmp_path / "a.png", results=(made,))
    facts = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert any("NOT FAITHFUL" in word for word in facts["footer"]) != faithful
    assert _values(facts, "faithful") == [faithful]


@pytest.mark.parametrize("faithful", [True, False])
def test_a_shot_of_a_written_result_says_it(faithful: bool, tmp_path: Path) -> None:
    volume = phantom()
    write_result(judged(volume, faithful), volume, tmp_path / "result")
    make_shot(volume, out=tmp_path / "a.png", result_dir=tmp_path / "result", size_wh=(500, 500))
    facts = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert any("NOT FAITHFUL" in word for word in facts["footer"]) != faithful
    assert _values(facts, "faithful") == [faithful]


@pytest.mark.parametrize("faithful", [True, False])
def test_a_written_result_says_it_to_other_programs(faithful: bool, tmp_path: Path) -> None:
    volume = phantom()
    made = judged(volume, faithful)
    tests = {"deletion": 0.5}
    made = replace(made, heatmaps=(replace(made.heatmaps[0], tests=tests),))
    write_result(made, volume, tmp_path)
    header = nibabel.Nifti1Image.from_filename(tmp_path / "heatmap.nii.gz").header
    assert (b"NOT FAITHFUL" in header["descrip"].tobytes()) != faithful
    (back,) = read_result(tmp_path).heatmaps
    assert (back.faithful, dict(back.tests)) == (faithful, tests)


def _values(facts: object, key: str) -> list[object]:
    """All values of a key anywhere in nested facts."""
    if isinstance(facts, dict):
        mine = [facts[key]] if key in facts else []
        return mine + [value for one in facts.values() for value in _values(one, key)]
    return (
        [value for one in facts for value in _values(one, key)] if isinstance(facts, list) else []
    )
