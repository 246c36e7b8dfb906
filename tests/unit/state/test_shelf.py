"""The shelf keeps studies apart by patient, whatever their UIDs say."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inference.imaging.geometry import Geometry
from inference.imaging.series_info import SeriesInfo
from inference.reading.entry import SeriesEntry
from viewer.state.shelf import Shelf, Study, StudySummary

INFO = SeriesInfo(
    patient_name="Doe^Jane", patient_id="1", birth_date="19700101", study_uid="1.2", modality="CT"
)


def entry(series_id: str = "1.2.3", **changes: str) -> SeriesEntry:
    return SeriesEntry(
        id=series_id,
        info=replace(INFO, **changes),  # type: ignore[arg-type]
        geometry=Geometry((1, 2, 2), np.eye(4)),
        unit="HU",
        dtype="int16",
        format="dicom",
        files=(Path("a.dcm"),),
    )


@pytest.mark.parametrize(
    "other",
    [
        {"patient_name": "Doe^John"},
        {"patient_id": "2"},
        {"birth_date": "19800101"},
        {"patient_id_issuer": "Elsewhere"},
    ],
)
def test_one_study_uid_under_two_patients_is_two_studies(other: dict[str, str]) -> None:
    shelf = Shelf().with_series([entry()]).with_series([entry(**other)])
    assert len(shelf.studies) == 2
    first, second = (study.series[0] for study in shelf.studies)
    assert first.id != second.id
    assert shelf.entry(first.id) is first
    assert shelf.entry(second.id) is second


def test_padding_of_a_name_does_not_split_a_study() -> None:
    shelf = Shelf().with_series([entry()]).with_series([entry("1.2.4", patient_name="Doe^Jane^^")])
    assert len(shelf.studies) == 1


def test_the_same_files_found_again_stay_one_series() -> None:
    found = [entry(), entry(patient_id="2")]
    shelf = Shelf().with_series(found).with_series(found)
    assert [len(study.series) for study in shelf.studies] == [1, 1]


def listed(key: str, date: str = "20200101") -> Study:
    return Study(key, (), StudySummary("Listed^One", "9", date, "from the list", ("MR",), 3))


def test_the_librarys_finds_stand_among_the_studies_here_newest_first() -> None:
    shelf = Shelf().with_series([entry(study_date="20210101")])
    shelf = replace(shelf, listed=(listed("a", "20220101"), listed("b")), in_library=2)
    assert [study.date for study in shelf.shown] == ["2022-01-01", "2021-01-01", "2020-01-01"]
    assert shelf.known == 3


def test_a_listed_study_whose_series_are_here_stands_once_with_them() -> None:
    shelf = Shelf().with_series([entry()])
    key = shelf.studies[0].key
    shelf = replace(shelf, listed=(listed(key),), in_library=1)
    assert shelf.shown == shelf.studies


def test_older_finds_are_narrowed_by_what_is_typed_until_the_library_answers() -> None:
    shelf = replace(Shelf(), listed=(listed("a"),), listed_for="")
    assert replace(shelf, search="typed since").shown == ()
    assert replace(shelf, search="listed 2020").shown == shelf.listed
    assert replace(shelf, search="x", listed_for="x").shown == shelf.listed
