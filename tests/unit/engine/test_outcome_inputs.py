"""Inputs of a prognosis: columns, values, groups of tests, features of the lesion."""

import math

import pytest

from inference.engine.steps.outcome_inputs import columns_of, input_value, label_of

GROUP = "wild type: A=2, B=1, C=4"


@pytest.mark.parametrize(
    ("known", "value"),
    [
        ({"A": 2.0, "B": 1.0, "C": 4.0}, 1.0),
        ({"A": 2.0, "B": 3.0}, 0.5),
        ({"C": 1.0}, 0.0),
    ],
)
def test_a_group_is_the_share_of_the_known_tests_that_agree(
    known: dict[str, float], value: float
) -> None:
    assert input_value(GROUP, known, {}) == value


def test_an_input_of_which_nothing_is_known_is_missing() -> None:
    assert math.isnan(input_value(GROUP, {"D": 2.0}, {}))
    assert math.isnan(input_value("age", {}, {}))


def test_columns_values_and_lesion_features_are_read_by_name() -> None:
    known, image = {"age": 40.0, "A": 3.0}, {"log_ml": 2.5}
    assert input_value("age", known, image) == 40.0
    assert input_value("A=3", known, image) == 1.0
    assert input_value("A=1", known, image) == 0.0
    assert input_value("image.log_ml", known, image) == 2.5


def test_a_group_is_called_by_its_label_and_looks_at_all_its_columns() -> None:
    assert label_of(GROUP) == "wild type"
    assert label_of("age") == "age"
    assert columns_of(GROUP) == ("A", "B", "C")
    assert columns_of("A=3") == ("A",)
    assert columns_of("image.log_ml") == ()
