"""Numbers of the patient: what the headers say, what a person entered, what cannot be."""

import math

import pytest

from inference.imaging.errors import InputError
from inference.imaging.patient_input import AGE, PatientInput, age_years, known_numbers
from inference.imaging.series_info import SeriesInfo

ASKED = (
    PatientInput("age", "Age", "years", 0, 120, header=AGE),
    PatientInput("grade", "Grade", choices=((1.0, "II"), (2.0, "III"))),
)
FORTY = SeriesInfo(birth_date="19700601", study_date="20100601")


@pytest.mark.parametrize(
    ("info", "years"),
    [
        (FORTY, 40.0),
        (SeriesInfo(birth_date="19700602", study_date="20100601"), 39.0),
        (SeriesInfo(birth_date="20200101", study_date="20100601", age="061Y"), 61.0),
        (SeriesInfo(age="018M"), 1.0),
        (SeriesInfo(age="52W"), 0.0),
        (SeriesInfo(age="old"), None),
        (SeriesInfo(study_date="20100601"), None),
    ],
)
def test_the_age_is_counted_from_birth_to_the_study_or_taken_as_stated(
    info: SeriesInfo, years: float | None
) -> None:
    assert age_years(info) == years


def test_what_a_person_entered_goes_over_the_headers() -> None:
    assert known_numbers(ASKED, FORTY, {}) == {"age": 40.0}
    assert known_numbers(ASKED, FORTY, {"age": "44", "grade": 2}) == {"age": 44.0, "grade": 2.0}


def test_unknown_takes_out_what_the_headers_say() -> None:
    assert known_numbers(ASKED, FORTY, {"age": math.nan}) == {}


@pytest.mark.parametrize(
    ("entered", "sentence"),
    [
        ({"size": 1.0}, "Unknown input 'size'; known: age, grade"),
        ({"age": 130.0}, "Age lies between 0 and 120, not at 130"),
        ({"age": "forty"}, "Age is a number, not 'forty'"),
        ({"grade": 3.0}, r"Grade is one of 1 \(II\), 2 \(III\), not 3"),
    ],
)
def test_what_cannot_be_is_refused(entered: dict[str, object], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        known_numbers(ASKED, FORTY, entered)


def test_an_age_that_the_model_cannot_take_is_not_taken_from_the_headers() -> None:
    assert known_numbers(ASKED, SeriesInfo(age="130Y"), {}) == {}


def test_numbers_are_told_in_words() -> None:
    age, grade = ASKED
    assert (age.words(40.0), grade.words(2.0), age.words(None)) == ("40 years", "III", "unknown")
