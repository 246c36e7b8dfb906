"""The journal: what was acknowledged is in it, and what is in it comes back."""

from pathlib import Path

import pytest

from tests.unit.library.library_studies import a_length
from viewer.library.errors import LibraryTooNew
from viewer.library.journal_lines import START, line_of, read_lines
from viewer.library.library import DATABASE_NAME, Library


def _reopened(library: Library) -> Library:
    library.close()
    return Library(library.home)


def test_an_entry_that_a_crash_kept_from_the_database_is_applied_at_the_next_start(
    library: Library,
) -> None:
    library.annotations.put("study", a_length("m1"))
    database = (library.home / DATABASE_NAME).with_name("before.sqlite")
    library.close()
    database.write_bytes((library.home / DATABASE_NAME).read_bytes())
    again = Library(library.home)
    again.annotations.put("study", a_length("m2"))
    again.close()
    database.replace(library.home / DATABASE_NAME)  # as if the commit had never happened
    last = Library(library.home)
    assert [one.id for one in last.annotations.of_study("study")] == ["m1", "m2"]
    last.close()


def test_half_a_line_at_the_end_is_dropped_and_writing_goes_on(library: Library) -> None:
    library.annotations.put("study", a_length("m1"))
    path = library.journal.path
    library.close()
    path.write_bytes(path.read_bytes() + b'{"digest":"12')
    again = Library(library.home)
    again.annotations.put("study", a_length("m2"))
    assert again.check() == ()
    assert [one.id for one in again.annotations.of_study("study")] == ["m1", "m2"]
    again.close()


def test_a_line_changed_by_hand_is_noticed(library: Library) -> None:
    library.annotations.put("study", a_length("m1", author="Dr A"))
    library.annotations.put("study", a_length("m2"))
    content = library.journal.path.read_bytes()
    library.journal.path.write_bytes(content.replace(b"Dr A", b"Dr X", 1))
    assert library.check() != ()


def test_a_line_taken_out_is_noticed(library: Library) -> None:
    for name in ("m1", "m2", "m3"):
        library.annotations.put("study", a_length(name))
    lines = library.journal.path.read_bytes().splitlines(keepends=True)
    library.journal.path.write_bytes(lines[0] + lines[2])
    assert any("does not follow" in problem for problem in library.check())


def test_a_damaged_line_does_not_hide_those_after_it() -> None:
    first = line_of(1, "t", "source", {"n": 1}, START)
    second = line_of(2, "t", "source", {"n": 2}, "00")
    reading = read_lines(first[:20] + b"\xff\r" + first[22:] + second, 0, START)
    assert [entry.number for entry in reading.entries] == [2]
    assert len(reading.problems) == 1
    assert reading.torn_at is None


def test_a_lost_journal_is_written_again_from_the_database(library: Library) -> None:
    library.annotations.put("study", a_length("m1"))
    library.annotations.put("study", a_length("m1", tip=20.0))
    library.forget("elsewhere")
    library.close()
    library.journal.path.unlink()
    again = _reopened(library)
    assert again.check() == ()
    again.close()
    (library.home / DATABASE_NAME).unlink()  # now the journal alone must tell it
    last = Library(library.home)
    assert [one.measurement for one in last.annotations.of_study("study")] == [a_length(tip=20.0)]
    assert len(last.annotations.history("m1")) == 2
    last.close()


def test_a_failed_act_leaves_no_trace(library: Library) -> None:
    library.annotations.put("study", a_length("m1"))
    before = library.journal.path.read_bytes()
    with pytest.raises(RuntimeError), library.journal.transaction() as writer:
        writer.act("forgotten", {"study_key": "study"})
        raise RuntimeError("power cut of the test")
    assert library.journal.path.read_bytes() == before
    library.annotations.put("study", a_length("m2"))
    assert library.check() == ()


def test_an_act_of_a_newer_version_is_not_passed_over(library: Library) -> None:
    with pytest.raises(LibraryTooNew), library.journal.transaction() as writer:
        writer.act("unheard-of", {})


def test_two_programs_may_write_in_turn(library: Library, tmp_path: Path) -> None:
    other = Library(library.home)
    for n in range(5):
        library.annotations.put("study", a_length(f"a{n}"))
        other.annotations.put("study", a_length(f"b{n}"))
    assert len(library.annotations.of_study("study")) == 10
    assert library.check() == ()
    other.close()
