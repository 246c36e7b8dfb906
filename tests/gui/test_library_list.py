"""The study list with a library behind it: kept, searched, opened, drawn on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.unit.library.library_studies import a_length, write_study
from viewer.app import Parts, build_window
from viewer.library.library import Library
from viewer.state.drawing_intents import DeleteMeasurement, DrawMeasurement
from viewer.state.intents import OpenPaths, OpenStudyByKey, SearchStudies

WAIT_MS = 20_000
Opened = Callable[[], Parts]


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Opened]:
    """Opens windows on one data folder, one after another."""
    windows: list[Parts] = []

    def close() -> None:
        while windows:
            windows.pop().close()

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
