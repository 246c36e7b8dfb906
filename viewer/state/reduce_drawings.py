"""How measurements change: drawn, moved, selected, deleted, undone."""

from dataclasses import replace

from viewer.state.facts import DrawingsFound
from viewer.state.intents import (
    DeleteMeasurement,
    DrawMeasurement,
    Redo,
    SelectMeasurement,
    Undo,
)
from viewer.state.measurements import Measurement
from viewer.state.view_state import Drawings, ViewState

UNDO_DEPTH = 100


def draw(state: ViewState, intent: DrawMeasurement) -> ViewState:
    drawn = {item.id: item for item in state.drawings.items}
    drawn[intent.measurement.id] = intent.measurement
    return _changed(state, tuple(drawn.values()), intent.measurement.id)


def find(state: ViewState, fact: DrawingsFound) -> ViewState:
    """What was kept comes under what was drawn since, also in every state that undo brings back;
    of another study, it is dropped."""
    if fact.study_token != state.study_token:
        return state
    drawings = state.drawings
    found = replace(
        drawings,
        items=_under(fact.items, drawings.items),
        undo=tuple(_under(fact.items, items) for items in drawings.undo),
        redo=tuple(_under(fact.items, items) for items in drawings.redo),
    )
    return replace(state, drawings=found)


def select(state: ViewState, intent: SelectMeasurement) -> ViewState:
    return replace(state, drawings=replace(state.drawings, selected=intent.measurement_id))


def delete(state: ViewState, intent: DeleteMeasurement) -> ViewState:
    wanted = intent.measurement_id or state.drawings.selected
    left = tuple(item for item in state.drawings.items if item.id != wanted)
    if len(left) == len(state.drawings.items):
        return state
    return _changed(state, left, "")


def undo(state: ViewState, _: Undo) -> ViewState:
    drawings = state.drawings
    if not drawings.undo:
        return state
    earlier = Drawings(
        items=drawings.undo[-1], undo=drawings.undo[:-1], redo=(*drawings.redo, drawings.items)
    )
    return replace(state, drawings=earlier)


def redo(state: ViewState, _: Redo) -> ViewState:
    drawings = state.drawings
    if not drawings.redo:
        return state
    later = Drawings(
        items=drawings.redo[-1], undo=(*drawings.undo, drawings.items), redo=drawings.redo[:-1]
    )
    return replace(state, drawings=later)


def _under(
    kept: tuple[Measurement, ...], drawn: tuple[Measurement, ...]
) -> tuple[Measurement, ...]:
    known = {item.id: item for item in kept} | {item.id: item for item in drawn}
    return tuple(known.values())


def _changed(state: ViewState, items: tuple[Measurement, ...], selected: str) -> ViewState:
    past = (*state.drawings.undo, state.drawings.items)[-UNDO_DEPTH:]
    return replace(state, drawings=Drawings(items=items, selected=selected, undo=past))
