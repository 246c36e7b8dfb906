"""Killed writers, full disks, damaged pages: nothing acknowledged is lost, and it is said."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from inference.imaging.errors import InputError
from tests.data_folder import ROOT
from tests.unit.library.library_studies import a_length, only_series, only_study, write_study
from viewer.library.errors import LibraryBusy, LibraryDamaged, LibraryFull
from viewer.library.library import DATABASE_NAME, Library
from viewer.library.rebuilding import rebuild

posix_only = pytest.mark.skipif(os.name != "posix", reason="needs fork and signals")


def _run(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "unit" / "library" / script), *arguments],
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@posix_only
def test_no_acknowledged_annotation_is_lost_in_25_kills(tmp_path: Path) -> None:
    said = _run("killed_writer.py", "annotations", str(tmp_path / "home"), "-", "25", "1")
    assert said.startswith("ok")
    assert int(said.split()[1]) > 25


@posix_only
def test_indexing_killed_12_times_ends_as_if_it_never_was(tmp_path: Path) -> None:
    for n in range(40):
        write_study(tmp_path / "in" / f"{n:02d}", f"{n}", count=4)
    home = tmp_path / "home"
    said = _run("killed_writer.py", "index", str(home), str(tmp_path / "in"), "12", "2")
    assert said.startswith("ok")
    library = Library(home)
    library.index([tmp_path / "in"])
    assert library.count() == 40
    assert {row.image_count for row in library.search()} == {4}
    for study in library.search():
        assert [series.settled for series in library.series_of(study.key)] == [True]
    library.close()


def test_a_full_database_is_said_and_all_before_it_stays(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "a", "a")
    library.index([tmp_path / "a"])
    write_study(tmp_path / "b", "b", count=60)
    with library.database.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LibraryFull, match="free some space"):
        library.index([tmp_path / "b"])
    assert only_study(library).patient_id == "ID-a"
    with library.database.reading() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    library.index([tmp_path / "b"])
    assert library.count() == 2
    assert library.check() == ()


def test_an_annotation_that_the_disk_did_not_take_is_not_acknowledged(library: Library) -> None:
    library.annotations.put("study", a_length("m1"))
    with library.database.reading() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    kept = 1
    with pytest.raises(LibraryFull):
        for n in range(2, 500):
            library.annotations.put("study", a_length(f"m{n}"))
            kept = n
    with library.database.reading() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    library.annotations.put("study", a_length("after"))
    names = {one.id for one in library.annotations.of_study("study")}
    assert names == {f"m{n}" for n in range(1, kept + 1)} | {"after"}
    assert library.check() == ()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB, where the tests may make one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)]
    try:
        made = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        made = False
    if not made:
        pytest.skip("no small file system can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_really_full_disk_keeps_every_acknowledged_annotation(small_disk: Path) -> None:
    library = Library(small_disk / "home")
    library.annotations.put("study", a_length("m0"))
    _fill(small_disk)
    kept = ["m0"]
    with pytest.raises(LibraryFull):
        for n in range(1, 10_000):
            library.annotations.put("study", a_length(f"m{n}"))
            kept.append(f"m{n}")
    library.close()
    again = _reopen_with_room(small_disk)
    assert {one.id for one in again.annotations.of_study("study")} >= set(kept)
    assert again.check() == ()
    again.close()


def test_an_import_onto_a_full_disk_leaves_no_half_file(small_disk: Path, tmp_path: Path) -> None:
    write_study(tmp_path / "in", count=30, ImageComments="x" * 10_000)
    library = Library(small_disk / "home")
    _fill(small_disk, leave=150_000)
    with pytest.raises(LibraryFull):
        library.import_copies([tmp_path / "in"])
    sizes = {path.stat().st_size for path in (tmp_path / "in").iterdir()}
    for path in library.copies.rglob("*"):
        assert path.is_dir() or path.stat().st_size in sizes
    library.close()


def _fill(disk: Path, leave: int = 60_000) -> None:
    status = os.statvfs(disk)
    (disk / "filler").write_bytes(bytes(max(0, status.f_bavail * status.f_frsize - leave)))


def _reopen_with_room(disk: Path) -> Library:
    (disk / "filler").unlink()
    return Library(disk / "home")


def _filled_home(tmp_path: Path) -> Path:
    for n in range(20):
        write_study(tmp_path / "in" / f"{n}", f"{n}", count=5)
    write_study(tmp_path / "copied", "copied")
    library = Library(tmp_path / "home")
    library.index([tmp_path / "in"])
    library.import_copies([tmp_path / "copied"])
    (study,) = library.search("ID-7")
    library.annotations.put(study.key, a_length())
    library.close()
    return tmp_path / "home"


def _damage_pages(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    for start in range(4096, len(raw), 4096):
        raw[start : start + 512] = os.urandom(512)
    path.write_bytes(raw)


def _damage_header(path: Path) -> None:
    path.write_bytes(b"\xde\xad" * 50 + path.read_bytes()[100:])


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("damage", [_damage_pages, _damage_header, _cut])
def test_a_damaged_library_is_said_and_rebuilt_with_its_annotations(
    tmp_path: Path, damage: object
) -> None:
    home = _filled_home(tmp_path)
    assert callable(damage)
    damage(home / DATABASE_NAME)
    with pytest.raises(LibraryDamaged, match="rebuild"):
        broken = Library(home)
        broken.check()
        broken.search()
    library, summary = rebuild(home)
    assert library.count() == 21
    assert summary.missing == 0
    (study,) = library.search("ID-7")
    assert [one.measurement for one in library.annotations.of_study(study.key)] == [a_length()]
    library.entry(library.series_of(study.key)[0].key)
    assert len(list(home.glob("damaged-*"))) >= 1
    library.close()


def test_a_page_whose_start_was_overwritten_is_always_noticed(tmp_path: Path) -> None:
    home = _filled_home(tmp_path)
    whole = (home / DATABASE_NAME).read_bytes()
    expected = _listing(home)
    for page in range(1, len(whole) // 4096):
        raw = bytearray(whole)
        raw[page * 4096 : page * 4096 + 64] = os.urandom(64)
        (home / DATABASE_NAME).write_bytes(raw)
        try:
            library = Library(home)
            library.check()
            library.close()
        except LibraryDamaged:
            continue
        assert _listing(home) == expected, f"page {page} was changed and not noticed"


def _listing(home: Path) -> list[object]:
    library = Library(home)
    rows: list[object] = list(library.search())
    for study in library.search():
        rows += library.series_of(study.key)
    library.close()
    return rows


def test_a_cached_header_that_was_damaged_is_refused(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in")
    library.index([tmp_path / "in"])
    with library.database.writing() as connection:
        connection.execute("UPDATE files SET header = x'708004950a'")
    with pytest.raises(InputError, match="header is damaged"):
        library.entry(only_series(library).key)


def test_a_cached_header_is_never_a_program(library: Library, tmp_path: Path) -> None:
    import pickle

    class Program:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (os.mkdir, (str(tmp_path / "ran"),))

    write_study(tmp_path / "in")
    library.index([tmp_path / "in"])
    with library.database.writing() as connection:
        connection.execute("UPDATE files SET header = ?", (b"p" + pickle.dumps([Program()]),))
    with pytest.raises(InputError, match="header is damaged"):
        library.entry(only_series(library).key)
    assert not (tmp_path / "ran").exists()


def test_a_library_locked_by_another_program_is_said(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viewer.library.database.BUSY_SECONDS", 0.05)
    other = Library(library.home)
    with (
        library.database.writing(),
        pytest.raises(LibraryBusy, match="in use"),
        other.database.writing(),
    ):
        pass
    other.close()


def test_a_new_library_waits_while_another_program_writes_its_first_page(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / DATABASE_NAME, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")  # at this SQLite refuses to switch to WAL without waiting
    committing = Timer(0.2, other.execute, ["COMMIT"])
    committing.start()
    Library(tmp_path).close()
    committing.join()
    other.close()


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="cannot be made"):
        Library(tmp_path / "file" / "home")


def test_nothing_said_or_logged_holds_patient_data(
    library: Library,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    planted: dict[str, Any] = {
        "PatientName": "Zzyzx^Planted",
        "PatientID": "QQ-4711",
        "StudyDescription": "planted description",
    }
    with caplog.at_level("DEBUG"):
        paths = write_study(tmp_path / "in", **planted)
        paths[0].write_bytes(paths[0].read_bytes()[:-9])
        library.index([tmp_path / "in"])
        library.search("Zzyzx")
        library.import_copies([tmp_path / "in"])
        library.annotations.put(only_study(library).key, a_length())
        library.rescan()
    said = caplog.text + "".join(capfd.readouterr())
    assert not [word for word in ("Zzyzx", "QQ-4711", "planted") if word in said]
