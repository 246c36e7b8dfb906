"""The search box finds studies by name, ID, date, modality and description, in any order."""

from pathlib import Path

import pytest

from tests.factories import write_series
from tests.unit.library.library_studies import slices_of, write_study
from viewer.library.folding import fold
from viewer.library.library import Library
from viewer.library.query import Condition, parse_query

STUDIES = {
    "1": ("Müller^Jörg", "20261105", "CT", "CT Thorax nativ"),
    "2": ("Wang^XiaoDong=王^小东=", "20260214", "MR", "MR Schädel"),
    "3": ("Łukasiewicz^Ænna", "20251231", "MR", "MR knee left"),
    "4": ("김^희중", "20240601", "CT", "CT abdomen"),
    "5": ("O’Brien^Sinéad", "", "PT", "PET whole body"),
}


@pytest.fixture
def filled(library: Library, tmp_path: Path) -> Library:
    """A library of five patients."""
    for study, (name, date, modality, description) in STUDIES.items():
        write_study(
            tmp_path / "in" / study,
            study,
            count=1,
            SpecificCharacterSet="ISO_IR 192",
            PatientName=name,
            StudyDate=date,
            Modality=modality,
            StudyDescription=description,
        )
    library.index([tmp_path / "in"])
    return library


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", "12345"),
        ("muller", "1"),
        ("MÜLLER", "1"),
        ("jorg mul", "1"),
        ("小", "2"),
        ("王", "2"),
        ("王小东", ""),  # the components are two words
        ("小东 王", "2"),
        ("xiaodong", "2"),
        ("wang^xiao", "2"),
        ("lukasiewicz", "3"),
        ("aenna", "3"),
        ("희중", "4"),
        ("ㅎ", "4"),  # a half-typed syllable
        ("o'brien", "5"),
        ("ID-3", "3"),
        ("ct", "14"),
        ("mr 2026", "2"),
        ("2026 schadel", "2"),
        ("2026", "12"),
        ("2026-11", "1"),
        ("2026-11-05", "1"),
        ("20261105", "1"),
        ("2025-12..2026-02", "23"),
        ("..2025", "34"),
        ("2026..", "12"),
        ("2024-2025", "34"),
        ('"knee left"', "3"),
        ('"left knee"', ""),
        ("left knee", "3"),
        ("%", ""),
        ("２０２６", "12"),
    ],
)
def test_what_is_typed_finds(filled: Library, typed: str, found: str) -> None:
    assert sorted(row.patient_id[-1] for row in filled.search(typed)) == list(found)
    assert filled.count(typed) == len(found)


def test_newest_first_and_in_pages(filled: Library) -> None:
    dates = [row.study_date for row in filled.search()]
    assert dates == sorted(dates, reverse=True)
    assert filled.search(limit=2) + filled.search(limit=3, offset=2) == filled.search()


def test_series_descriptions_are_searched_too(filled: Library) -> None:
    assert len(filled.search("one")) == 5  # the series' description


def test_a_name_in_gbk_that_claims_latin_1_is_shown_right_found_and_flagged(
    library: Library, tmp_path: Path
) -> None:
    slices = slices_of("z", count=1, SpecificCharacterSet="ISO_IR 100", PatientName="PLACEHOLDER")
    (path,) = write_series(slices, tmp_path / "in")
    name = "张^伟".encode("gbk")
    path.write_bytes(path.read_bytes().replace(b"PLACEHOLDER ", name.ljust(12)))
    library.index([tmp_path / "in"])
    (row,) = library.search("张")
    assert row.patient_name == "张^伟"
    codes = {flag.code for series in library.series_of(row.key) for flag in series.flags}
    assert "charset-doubtful" in codes


def test_folding_ignores_case_accents_width_and_component_marks() -> None:
    assert fold("ＭÜLLER^Jörg=ÉTÉ") == "muller jorg ete"
    assert fold("Straße") == "strasse"


def test_a_day_may_be_written_without_leading_zeros() -> None:
    assert parse_query("2026-3-7..2026-4") == (Condition(None, ("20260307", "20260499")),)
