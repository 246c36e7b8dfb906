"""Conventions of the window that no other test of it holds."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.conftest import hang, phantom
from tests.unit.state.states import result
from viewer.app import Parts
from viewer.render.overlays.strip import cell_rows
from viewer.state.facts import ResultArrived
from viewer.state.slice_marks import marks_of


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
