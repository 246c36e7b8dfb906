"""A calibrated screen: chosen by a setting, said in the status line, applied last, never saved."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.conftest import hang, phantom
from viewer.app import Parts
from viewer.render.compose import compose
from viewer.render.gsdf import read_curve, response
from viewer.state.intents import ChangeSetting, PerformCommand
from viewer.widgets.preferences import Preferences
from viewer.widgets.qc_page import QcPage


def write_curve(path: Path) -> str:
    rows = [f"{n},{0.3 + 250 * (n / 255) ** 2.2}" for n in range(256)]
    path.write_text("\n".join(rows), "utf-8")
    return str(path)


def test_a_curve_changes_what_is_shown_and_is_said(parts: Parts, tmp_path: Path) -> None:
    hang(parts, phantom())
    view, status = parts.window.views.panes[0].view, parts.window.status
    assert status.display_words() == "display uncalibrated"
    before = view.picture()
    assert before is not None
    plain = before.copy()
    parts.session.dispatch(ChangeSetting("calibration", write_curve(tmp_path / "desk.csv")))
    parts.session.dispatch(ChangeSetting("ambient", 1.0))
    departure = response(read_curve(tmp_path / "desk.csv"), 1.0).departure
    assert status.display_words() == f"GSDF ±{departure:.1f} %: desk.csv, ambient 1 cd/m²"
    assert view.picture() != plain
    assert view.scene is not None
    exported = np.array(compose(view.scene))[..., :3]
    shown = np.frombuffer(plain.constBits(), np.uint8).reshape(exported.shape[0], -1, 4)
    assert np.array_equal(exported, shown[..., :3])
    parts.session.dispatch(ChangeSetting("calibration", ""))
    assert status.display_words() == "display uncalibrated"


def test_a_curve_that_is_gone_is_told_and_the_screen_counts_as_uncalibrated(
    parts: Parts, tmp_path: Path
) -> None:
    missing = str(tmp_path / "gone.csv")
    parts.session.dispatch(ChangeSetting("calibration", missing))
    assert any(missing in message.text for message in parts.session.state.messages)
    assert parts.session.state.calibration is None
    parts.session.dispatch(ChangeSetting("calibration", ""))


def test_the_test_pattern_fills_the_window_and_any_key_closes_it(
    parts: Parts, qtbot: QtBot
) -> None:
    parts.session.dispatch(PerformCommand("test-pattern"))
    QApplication.processEvents()
    (page,) = [page for page in parts.window.findChildren(QcPage) if page.isVisible()]
    assert page.size() == parts.window.size()
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.isVisible()


def test_leaving_the_dialog_of_the_curve_keeps_the_one_in_use(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    curve = write_curve(tmp_path / "desk.csv")
    parts.session.dispatch(ChangeSetting("calibration", curve))
    page = Preferences(parts.window, parts.session.state, parts.session.dispatch)
    chosen = {button.text(): button for button in page.findChildren(QPushButton)}
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    chosen["desk.csv"].click()
    assert parts.session.state.settings["calibration"] == curve
    chosen["Take away"].click()
    assert parts.session.state.settings["calibration"] == ""
    page.close()
    page.deleteLater()
