"""How measurements change: drawn, moved, selected, deleted, undone."""

from dataclasses import replace

from viewer.state.curved_intents import OpenCurved
from viewer.state.draft import Draft, finished
from viewer.state.drawing_intents import (
    AskName,
    DeleteMeasurement,
    DrawMeasurement,
    DropDrawing,
    EndDrawing,
    GrabPoint,
    GrabWhole,
    MovePoint,
    NameMeasurement,
    Redo,
    SelectMeasurement,
    SetPoint,
    Undo,
)
from viewer.state.facts import DrawingsFound, LabelsKnown
from viewer.state.measurements import Measurement, Point
from viewer.state.reduce_curved import open_curved
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


def know_labels(state: ViewState, fact: LabelsKnown) -> ViewState:
    return replace(state, known_labels=fact.texts)


def select(state: ViewState, intent: SelectMeasurement) -> ViewState:
    """Select a measurement and, where wished, put the crosshair of its patient space on it."""
    drawings = replace(state.drawings, selected=intent.measurement_id)
    item = _item(state, intent.measurement_id)
    selected = replace(state, drawings=drawings)
    if item is None or not intent.go:
        return selected
    space = item.frame_of_reference_uid or item.series_uid
    x, y, z = item.points.mean(axis=0)
    middle = (float(x), float(y), float(z))
    return replace(selected, cursors={**state.cursors, space: middle})


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


def set_point(state: ViewState, intent: SetPoint) -> ViewState:
    """The first place begins a draft, each further one goes on; the last one ends it."""
    draft = state.drawings.draft
    if draft is None or draft.pane != intent.pane or draft.begun.kind != intent.begun.kind:
        draft = Draft(intent.begun, intent.pane, intent.point_lps)
    draft = draft.with_point(intent.point_lps)
    if draft.complete:
        return _ended(state, draft, intent.right, intent.down)
    return replace(state, drawings=replace(state.drawings, draft=draft, selected=""))


def move_point(state: ViewState, intent: MovePoint) -> ViewState:
    draft = state.drawings.draft
    if draft is None:
        return state
    if intent.pressed and draft.begun.kind == "freehand":
        draft = draft.with_point(intent.point_lps)
    moved = replace(draft, moving=intent.point_lps)
    return replace(state, drawings=replace(state.drawings, draft=moved))


def grab_point(state: ViewState, intent: GrabPoint) -> ViewState:
    item = _item(state, intent.measurement_id)
    if item is None:
        return state
    draft = Draft(item, intent.pane, item.points_lps[intent.number], intent.number)
    return replace(state, drawings=replace(state.drawings, draft=draft, selected=item.id))


def grab_whole(state: ViewState, intent: GrabWhole) -> ViewState:
    item = _item(state, intent.measurement_id)
    if item is None:
        return state
    draft = Draft(item, intent.pane, intent.point_lps, held=intent.point_lps)
    return replace(state, drawings=replace(state.drawings, draft=draft, selected=item.id))


def ask_name(state: ViewState, intent: AskName) -> ViewState:
    """Show it, and where its words are written."""
    if _item(state, intent.measurement_id) is None:
        return state
    shown = state
    if intent.pane is None:
        shown = select(state, SelectMeasurement(intent.measurement_id))
    pane = state.active if intent.pane is None else intent.pane
    return replace(shown, drawings=replace(shown.drawings, naming=(intent.measurement_id, pane)))


def name(state: ViewState, intent: NameMeasurement) -> ViewState:
    item, text = _item(state, intent.measurement_id), " ".join(intent.text.split())
    if item is None or text == item.text:
        return replace(state, drawings=replace(state.drawings, naming=None))
    return draw(state, DrawMeasurement(replace(item, text=text)))


def end_drawing(state: ViewState, intent: EndDrawing) -> ViewState:
    draft = state.drawings.draft
    return state if draft is None else _ended(state, draft, intent.right, intent.down)


def drop_drawing(state: ViewState, _: DropDrawing) -> ViewState:
    if state.drawings.draft is None:
        return state
    return replace(state, drawings=replace(state.drawings, draft=None))


def _item(state: ViewState, measurement_id: str) -> Measurement | None:
    return next((one for one in state.drawings.items if one.id == measurement_id), None)


def _ended(state: ViewState, draft: Draft, right: Point, down: Point) -> ViewState:
    item = finished(draft, right, down)
    if item is None or item in state.drawings.items:
        return replace(state, drawings=replace(state.drawings, draft=None))
    drawn = draw(state, DrawMeasurement(item))
    if item.kind == "arrow" and not draft.moves_old:
        return ask_name(drawn, AskName(item.id, draft.pane))
    if item.kind != "curve" or draft.moves_old:
        return drawn
    return open_curved(replace(drawn, tool="window"), OpenCurved(item.id, draft.pane))
