"""Numbers of the open study's patient: entered, undone, found again, gone with the study."""

from dataclasses import replace

from inference.imaging.patient_input import AGE, PatientInput
from inference.imaging.series_info import SeriesInfo
from tests.unit.state.states import opened
from viewer.state import conditions
from viewer.state.facts import NumbersFound
from viewer.state.intents import CloseStudy
from viewer.state.models import ModelRow
from viewer.state.patient_intents import EnterNumber, RedoNumber, UndoNumber
from viewer.state.reducer import reduce
from viewer.state.view_state import ViewState

ASKS = (PatientInput("age", "Age", header=AGE), PatientInput("grade", "Grade"))
FORTY = SeriesInfo(age="040Y")


def entered(*numbers: tuple[str, float | None]) -> ViewState:
    state = opened()
    for name, value in numbers:
        state = reduce(state, EnterNumber(name, value))
    return state


def test_a_number_entered_goes_over_the_headers_and_unknown_is_a_wish_too() -> None:
    age = ASKS[0]
    assert opened().patient.value(age, FORTY) == 40.0
    assert entered(("age", 44.0)).patient.value(age, FORTY) == 44.0
    assert entered(("age", None)).patient.value(age, FORTY) is None


def test_each_step_is_taken_back_and_done_again() -> None:
    state = entered(("age", 44.0), ("grade", 2.0))
    back = reduce(state, UndoNumber())
    assert back.patient.entered == {"age": 44.0}
    assert reduce(reduce(back, UndoNumber()), UndoNumber()).patient.entered == {}
    assert reduce(back, RedoNumber()).patient.entered == state.patient.entered
    assert reduce(entered(("age", 44.0)), EnterNumber("age", 44.0)).patient.undo == ({},)


def test_a_request_gets_what_the_model_asks_for_alone() -> None:
    state = entered(("age", None), ("size", 3.0), ("grade", 2.0))
    options = state.patient.options(ASKS)
    assert set(options) == {"age", "grade"} and options["age"] != options["age"]


def test_what_was_kept_comes_under_what_was_entered_since() -> None:
    state = entered(("age", 44.0))
    found = reduce(state, NumbersFound(state.study_token, {"age": 30.0, "grade": 1.0}))
    assert found.patient.entered == {"age": 44.0, "grade": 1.0}
    assert reduce(found, UndoNumber()).patient.entered == {"age": 30.0, "grade": 1.0}
    assert reduce(state, NumbersFound("another", {"grade": 1.0})) is state


def test_another_study_has_another_patient() -> None:
    closed = reduce(entered(("age", 44.0)), CloseStudy())
    assert closed.patient.entered == {}
    assert reduce(closed, EnterNumber("age", 44.0)) is closed


def test_undo_takes_back_a_number_only_while_the_numbers_are_shown() -> None:
    state = entered(("age", 44.0))
    row = ModelRow("risk", "Risk", "outcome", "1", asks=ASKS)
    shown = replace(state, models=replace(state.models, rows=(row,), chosen="risk"))
    shown = replace(shown, panels=replace(shown.panels, tab="model"))
    assert conditions.undo(shown) == UndoNumber()
    hidden = replace(shown, panels=replace(shown.panels, tab="layers"))
    assert conditions.undo(hidden) is None
