"""Conventions of the window that no other test of it holds."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.data_folder import ROOT
from tests.gui.conftest import hang, phantom
from tests.gui.crowded_window import crowd
from tests.unit.state.states import result
from viewer.app import Parts
from viewer.commands import COMMANDS
from viewer.controllers.scenes import model_lines
from viewer.render.overlays.strip import cell_rows
from viewer.state.facts import JobMoved, ResultArrived
from viewer.state.intents import HideIdentity, Intent, OpenPaths, PerformCommand
from viewer.state.jobs import Job
from viewer.state.result_intents import RemoveLayer, ReviewFinding
from viewer.state.slice_marks import marks_of
from viewer.widgets.notices import Notices


def test_a_press_on_the_bar_beside_a_cell_of_the_strip_goes_to_its_slice(
    parts: Parts, qtbot: QtBot
) -> None:
    entry = hang(parts, phantom("CT"))
    token = parts.session.state.study_token
    parts.session.dispatch(ResultArrived(replace(result(), study_token=token), entry.id))
    QApplication.processEvents()
    bar = parts.window.views.panes[0].bar
    first, end = cell_rows(31, 40, bar.height(), True)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(4, (first + end) // 2))
    marks = marks_of(parts.session.state, 0)
    assert marks is not None
    assert marks.current == 31


@pytest.fixture
def performed(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that keys call for, which are noted and not done."""
    heard: list[str] = []

    def note(intent: PerformCommand) -> None:
        heard.append(intent.command_id)

    monkeypatch.setitem(parts.session._handlers, PerformCommand, note)
    return heard


def test_every_key_of_every_command_reaches_it_from_the_pictures(
    parts: Parts, performed: list[str]
) -> None:
    """Also Tab, Space, Esc and arrows, which Qt's own parts would like to have."""
    crowd(parts)
    view = parts.window.views.panes[0].view
    for action in parts.window.commands.by_id.values():
        action.setEnabled(True)
    for command in COMMANDS.values():
        for key in command.keys:
            view.setFocus()
            performed.clear()
            QTest.keySequence(view, QKeySequence(key))
            assert performed == [command.id], key


def test_tab_in_the_pictures_goes_to_the_next_finding_and_keys_judge_it(
    parts: Parts, qtbot: QtBot
) -> None:
    crowd(parts)
    view = parts.window.views.panes[0].view
    view.setFocus()
    first = parts.session.state.results.selected_finding
    qtbot.keyClick(view, Qt.Key.Key_Tab)
    second = parts.session.state.results.selected_finding
    assert view.hasFocus() and second != first
    qtbot.keyClick(view, Qt.Key.Key_X)
    qtbot.keyClick(view, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert parts.session.state.results.selected_finding == first
    qtbot.keyClick(view, Qt.Key.Key_A)
    judged = {f.id: f.review for f in parts.session.state.results.findings}
    assert (judged[first], judged[second]) == ("accepted", "rejected")


def test_a_folder_dropped_anywhere_is_opened(
    parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Intent] = []
    monkeypatch.setattr(parts.window, "_dispatch", opened.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    parts.window.dropEvent(event)
    assert opened == [OpenPaths((tmp_path,))]


def test_no_part_but_the_views_takes_a_drop_away_from_the_window(parts: Parts) -> None:
    """Qt hands a drop to the nearest part that takes drops."""
    crowd(parts)
    views = [pane.view for pane in parts.window.views.panes]
    takers = [part for part in parts.window.findChildren(QWidget) if part.acceptDrops()]
    assert [type(part).__name__ for part in takers if part not in views] == []


def test_an_empty_window_says_how_to_open_drop_or_try_the_demo(parts: Parts) -> None:
    hint = parts.window.views.hint
    assert hint.isVisible()
    assert hint.open_button.isEnabled() and hint.demo_button.isEnabled()
    assert "Drop a folder" in hint.words()


def test_there_are_three_text_sizes_and_no_more() -> None:
    style = (ROOT / "resources" / "themes" / "window.qss").read_text("utf-8")
    assert set(re.findall(r"font-size: ([^;]+);", style)) == {"$small", "$base", "$large"}


def test_a_layer_that_was_removed_comes_back_by_undo(parts: Parts, qtbot: QtBot) -> None:
    crowd(parts)
    before = parts.session.state.results
    view = parts.window.views.panes[0].view
    names = [mask.id for mask in before.masks] + [heatmap.id for heatmap in before.heatmaps]
    names += [drawn.id for drawn in before.contours] + [mark.id for mark in before.marks]
    for name in names:
        parts.session.dispatch(RemoveLayer(name))
    assert parts.session.state.results.masks == ()
    view.setFocus()
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    after = parts.session.state.results
    assert (after.masks, after.heatmaps) == (before.masks, before.heatmaps)
    assert (after.contours, after.marks) == (before.contours, before.marks)
    assert len(parts.session.state.drawings.items) == 2


def test_the_models_status_stands_beside_its_name(parts: Parts) -> None:
    entry = hang(parts, phantom("CT"))
    token = parts.session.state.study_token
    parts.session.dispatch(ResultArrived(replace(result(), study_token=token), entry.id))
    assert _model_line(parts) == "Lesions 1.0 · unreviewed"
    for finding in parts.session.state.results.findings:
        parts.session.dispatch(ReviewFinding("accepted", finding.id))
    assert _model_line(parts) == "Lesions 1.0 · reviewed"


def _model_line(parts: Parts) -> str:
    series = parts.session.state.active_series
    assert series is not None
    (line,) = model_lines(parts.session.state, series, "en")
    return line


def test_a_second_message_is_seen_under_the_first(parts: Parts) -> None:
    hang(parts, phantom())
    notices = parts.window.findChild(Notices)
    assert notices is not None
    for count, words in enumerate(("First.", "Second.", "Third."), start=1):
        parts.session.tell("warning", words, "Do this.")
        QApplication.processEvents()
        shown = [label for label in notices.findChildren(QLabel) if label.text() == words]
        assert [label.height() >= label.sizeHint().height() for label in shown] == [True]
        assert notices.height() >= 40 * count


def test_a_folder_named_after_its_patient_is_hidden_with_the_identity(parts: Parts) -> None:
    parts.session.dispatch(JobMoved(Job("s", "scan", "DOE_JANE", "running")))
    parts.session.dispatch(HideIdentity(True))
    said = [label.text() for label in parts.window.findChildren(QLabel)]
    assert [text for text in said if "DOE" in text] == []
    parts.session.dispatch(HideIdentity(False))
    assert "DOE_JANE" in [label.text() for label in parts.window.findChildren(QLabel)]
