"""How the greys change: window, inversion, colour map, interpolation, slab."""

from dataclasses import replace

from viewer.state.layouts import LAYOUTS
from viewer.state.look_intents import (
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
    """Compared CT series share the window while the views are linked: HU mean the same."""
    pane = state.active if intent.pane is None else intent.pane
    changed = _relook(state, pane, replace(state.panes[pane].look, window=intent.window))
    if not (state.views_linked and LAYOUTS[state.layout].compare and _in_hu(state, pane)):
        return changed
    panes = tuple(
        replace(one, look=replace(one.look, window=intent.window)) if _in_hu(state, n) else one
        for n, one in enumerate(changed.panes)
    )
    return replace(changed, panes=panes)


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


def _in_hu(state: ViewState, pane: int) -> bool:
    series = state.series_of(pane)
    return series is not None and series.volume.unit == "HU"


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
