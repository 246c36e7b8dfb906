"""The patient's numbers in the window: entered, refused, taken back, kept with the study."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from inference.engine.steps.outcome_inputs import COLUMNS
from inference.imaging.finding import MISSING, MOVED_BY, Finding
from tests.gui.conftest import hang, phantom
from tests.unit.library.library_studies import write_study
from viewer.app import Parts, build_window
from viewer.controllers.session import Session
from viewer.library.library import DATABASE_NAME
from viewer.state.facts import ModelsListed
from viewer.state.finding_words import moved_words
from viewer.state.intents import OpenPaths, ShowTab
from viewer.state.models import ModelRow
from viewer.state.patient_intents import EnterNumber, UndoNumber
from viewer.widgets.patient_card import PatientCard

AGE, GRADE = "age_at_initial_pathologic", "neoplasm_histologic_grade"
RISK = ModelRow("risk", "Risk", "outcome", "1", asks=tuple(COLUMNS.values()))


def ask(parts: Parts) -> PatientCard:
    parts.session.dispatch(ModelsListed((RISK,)))
    parts.session.dispatch(ShowTab("model"))
    (card,) = parts.window.findChildren(PatientCard)
    return card


def number(card: PatientCard) -> QLineEdit:
    edit = card.editors[AGE]
    assert isinstance(edit, QLineEdit)
    return edit


def test_the_age_of_the_headers_is_there_and_the_rest_is_unknown(parts: Parts) -> None:
    volume = phantom()
    born = replace(volume, info=replace(volume.info, birth_date="19700101"))
    hang(parts, born)
    card = ask(parts)
    assert card.isVisible() and number(card).text() == "54"
    grade = card.editors[GRADE]
    assert isinstance(grade, QComboBox) and grade.currentIndex() == 0
    assert grade.itemText(2) == "III"


def test_a_number_typed_and_a_choice_made_are_entered_and_taken_back(
    parts: Parts, qtbot: QtBot
) -> None:
    hang(parts, phantom())
    card = ask(parts)
    edit = number(card)
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "61")
    edit.editingFinished.emit()
    grade = card.editors[GRADE]
    assert isinstance(grade, QComboBox)
    grade.setCurrentIndex(2)
    grade.activated.emit(2)
    assert parts.session.state.patient.entered == {AGE: 61.0, GRADE: 2.0}
    parts.session.dispatch(UndoNumber())
    assert grade.currentIndex() == 0


def test_what_cannot_be_is_told_and_not_taken(parts: Parts) -> None:
    hang(parts, phantom())
    card = ask(parts)
    number(card).setText("300")
    number(card).editingFinished.emit()
    assert parts.session.state.patient.entered == {}
    said = [label.text() for label in card.findChildren(type(card._wrong)) if label.isVisible()]
    assert any("between 0 and 120" in text for text in said)


def test_numbers_come_back_with_the_study(qtbot: QtBot, tmp_path: Path) -> None:
    write_study(tmp_path / "files")
    for turn in range(2):
        built = build_window(home=tmp_path / "home")
        built.library.start()
        session = built.session
        session.dispatch(OpenPaths((tmp_path / "files",)))
        qtbot.waitUntil(lambda: is_open(session), timeout=60_000)  # noqa: B023 - called at once
        if turn == 0:
            session.dispatch(EnterNumber(AGE, 61.0))
        qtbot.waitUntil(lambda: knows_age(session), timeout=60_000)  # noqa: B023
        qtbot.waitUntil(lambda: kept_in(tmp_path / "home") == [{AGE: 61.0}], timeout=60_000)
        built.close()


def is_open(session: Session) -> bool:
    return session.state.active_series is not None


def knows_age(session: Session) -> bool:
    return session.state.patient.entered == {AGE: 61.0}


def kept_in(home: Path) -> list[dict[str, float]]:
    """Every version that the library holds."""
    with closing(sqlite3.connect(home / DATABASE_NAME)) as connection:
        return [
            json.loads(row[0]) for row in connection.execute("SELECT state FROM patient_numbers")
        ]


def test_what_moved_a_risk_is_said_the_strongest_first_and_what_is_missing() -> None:
    details: dict[str, float | str] = {
        f"{MOVED_BY}Age": 0.1,
        f"{MOVED_BY}Grade": -0.6931,
        MISSING: "Copy number",
    }
    words = moved_words(Finding("a", "risk", "death", 0.3, True, details=details))
    assert words[:2] == ("Grade: odds × 0.50", "Age: odds × 1.11")
    assert "Copy number" in words[2]
