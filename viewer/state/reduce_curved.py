"""How a curved plane is opened, turned, measured along and closed."""

from dataclasses import replace

from viewer.state.curved import known_cut, lines_of
from viewer.state.curved_intents import CloseCurved, OpenCurved, SetAnchor, SetCutForm, TurnCut
from viewer.state.pane_intents import SetLayout
from viewer.state.panes import Pane
from viewer.state.reduce_panes import set_layout, with_pane
from viewer.state.view_state import Curved, ViewState

ROOMY_LAYOUT = "1+2"  # for a line drawn in a layout of one view


def open_curved(state: ViewState, intent: OpenCurved) -> ViewState:
    """In the last pane that is not the one the line lies in; what it showed comes back later."""
    drawn = state.active if intent.pane is None else intent.pane
    if all(line.id != intent.measurement_id for line in lines_of(state, drawn)):
        return state
    state = close_curved(replace(state, enlarged=None), CloseCurved())
    if len(state.panes) == 1:
        state, drawn = _with_room(state), 0
    target = max(n for n in range(len(state.panes)) if n != drawn)
    before, source = state.panes[target], state.panes[drawn]
    shown = Pane(source.series_id, before.plane, look=source.look, view="curved")
    return replace(
        with_pane(state, target, shown), curved=Curved(intent.measurement_id, target, before)
    )


def close_curved(state: ViewState, _: CloseCurved) -> ViewState:
    curved = state.curved
    if curved is None:
        return state
    shown = curved.pane < len(state.panes) and state.panes[curved.pane].view == "curved"
    back = with_pane(state, curved.pane, curved.before) if shown else state
    return replace(back, curved=None)


def turn_cut(state: ViewState, intent: TurnCut) -> ViewState:
    if state.curved is None:
        return state
    turn = (state.curved.turn_degrees + intent.degrees) % 360.0
    return replace(state, curved=replace(state.curved, turn_degrees=turn))


def set_cut_form(state: ViewState, intent: SetCutForm) -> ViewState:
    if state.curved is None:
        return state
    return replace(state, curved=replace(state.curved, form=intent.form))


def set_anchor(state: ViewState, intent: SetAnchor) -> ViewState:
    cut = None if state.curved is None else known_cut(state, state.curved.pane)
    if state.curved is None or cut is None:
        return state
    way = cut.on_line(intent.along_mm)[1]
    return replace(state, curved=replace(state.curved, anchor_mm=way))


def _with_room(state: ViewState) -> ViewState:
    """Several panes, the first as the only one was."""
    only = state.panes[0]
    return with_pane(set_layout(state, SetLayout(ROOMY_LAYOUT)), 0, only)
