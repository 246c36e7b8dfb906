"""How the patient's numbers change."""

from dataclasses import replace

from viewer.state.facts import NumbersFound
from viewer.state.patient import UNDO_DEPTH, Numbers, PatientDesk
from viewer.state.patient_intents import EnterNumber, RedoNumber, UndoNumber
from viewer.state.view_state import ViewState


def enter(state: ViewState, intent: EnterNumber) -> ViewState:
    desk = state.patient
    entered = {**desk.entered, intent.name: intent.value}
    if not state.study_token or entered == desk.entered:
        return state
    past = (*desk.undo, desk.entered)[-UNDO_DEPTH:]
    return replace(state, patient=PatientDesk(entered, past))


def undo(state: ViewState, _: UndoNumber) -> ViewState:
    desk = state.patient
    if not desk.undo:
        return state
    back = PatientDesk(desk.undo[-1], desk.undo[:-1], (*desk.redo, desk.entered))
    return replace(state, patient=back)


def redo(state: ViewState, _: RedoNumber) -> ViewState:
    desk = state.patient
    if not desk.redo:
        return state
    on = PatientDesk(desk.redo[-1], (*desk.undo, desk.entered), desk.redo[:-1])
    return replace(state, patient=on)


def find(state: ViewState, fact: NumbersFound) -> ViewState:
    """What was kept comes under what was entered since; of another study, it is dropped."""
    if fact.study_token != state.study_token:
        return state
    desk = state.patient

    def under(entered: Numbers) -> Numbers:
        return {**fact.numbers, **entered}

    undo_steps, redo_steps = (tuple(map(under, steps)) for steps in (desk.undo, desk.redo))
    return replace(state, patient=PatientDesk(under(desk.entered), undo_steps, redo_steps))
