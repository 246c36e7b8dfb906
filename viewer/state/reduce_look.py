"""How the greys change: window, inversion, colour map, interpolation, slab."""

from dataclasses import replace

from viewer.state.intents import (
    AutomaticWindow,
    Invert,
    SetColourMap,
    SetInterpolation,
    SetSlab,
    SetWindow,
)
from viewer.state.panes import Look
from viewer.state.view_state import ViewState


def set_window(state: ViewState, intent: SetWindow) -> ViewState:
    pane = state.active if intent.pane is None else intent.pane
    return _relook(state, pane, replace(state.panes[pane].look, window=intent.window))


def automatic_window(state: ViewState, _: AutomaticWindow) -> ViewState:
    series = state.active_series
    if series is None:
        return state
    return _relook(state, state.active, replace(state.active_pane.look, window=series.automatic))


def invert(state: ViewState, _: Invert) -> ViewState:
    look = state.active_pane.look
    return _relook(state, state.active, replace(look, inverted=not look.inverted))


def set_interpolation(state: ViewState, intent: SetInterpolation) -> ViewState:
    look = replace(state.active_pane.look, interpolation=intent.interpolation)
    return _relook(state, state.active, look)


def set_colour_map(state: ViewState, intent: SetColourMap) -> ViewState:
    look = replace(state.active_pane.look, colour_map=intent.colour_map)
    return _relook(state, state.active, look)


def set_slab(state: ViewState, intent: SetSlab) -> ViewState:
    look = replace(
        state.active_pane.look, slab_mode=intent.mode, slab_mm=max(0.0, intent.thickness_mm)
    )
    return _relook(state, state.active, look)


def _relook(state: ViewState, pane: int, look: Look) -> ViewState:
    """Give a new look to a pane and to the panes of its series that looked the same."""
    before = state.panes[pane]
    panes = tuple(
        replace(other, look=look)
        if other.series_id == before.series_id and other.look == before.look
        else other
        for other in state.panes
    )
    return replace(state, panes=panes)
