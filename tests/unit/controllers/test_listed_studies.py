"""Rows of the library as the shelf has them: each study once, whether it has a UID or not."""

from pathlib import Path

from tests.unit.library.inline_pool import InlinePool
from tests.unit.library.library_studies import write_study
from viewer.controllers.library import listed_studies
from viewer.library.library import Library
from viewer.library.reader import entries_of
from viewer.state.shelf import Shelf


def test_what_names_no_study_is_listed_series_by_series_as_on_the_shelf(tmp_path: Path) -> None:
    """Files without study UID and patient ID may be of two people: nothing says they are one's."""
    for name in ("a", "b"):
        write_study(tmp_path / "in" / name, name, StudyInstanceUID="", PatientID="", PatientName="")
    write_study(tmp_path / "in" / "c", "c")
    library = Library(tmp_path / "home", InlinePool())
    library.index([tmp_path / "in"])
    rows = library.search()
    listed = [study for row in rows for study in listed_studies(library, row)]
    shelf = Shelf().with_series(entry for row in rows for entry in entries_of(library, row.key)[0])
    library.close()
    assert len(listed) == 3
    assert {study.key for study in listed} == {study.key for study in shelf.studies}
    assert {study.key: study.summary.series_count for study in listed} == {
        study.key: study.summary.series_count for study in shelf.studies
    }
