"""The main job by mouse and keys: open the demo study, scroll, run the model, look, save."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import nibabel
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from inference.catalog.models import list_models
from tests.data_folder import ROOT
from viewer.app import DEMO_STUDY, Parts, build_window, make_application
from viewer.widgets.slice_view import SliceView

MODEL = "flair-lesion"
WAIT_MS = 120_000
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def qapp() -> QApplication:
    return make_application()


@pytest.fixture
def parts(qtbot: QtBot, tmp_path: Path) -> Iterator[Parts]:
    if not DEMO_STUDY.exists():
        pytest.skip("the demo study is not made yet (packaging/make_demo_study.py)")
    if MODEL not in [entry.card.id for entry in list_models()]:
        pytest.skip(f"the model {MODEL} is not among resources/models yet")
    built = build_window(home=tmp_path / "home")
    built.window.resize(1600, 900)
    with qtbot.waitActive(built.window):  # without it no key reaches a shortcut
        built.window.show()
        built.window.activateWindow()
    yield built
    built.close()


def test_open_scroll_run_overlay_screenshot_on_the_demo_study(
    parts: Parts, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.mouseClick(parts.window.views.hint.demo_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _is_read(parts), timeout=WAIT_MS)
    view = parts.window.views.panes[0].view
    _scrolls_three_slices(parts, view)
    _runs_the_model(parts, view, qtbot)
    _shows_and_hides_the_overlay(parts, view, qtbot)
    shot = tmp_path / "shot.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(shot), "PNG"))
    qtbot.keyClick(view, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(shot.exists, timeout=WAIT_MS)
    _tells_facts_but_no_identity(shot, view)


def _scrolls_three_slices(parts: Parts, view: SliceView) -> None:
    series, before = parts.session.state.active_series, parts.session.state.cursor_of(0)
    _wheel(view, 3)
    after = parts.session.state.cursor_of(0)
    assert series is not None
    assert before is not None
    assert after is not None
    step = series.volume.geometry.spacing_mm_kji[0]
    assert np.linalg.norm(np.subtract(after, before)) == pytest.approx(3 * step)


def _runs_the_model(parts: Parts, view: SliceView, qtbot: QtBot) -> None:
    session = parts.session
    qtbot.keyClick(view, Qt.Key.Key_R, CTRL)
    qtbot.waitUntil(lambda: bool(session.state.results.masks), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not any(j.alive for j in session.state.jobs), timeout=WAIT_MS)
    assert _dice(parts) >= 0.7
    assert session.state.results.heatmaps


def _shows_and_hides_the_overlay(parts: Parts, view: SliceView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    finding = parts.session.state.results.findings[0]
    assert parts.session.state.cursor_of(0) == finding.point_lps
    assert _colourful(view) > 500
    qtbot.keyClick(view, Qt.Key.Key_G)
    assert _colourful(view) == 0
    qtbot.keyClick(view, Qt.Key.Key_G)


def _tells_facts_but_no_identity(shot: Path, view: SliceView) -> None:
    facts = json.loads(shot.with_suffix(".json").read_text("utf-8"))
    assert "SYNTHETIC DEMO" not in json.dumps(facts)
    assert any("RESEARCH USE ONLY" in line for line in facts["footer"])
    assert np.asarray(Image.open(shot)).shape[1] == view.device_size().width


def _is_read(parts: Parts) -> bool:
    series = parts.session.state.active_series
    return series is not None and series.complete


def _wheel(view: SliceView, notches: int) -> None:
    at = QPointF(view.rect().center())
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def _dice(parts: Parts) -> float:
    """Overlap of the largest finding's mask with the known lesion, slice order by position."""
    found = parts.session.state.results.masks[0].label_map
    truth: Any = nibabel.load(ROOT / "resources" / "demo" / "lesion.nii.gz")
    points = found.geometry.lps_from_index(np.argwhere(found.array))
    ras = points * np.array([-1, -1, 1])
    inverse = np.linalg.inv(truth.affine)
    index = np.rint(ras @ inverse[:3, :3].T + inverse[:3, 3]).astype(int)
    mask = np.asarray(truth.dataobj) > 0
    inside = np.all((index >= 0) & (index < mask.shape), axis=1)
    hits = np.count_nonzero(mask[tuple(index[inside].T)])
    return 2 * hits / (len(points) + np.count_nonzero(mask))


def _colourful(view: SliceView) -> int:
    """How many pixels of the middle of the picture are green: only a mask paints such."""
    assert view.picture() is not None
    image = view.grab().toImage()
    size = min(image.width(), image.height()) // 2
    area = image.copy(image.width() // 4, image.height() // 4, size, size)
    pixels = np.frombuffer(area.constBits(), np.uint8).reshape(area.height(), -1, 4)
    blue, green, red = (pixels[..., n].astype(int) for n in range(3))
    return int(np.count_nonzero((green > red + 25) & (green > blue + 25)))
