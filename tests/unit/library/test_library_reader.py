"""The window's reader: one pass into the library, the newest study handed over, or without it."""

import os
import signal
import zipfile
from pathlib import Path

import pytest

from inference.imaging.errors import InputError
from inference.imaging.progress import ignore_progress, never_cancelled
from inference.reading.entry import Scan
from tests.unit.library.library_studies import write_study
from viewer.library import reader as reader_module
from viewer.library.library import Library
from viewer.library.reader import LibraryReader
from viewer.library.reader_pool import Lost, ReaderPool


def scanned(reader: LibraryReader, *paths: Path) -> Scan:
    return reader.scan_paths(paths, report=ignore_progress, cancelled=never_cancelled)


def test_a_scan_enters_the_library_and_gives_entries_that_load(tmp_path: Path) -> None:
    write_study(tmp_path / "in", count=3)
    reader = LibraryReader(tmp_path / "home")
    (entry,) = scanned(reader, tmp_path / "in").series
    volume = reader.load_volume(
        entry,
        first_k=None,
        on_array=None,
        on_slice=None,
        report=ignore_progress,
        cancelled=never_cancelled,
    )
    assert volume.array.shape == (3, 4, 5)
    assert volume.info.patient_id == "ID-a"
    assert reader.library().count() == 1
    reader.close()


def test_of_many_studies_the_newest_is_handed_over_and_all_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_module, "ENTERED_AT_ONCE", 4)
    for study, day in (("a", "20200101"), ("b", "20220101"), ("c", "20210101")):
        write_study(tmp_path / "in" / study, study, StudyDate=day)
    reader = LibraryReader(tmp_path / "home")
    scan = scanned(reader, tmp_path / "in")
    assert {entry.info.patient_id for entry in scan.series} == {"ID-b"}
    assert reader.library().count() == 3
    reader.close()


def test_refusals_below_the_paths_are_part_of_the_scan(tmp_path: Path) -> None:
    paths = write_study(tmp_path / "in", count=3)
    paths[0].write_bytes(paths[0].read_bytes()[:-10])
    reader = LibraryReader(tmp_path / "home")
    assert [refusal.path for refusal in scanned(reader, tmp_path / "in").refused] == [paths[0]]
    reader.close()


def test_studies_kept_apart_are_read_and_not_entered(tmp_path: Path) -> None:
    write_study(tmp_path / "demo")
    reader = LibraryReader(tmp_path / "home", apart=[tmp_path / "demo"])
    assert len(scanned(reader, tmp_path / "demo").series) == 1
    assert reader.library().count() == 0
    reader.close()


def test_without_a_usable_library_studies_are_read_and_it_is_said(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "library.sqlite").write_bytes(b"not a database" * 999)
    write_study(tmp_path / "in")
    reader = LibraryReader(home)
    said: list[str] = []
    reader.warn = said.append
    assert len(scanned(reader, tmp_path / "in").series) == 1
    assert any("damaged" in sentence for sentence in said)


def test_a_missing_path_is_the_users_error_not_the_librarys(tmp_path: Path) -> None:
    reader = LibraryReader(tmp_path / "home")
    with pytest.raises(InputError, match="does not exist"):
        scanned(reader, tmp_path / "nowhere")
    reader.close()


def deadly(item: str) -> str:
    """Dies of one item, as a decoder might."""
    if item.endswith("deadly"):
        os.kill(os.getpid(), signal.SIGKILL)
    return item.upper()


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_one_deadly_file_costs_only_itself() -> None:
    items = [[f"item{n}" for n in range(5)] + ["deadly"] + [f"more{n}" for n in range(5)]]
    answers = [answer for batch in ReaderPool().run(deadly, items) for answer in batch]
    lost = [answer.item for answer in answers if isinstance(answer, Lost)]
    assert lost == ["deadly"]
    assert len([answer for answer in answers if isinstance(answer, str)]) == 10


def faulty(item: str) -> str:
    """A bug of our own."""
    raise KeyError(item)


def test_an_item_that_the_work_stumbles_over_is_named() -> None:
    answers = [answer for batch in ReaderPool().run(faulty, [["one"]]) for answer in batch]
    assert [type(answer) for answer in answers] == [Lost]


def test_a_picture_file_that_moved_keeps_its_study(tmp_path: Path) -> None:
    import nibabel
    import numpy as np

    (tmp_path / "in").mkdir()
    image = nibabel.Nifti1Image(np.ones((3, 4, 5), np.int16), np.eye(4))
    nibabel.save(image, tmp_path / "in" / "x.nii.gz")
    library = Library(tmp_path / "home")
    library.index([tmp_path / "in"])
    (before,) = library.search()
    (tmp_path / "in" / "x.nii.gz").rename(tmp_path / "in" / "renamed.nii.gz")
    library.rescan()
    (after,) = library.search()
    assert (after.key, after.missing_count) == (before.key, 0)
    (series,) = library.series_of(after.key)
    assert library.entry(series.key).files[0].name == "renamed.nii.gz"
    assert library.entry(series.key).info.study_uid == after.study_uid
    library.close()


def test_a_dropped_archive_opens_from_its_copies(tmp_path: Path) -> None:
    packed = tmp_path / "study.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in write_study(tmp_path / "in", count=3):
            archive.write(path, path.name)
    reader = LibraryReader(tmp_path / "home")
    (entry,) = scanned(reader, packed).series
    assert all(path.is_relative_to(reader.library().copies) for path in entry.files)
    assert scanned(reader, packed).series[0].id == entry.id
    reader.close()
