"""Annotations and results: kept, undone step by step, and bound to their study."""

from pathlib import Path

import pytest

from inference.imaging.errors import InputError
from inference.imaging.finding import Finding, SliceStrip
from inference.imaging.result import InferenceResult, Provenance
from tests.unit.library.library_studies import a_length, only_series, only_study, write_study
from viewer.library.library import DATABASE_NAME, Library


def test_an_annotation_comes_back_as_it_was_drawn(library: Library) -> None:
    drawn = a_length()
    library.annotations.put("study", drawn)
    (kept,) = library.annotations.of_study("study")
    assert kept.measurement == drawn
    assert (kept.author, kept.version) == ("Dr A", 1)
    assert library.annotations.of_study("other study") == []


def test_changes_are_undone_one_by_one_until_nothing_is_left(library: Library) -> None:
    notes = library.annotations
    for tip in (10.0, 20.0, 30.0):
        notes.put("study", a_length(tip=tip))
    tips = []
    for _ in range(3):
        kept = notes.undo("m1", "Dr A")
        tips.append(None if kept.measurement is None else kept.measurement.points_lps[1][0])
    assert tips == [20.0, 10.0, None]
    assert notes.of_study("study") == []


def test_a_deleted_annotation_is_brought_back_by_undo(library: Library) -> None:
    library.annotations.put("study", a_length())
    library.annotations.delete("m1", "Dr B")
    assert library.annotations.of_study("study") == []
    assert library.annotations.undo("m1", "Dr B").measurement == a_length()


def test_any_earlier_version_can_be_restored(library: Library) -> None:
    library.annotations.put("study", a_length(tip=10.0))
    library.annotations.put("study", a_length(tip=20.0))
    restored = library.annotations.restore("m1", 1, "Dr A")
    assert restored.measurement == a_length(tip=10.0)
    assert [one.version for one in library.annotations.history("m1")] == [1, 2, 3]


def test_an_annotation_cannot_move_to_another_study(library: Library) -> None:
    library.annotations.put("study", a_length())
    with pytest.raises(InputError, match="another study"):
        library.annotations.put("other", a_length())


def test_the_latest_numbers_of_a_patient_come_back_and_unknown_stays_unknown(
    library: Library,
) -> None:
    numbers = library.patient_numbers
    assert numbers.of_study("study") == {}
    assert numbers.put("study", {"age": 41.0, "grade": None}, "Dr A") == 1
    assert numbers.put("study", {"age": 42.0, "grade": None}, "Dr A") == 2
    assert numbers.of_study("study") == {"age": 42.0, "grade": None}
    assert numbers.of_study("other study") == {}


def test_numbers_of_a_patient_outlive_the_database(library: Library) -> None:
    library.patient_numbers.put("study", {"age": 41.0}, "Dr A")
    library.close()
    (library.home / DATABASE_NAME).unlink()
    again = Library(library.home)
    assert again.patient_numbers.of_study("study") == {"age": 41.0}
    again.close()


def test_annotations_survive_a_new_start(library: Library) -> None:
    library.annotations.put("study", a_length())
    library.close()
    again = Library(library.home)
    assert [one.measurement for one in again.annotations.of_study("study")] == [a_length()]
    again.close()


def a_result(series_uid: str) -> InferenceResult:
    provenance = Provenance(
        model_id="flair-lesion",
        model_name="FLAIR lesion",
        model_version="1.0",
        weights_sha256="ab" * 32,
        app_version="0.1",
        device="cpu",
        utc_time="2026-11-22T08:00:00Z",
        series_uid=series_uid,
        study_uid="1.2",
        input_sha256="cd" * 32,
        steps=(("window", {"size": (96, 96, 96)}),),
    )
    return InferenceResult(
        "run-1",
        "token",
        provenance,
        findings=(Finding("f1", "lesion", "lesion", score=0.9, point_lps=(1.0, 2.0, 3.0)),),
        strips=(SliceStrip("attention", (0.1, 0.9)),),
        seconds={"model": 1.5},
    )


def test_a_result_is_listed_with_its_provenance_and_findings(
    library: Library, tmp_path: Path
) -> None:
    write_study(tmp_path / "in")
    library.index([tmp_path / "in"])
    folder = library.home / "results" / "run-1"
    folder.mkdir(parents=True)
    row = only_series(library)
    library.results.store(row.key, a_result(row.series_uid), folder)
    (kept,) = library.results.of_study(only_study(library).key)
    assert (kept.model_id, kept.folder, kept.folder_missing) == ("flair-lesion", folder, False)
    assert kept.summary["provenance"]["weights_sha256"] == "ab" * 32
    assert kept.summary["findings"][0]["point_lps"] == [1.0, 2.0, 3.0]
    library.results.remove(kept.id)
    assert library.results.of_study(only_study(library).key) == []


def test_a_result_of_another_series_is_not_stored(library: Library, tmp_path: Path) -> None:
    write_study(tmp_path / "in")
    library.index([tmp_path / "in"])
    with pytest.raises(InputError, match="another series"):
        library.results.store(only_series(library).key, a_result("9.9.9"), tmp_path)
    assert library.results.of_study(only_study(library).key) == []


def test_a_thumbnail_is_kept_until_the_series_changes(library: Library, tmp_path: Path) -> None:
    import numpy as np

    write_study(tmp_path / "in", count=3)
    library.index([tmp_path / "in"])
    key = only_series(library).key
    assert library.thumbnail(key) is None
    library.store_thumbnail(key, np.full((300, 150), 7, np.uint8))
    kept = library.thumbnail(key)
    assert kept is not None
    assert (kept.width, kept.height, kept.png[:4]) == (64, 128, b"\x89PNG")
    pixels = library.thumbnail_pixels(key)
    assert pixels is not None
    assert (pixels.shape, int(pixels.min()), int(pixels.max())) == ((128, 64), 7, 7)
    library.index([tmp_path / "in"])
    assert library.thumbnail(key) == kept
    write_study(tmp_path / "in", count=4)
    library.index([tmp_path / "in"])
    assert library.thumbnail(key) is None
