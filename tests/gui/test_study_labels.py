"""Labels of a study: asked for by Q, listed with author and time, undone, kept, offered again."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel
from pytestqt.qtbot import QtBot

from tests.gui.test_appearance import clipped, dress
from tests.gui.test_library_list import WAIT_MS, Opened, opened
from tests.unit.library.library_studies import write_study
from viewer.app import Parts
from viewer.render.compose import compose
from viewer.state.drawing_intents import DeleteMeasurement
from viewer.state.intents import OpenPaths
from viewer.state.measurements import Measurement
from viewer.state.study_label_intents import LabelStudy
from viewer.state.study_labels import study_labels
from viewer.widgets.slice_view import SliceView
from viewer.widgets.study_label_page import StudyLabelPage

CTRL = Qt.KeyboardModifier.ControlModifier
OK = QDialogButtonBox.StandardButton.Ok
__all__ = ["opened"]


def labels(parts: Parts) -> tuple[Measurement, ...]:
    series = parts.session.state.active_series
    return () if series is None else study_labels(parts.session.state, series.entry.id)


def texts(parts: Parts) -> list[str]:
    return [item.text for item in labels(parts)]


def page(parts: Parts) -> StudyLabelPage:
    found = [one for one in parts.window.findChildren(StudyLabelPage) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_q_asks_for_the_label_and_the_list_says_who_gave_it_and_when(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Q)
    asked = page(parts)
    buttons = asked.findChild(QDialogButtonBox)
    assert buttons is not None
    keep = buttons.button(OK)
    assert not keep.isEnabled()
    qtbot.keyClicks(asked.box.lineEdit(), "pneumonia:")
    assert not keep.isEnabled()  # a question alone
    qtbot.keyClicks(asked.box.lineEdit(), "  yes ")
    keep.click()
    assert texts(parts) == ["pneumonia: yes"]
    QApplication.processEvents()
    shown = [one.text() for one in parts.window.right.findings.findChildren(QLabel)]
    assert "pneumonia: yes" in shown and "Label of the study" in shown
    (item,) = labels(parts)
    assert item.author and any(item.author in text and "UTC" in text for text in shown)


def test_another_answer_takes_the_place_of_the_first_and_is_undone(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    for text in ("grade: II", "pneumonia: no", "grade：III", "grade: III", "grade:", " "):
        parts.session.dispatch(LabelStudy(text))
    assert texts(parts) == ["grade: III", "pneumonia: no"]
    qtbot.keyClick(view, Qt.Key.Key_Z, CTRL)
    assert texts(parts) == ["grade: II", "pneumonia: no"]
    parts.session.dispatch(DeleteMeasurement(labels(parts)[1].id))
    assert texts(parts) == ["grade: II"]
    qtbot.keyClick(view, Qt.Key.Key_Z, CTRL)
    assert texts(parts) == ["grade: II", "pneumonia: no"]


def test_a_label_is_not_drawn_on_the_picture(parts: Parts, view: SliceView) -> None:
    view.picture()
    assert view.scene is not None
    before = compose(view.scene).copy()
    parts.session.dispatch(LabelStudy("grade: III"))
    QApplication.processEvents()
    view.picture()
    assert (compose(view.scene) == before).all()


def test_labels_are_kept_in_the_library_and_offered_for_other_studies(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    write_study(tmp_path / "in" / "a", "a")
    write_study(tmp_path / "other" / "b", "b")
    first = opened()
    first.session.dispatch(OpenPaths((tmp_path / "in",)))
    qtbot.waitUntil(lambda: first.session.state.active_series is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: len(first.library._reader.library().search()) == 1, timeout=WAIT_MS)
    first.session.dispatch(LabelStudy("pneumonia: yes"))
    known = ("pneumonia: yes",)
    qtbot.waitUntil(lambda: first.session.state.known_labels == known, timeout=WAIT_MS)
    second = opened()
    qtbot.waitUntil(lambda: second.session.state.known_labels == known, timeout=WAIT_MS)
    second.session.dispatch(OpenPaths((tmp_path / "other",)))
    qtbot.waitUntil(lambda: second.session.state.active_series is not None, timeout=WAIT_MS)
    assert texts(second) == []
    asked = StudyLabelPage(second.window, second.session.state, second.session.dispatch)
    assert asked.box.itemText(0) == "pneumonia: yes" and asked.box.currentText() == ""
    second.session.dispatch(OpenPaths((tmp_path / "in",)))
    qtbot.waitUntil(lambda: texts(second) == ["pneumonia: yes"], timeout=WAIT_MS)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_page_is_not_clipped(
    parts: Parts, view: SliceView, qtbot: QtBot, language: str
) -> None:
    dress(parts, language, "dark")
    parts.session.dispatch(LabelStudy("grade: III"))
    asked = StudyLabelPage(parts.window, parts.session.state, parts.session.dispatch)
    asked.show()
    qtbot.waitExposed(asked)
    assert clipped(asked) == []
    asked.close()
