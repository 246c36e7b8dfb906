"""A mask that lies in a file: laid over the series, judged, kept, and training data after that."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from inference.imaging.volume import Volume
from inference.writing.nifti_file import nifti_bytes
from inference.writing.result_folder import read_result
from tests.gui.conftest import hang, phantom
from viewer.app import Parts
from viewer.state.intents import CloseStudy
from viewer.state.result_intents import ReviewFinding

WAIT = 60_000  # ms: a reader's process has to start
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def _write(path: Path, volume: Volume) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    labels = np.zeros(volume.geometry.shape_kji, np.uint8)
    labels[10:14, 20:30, 40:52] = 1
    labels[30:32, 8:12, 8:12] = 1
    path.write_bytes(nifti_bytes(labels, volume.geometry, "test"))
    return labels


def _messages(parts: Parts) -> list[str]:
    return [message.text for message in parts.session.state.messages]


def test_a_mask_is_loaded_accepted_and_kept_with_where_it_came_from(
    parts: Parts, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    volume = phantom()
    hang(parts, volume)
    path = tmp_path / "lesion.nii.gz"
    labels = _write(path, volume)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    view = parts.window.views.panes[0].view
    qtbot.keyClick(view, Qt.Key.Key_M, CTRL_SHIFT)
    qtbot.waitUntil(lambda: len(parts.session.state.results.findings) == 2, timeout=WAIT)
    findings = parts.session.state.results.findings
    assert [one.review for one in findings] == ["unreviewed"] * 2
    assert findings[0].volume_ml == pytest.approx(480 * 2 / 1000)
    assert "each of its parts (2)" in _messages(parts)[-1]
    assert parts.session.state.panels.tab == "findings"
    parts.session.dispatch(ReviewFinding("rejected", findings[1].id))
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    reviews = [one.review for one in parts.session.state.results.findings]
    assert reviews == ["accepted", "rejected"]
    painted = parts.editing._folder
    before = set(painted.glob("*/*/result.json"))
    parts.session.dispatch(CloseStudy())
    qtbot.waitUntil(lambda: set(painted.glob("*/*/result.json")) != before, timeout=WAIT)
    (made,) = set(painted.glob("*/*/result.json")) - before
    kept = read_result(made.parent)
    assert np.array_equal(kept.label_maps[0].array, labels)
    assert kept.provenance.model_name == "loaded from a file"
    (step, details), *others = kept.provenance.steps
    assert step == "loaded from a file"
    assert details["file"] == "lesion.nii.gz"
    assert len(str(details["file_sha256"])) == 64
    assert [name for name, _ in others] == ["reviewed by hand"]


def test_a_mask_that_nobody_judged_is_not_kept(
    parts: Parts, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    volume = phantom()
    hang(parts, volume)
    _write(tmp_path / "m.nii.gz", volume)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "m.nii.gz"), ""))
    qtbot.keyClick(parts.window.views.panes[0].view, Qt.Key.Key_M, CTRL_SHIFT)
    qtbot.waitUntil(lambda: bool(parts.session.state.results.findings), timeout=WAIT)
    before = set(parts.editing._folder.glob("*/*/result.json"))
    parts.session.dispatch(CloseStudy())
    assert set(parts.editing._folder.glob("*/*/result.json")) == before


def test_what_is_no_mask_is_told(
    parts: Parts, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hang(parts, phantom())
    (tmp_path / "m.nii.gz").write_bytes(b"nothing")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "m.nii.gz"), ""))
    qtbot.keyClick(parts.window.views.panes[0].view, Qt.Key.Key_M, CTRL_SHIFT)
    qtbot.waitUntil(lambda: bool(_messages(parts)), timeout=WAIT)
    assert "m.nii.gz" in _messages(parts)[-1]
    assert not parts.session.state.results.masks
