"""A library of any earlier version opens; a failed step leaves the old one whole."""

import sqlite3
from pathlib import Path

import pytest

from tests.unit.library.library_studies import a_length
from viewer.library import migrate
from viewer.library.database import Database
from viewer.library.errors import LibraryTooNew
from viewer.library.library import DATABASE_NAME, Library

VERSIONS = sorted((Path(__file__).parent / "versions").glob("v*.sql"))


@pytest.mark.parametrize("dump", VERSIONS, ids=lambda path: path.stem)
def test_each_old_version_opens_with_its_studies(dump: Path, tmp_path: Path) -> None:
    version = int(dump.stem[1:])
    home = tmp_path / "home"
    home.mkdir()
    connection = sqlite3.connect(home / DATABASE_NAME)
    connection.executescript(dump.read_text(encoding="utf-8"))
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()
    library = Library(home)
    (study,) = library.search("alt 2019")
    assert (study.patient_name, study.image_count) == ("Alt^Version", 2)
    assert [row.description for row in library.series_of(study.key)] == ["old series"]
    if version >= 2:
        (kept,) = library.annotations.of_study(study.key)
        assert kept.measurement == a_length()
    library.annotations.put(study.key, a_length("new"))
    library.forget(study.key)
    assert library.search() == []
    library.check()
    library.close()


def test_there_is_a_fixture_of_every_version_but_the_last() -> None:
    known = [int(path.stem[1:]) for path in VERSIONS]
    assert known == [version for version, _ in migrate.migrations()][:-1]


def test_a_step_that_fails_leaves_the_version_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(tmp_path / "library.sqlite")
    migrate.migrate(database)
    steps = migrate.migrations()
    bad = (len(steps) + 1, "CREATE TABLE half (a TEXT) STRICT;\nCREATE TABLE half (a TEXT);")
    monkeypatch.setattr(migrate, "migrations", lambda: [*steps, bad])
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate.migrate(database)
    with database.reading() as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
        assert connection.execute("PRAGMA user_version").fetchone()[0] == len(steps)
    assert "half" not in names
    database.close()


def test_a_library_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    library = Library(tmp_path)
    with library.database.writing() as connection:
        connection.execute("PRAGMA user_version = 999")
    library.close()
    with pytest.raises(LibraryTooNew, match="newer"):
        Library(tmp_path)
