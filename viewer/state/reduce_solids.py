"""How 3D panes change: turned, faced, spun, dressed, rendered."""

from dataclasses import replace

import numpy as np

from viewer.state.facts import SolidDrawn
from viewer.state.reduce_panes import with_pane
from viewer.state.solid import Solid
from viewer.state.solid_intents import (
    FaceSolid,
    SetPaneView,
    SetSolidOpacity,
    SetSolidPreset,
    SpinSolid,
    TurnSolid,
)
from viewer.state.turntable import SIDES
from viewer.state.view_state import ViewState


def set_view(state: ViewState, intent: SetPaneView) -> ViewState:
    """Zoom and pan begin anew: they mean another picture."""
    index = _index(state, intent.pane)
    pane = state.panes[index]
    if pane.view == intent.view:
        return state
    return with_pane(state, index, replace(pane, view=intent.view, zoom=1.0, pan_mm=(0.0, 0.0)))


def turn(state: ViewState, intent: TurnSolid) -> ViewState:
    index = _index(state, intent.pane)
    solid = state.panes[index].solid
    turned = solid.turntable.turned(intent.azimuth_degrees, intent.elevation_degrees)
    return _with_solid(state, index, replace(solid, turntable=turned))


def face(state: ViewState, intent: FaceSolid) -> ViewState:
    """Looking from one side stops the turntable."""
    index = _index(state, intent.pane)
    solid = replace(state.panes[index].solid, turntable=SIDES[intent.side], spinning=False)
    return _with_solid(state, index, solid)


def spin(state: ViewState, intent: SpinSolid) -> ViewState:
    index = _index(state, intent.pane)
    solid = state.panes[index].solid
    return _with_solid(state, index, replace(solid, spinning=not solid.spinning))


def set_preset(state: ViewState, intent: SetSolidPreset) -> ViewState:
    index = _index(state, intent.pane)
    return _with_solid(state, index, replace(state.panes[index].solid, preset=intent.name))


def set_opacity(state: ViewState, intent: SetSolidOpacity) -> ViewState:
    index = _index(state, intent.pane)
    opacity = float(np.clip(intent.opacity, 0.0, 1.0))
    return _with_solid(state, index, replace(state.panes[index].solid, opacity=opacity))


def take_picture(state: ViewState, fact: SolidDrawn) -> ViewState:
    """A picture of a pane that shows something else by now is dropped."""
    if fact.pane >= len(state.panes):
        return state
    pane = state.panes[fact.pane]
    if pane.view != "3d" or pane.series_id != fact.picture.series_id:
        return state
    return replace(state, solids={**state.solids, fact.pane: fact.picture})


def _index(state: ViewState, pane: int | None) -> int:
    return state.active if pane is None else pane


def _with_solid(state: ViewState, index: int, solid: Solid) -> ViewState:
    pane = state.panes[index]
    if pane.view != "3d" or pane.solid == solid:
        return state
    return with_pane(state, index, replace(pane, solid=solid))
