"""The study list with a library behind it: kept, searched, opened, drawn on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.gui.conftest import delete_closed
from tests.unit.library.library_studies import a_length, write_study
from viewer.app import Parts, build_window
from viewer.library.library import Library
from viewer.state.drawing_intents import DeleteMeasurement, DrawMeasurement
from viewer.state.intents import (
    OpenPaths,
    OpenSeriesById,
    OpenStudyByKey,
    SearchStudies,
    StepSeries,
)
from viewer.state.measurements import Measurement
from viewer.state.pane_intents import Activate, SetLayout
from viewer.widgets.measurement_rows import MeasurementRows

WAIT_MS = 20_000
Opened = Callable[[], Parts]


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Opened]:
    """Opens windows on one data folder, one after another."""
    windows: list[Parts] = []

    def close() -> None:
        while windows:
            windows[-1].close()
            delete_closed(windows.pop())

    def make() -> Parts:
        close()
        parts = build_window(home=tmp_path / "home")
        parts.library.start()
        windows.append(parts)
        return parts

    yield make
    close()


def shown(parts: Parts) -> list[str]:
    return [study.patient_id for study in parts.session.state.shelf.shown]


def kept(library: Library) -> list[str]:
    """The ids of all annotations on the disk."""
    studies = library.search()
    return [one.id for study in studies for one in library.annotations.of_study(study.key)]


def test_what_was_opened_is_on_the_list_at_the_next_start_and_opens_from_it(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    write_study(tmp_path / "in" / "a", "a")
    write_study(tmp_path / "in" / "b", "b")
    first = opened()
    first.session.dispatch(OpenPaths((tmp_path / "in",)))
    qtbot.waitUntil(lambda: bool(first.session.state.open_series), timeout=WAIT_MS)
    second = opened()
    qtbot.waitUntil(lambda: sorted(shown(second)) == ["ID-a", "ID-b"], timeout=WAIT_MS)
    assert second.session.state.shelf.studies == ()
    wanted = next(s for s in second.session.state.shelf.shown if s.patient_id == "ID-b")
    second.session.dispatch(OpenStudyByKey(wanted.key))
    qtbot.waitUntil(lambda: bool(second.session.state.open_series), timeout=WAIT_MS)
    (series,) = second.session.state.open_series.values()
    assert series.volume.info.patient_id == "ID-b"
    assert sorted(shown(second)) == ["ID-a", "ID-b"]


def test_the_list_follows_what_is_typed_without_accents(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    for study, name in (("a", "Müller^Jörg"), ("b", "Smith^Ann")):
        write_study(
            tmp_path / "in" / study, study, PatientName=name, SpecificCharacterSet="ISO_IR 192"
        )
    library = Library(tmp_path / "home")
    library.index([tmp_path / "in"])
    library.close()
    parts = opened()
    parts.session.dispatch(SearchStudies("muller"))
    qtbot.waitUntil(lambda: shown(parts) == ["ID-a"], timeout=WAIT_MS)
    parts.session.dispatch(SearchStudies(""))
    qtbot.waitUntil(lambda: len(shown(parts)) == 2, timeout=WAIT_MS)


def test_drawings_are_there_again_when_the_study_is_opened_again(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    write_study(tmp_path / "in", "a")
    first = opened()
    first.session.dispatch(OpenPaths((tmp_path / "in",)))
    qtbot.waitUntil(lambda: bool(first.session.state.open_series), timeout=WAIT_MS)
    first.session.dispatch(DrawMeasurement(a_length("m1")))
    first.session.dispatch(DrawMeasurement(a_length("m2")))
    first.session.dispatch(DeleteMeasurement("m1"))
    library = Library(tmp_path / "home")
    qtbot.waitUntil(lambda: kept(library) == ["m2"], timeout=WAIT_MS)
    library.close()
    second = opened()
    second.session.dispatch(OpenPaths((tmp_path / "in",)))
    qtbot.waitUntil(lambda: bool(second.session.state.drawings.items), timeout=WAIT_MS)
    assert second.session.state.drawings.items == (a_length("m2"),)


@pytest.fixture
def drawn_on_prior(opened: Opened, qtbot: QtBot, tmp_path: Path) -> Measurement:
    """Draws on the prior "old" while "new" is open, and waits until the disk has it."""
    who = {"PatientID": "P", "PatientName": "P", "PatientBirthDate": "19700101"}
    for study, date in (("old", "20200101"), ("new", "20240101")):
        words: dict[str, Any] = {"StudyDescription": study, "StudyDate": date, **who}
        write_study(tmp_path / "in" / study, study, FrameOfReferenceUID=f"1.2.{date}", **words)
    parts = opened()
    parts.session.dispatch(OpenPaths((tmp_path / "in" / "old",)))
    qtbot.waitUntil(lambda: bool(parts.session.state.open_series), timeout=WAIT_MS)
    parts.session.dispatch(OpenPaths((tmp_path / "in" / "new",)))
    open_new(parts, qtbot)
    prior = hang_prior(parts, qtbot)
    space = parts.session.state.open_series[prior].space
    drawn = replace(a_length("m1"), series_uid=prior, frame_of_reference_uid=space)
    parts.session.dispatch(DrawMeasurement(drawn))
    library = Library(tmp_path / "home")
    qtbot.waitUntil(lambda: kept(library) == ["m1"], timeout=WAIT_MS)
    (home,) = [s for s in library.search() if library.annotations.of_study(s.key)]
    assert home.description == "old"
    library.close()
    return drawn


def open_new(parts: Parts, qtbot: QtBot) -> None:
    """Open the study "new" from the list."""
    parts.session.dispatch(OpenStudyByKey(listed_key(parts, qtbot, "new")))
    qtbot.waitUntil(
        lambda: (
            [s.entry.info.study_description for s in parts.session.state.open_series.values()]
            == ["new"]
        ),
        timeout=WAIT_MS,
    )


def hang_prior(parts: Parts, qtbot: QtBot) -> str:
    """Hang the series of "old" beside the open study; its id."""
    found = parts.session.state.shelf.studies
    prior = next(s for s in found if s.description == "old").series[0].id
    parts.session.dispatch(SetLayout("1x2"))
    parts.session.dispatch(OpenSeriesById(prior, 1))
    qtbot.waitUntil(lambda: len(parts.session.state.open_series) == 2, timeout=WAIT_MS)
    return prior


def test_the_next_series_of_a_prior_comes_beside_the_open_study_too(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    who = {"PatientID": "P", "PatientName": "P", "PatientBirthDate": "19700101"}
    for study, series in (("old", "one"), ("old", "two"), ("new", "one")):
        words: dict[str, Any] = {"StudyDescription": study, **who}
        write_study(tmp_path / "in" / study / series, study, series, **words)
    parts = opened()
    parts.session.dispatch(OpenPaths((tmp_path / "in",)))
    qtbot.waitUntil(lambda: bool(parts.session.state.open_series), timeout=WAIT_MS)
    open_new(parts, qtbot)
    before, prior = parts.session.state, hang_prior(parts, qtbot)
    parts.session.dispatch(Activate(1))
    parts.session.dispatch(StepSeries(1))
    qtbot.waitUntil(lambda: prior not in parts.session.state.open_series, timeout=WAIT_MS)
    after = parts.session.state
    assert (after.study_key, after.study_token) == (before.study_key, before.study_token)
    shown = [series.entry.info for series in map(after.series_of, range(2)) if series]
    assert [info.study_description for info in shown] == ["new", "old"]
    assert after.panes[1].series_id not in ("", prior)


def test_what_is_drawn_on_a_prior_is_there_when_the_prior_is_opened_alone(
    opened: Opened, qtbot: QtBot, drawn_on_prior: Measurement
) -> None:
    parts = opened()
    parts.session.dispatch(OpenStudyByKey(listed_key(parts, qtbot, "old")))
    qtbot.waitUntil(lambda: parts.session.state.drawings.items == (drawn_on_prior,))


def test_what_is_drawn_on_a_prior_is_there_when_the_prior_hangs_beside_a_study(
    opened: Opened, qtbot: QtBot, tmp_path: Path, drawn_on_prior: Measurement
) -> None:
    parts = opened()
    parts.session.dispatch(OpenPaths((tmp_path / "in" / "old",)))
    qtbot.waitUntil(lambda: bool(parts.session.state.open_series), timeout=WAIT_MS)
    open_new(parts, qtbot)
    assert parts.session.state.drawings.items == ()
    hang_prior(parts, qtbot)
    qtbot.waitUntil(lambda: parts.session.state.drawings.items == (drawn_on_prior,))
    rows = parts.window.findChildren(MeasurementRows)
    texts = [label.text() for row in rows for label in row.findChildren(QLabel)]
    assert any("2020-01-01" in text for text in texts)


def listed_key(parts: Parts, qtbot: QtBot, description: str) -> str:
    """The key on the shelf of the study with a description, once it is listed."""

    def found() -> list[str]:
        shown = parts.session.state.shelf.shown
        return [s.key for s in shown if s.description == description]

    qtbot.waitUntil(lambda: bool(found()), timeout=WAIT_MS)
    return found()[0]


def test_thumbnails_are_kept_with_their_series(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    write_study(tmp_path / "in", "a")
    parts = opened()
    parts.session.dispatch(OpenPaths((tmp_path / "in",)))
    library = Library(tmp_path / "home")

    def kept_pictures() -> list[bool]:
        rows = [row for study in library.search() for row in library.series_of(study.key)]
        return [library.thumbnail(row.key) is not None for row in rows]

    qtbot.waitUntil(lambda: kept_pictures() == [True], timeout=WAIT_MS)
    library.close()


def test_a_library_that_cannot_be_used_is_said_and_studies_still_open(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "library.sqlite").write_bytes(b"no database at all" * 500)
    write_study(tmp_path / "in", "a")
    parts = opened()
    parts.session.dispatch(OpenPaths((tmp_path / "in",)))
    qtbot.waitUntil(lambda: bool(parts.session.state.open_series), timeout=WAIT_MS)
    assert any("damaged" in message.text for message in parts.session.state.messages)
