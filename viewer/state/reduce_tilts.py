"""How the planes of a patient space are turned about its crosshair, and straightened."""

from dataclasses import replace

from viewer.state.pane_frame import frame_of, standard_plane
from viewer.state.tilt_intents import AlignPlanes, StraightenPlanes, TurnPlanes
from viewer.state.tilts import Tilts, untilted
from viewer.state.view_state import ViewState


def turn_planes(state: ViewState, intent: TurnPlanes) -> ViewState:
    """About the normal of the pane, so that its own picture stays as it is."""
    index = _index(state, intent.pane)
    series, cursor, pane = state.series_of(index), state.cursor_of(index), state.panes[index]
    if series is None or cursor is None or pane.view != "slice":
        return state
    geometry = series.volume.geometry
    frame = frame_of(geometry, pane, cursor, (1, 1), state.tilt_of(index))
    own = standard_plane(geometry, pane.plane)
    tilts = state.tilts_of(index).turned_about(frame.towards_lps, intent.degrees, own)
    return _with_tilts(state, index, tilts)


def straighten(state: ViewState, intent: StraightenPlanes) -> ViewState:
    index = _index(state, intent.pane)
    return _with_tilts(state, index, untilted(state.tilts_of(index).exact))


def align(state: ViewState, intent: AlignPlanes) -> ViewState:
    """What was turned begins anew: a turn of other planes would mean another one."""
    return _with_tilts(state, _index(state, intent.pane), untilted(intent.exact))


def _with_tilts(state: ViewState, index: int, tilts: Tilts) -> ViewState:
    series = state.series_of(index)
    if series is None or tilts == state.tilts_of(index):
        return state
    return replace(state, tilts={**state.tilts, series.space: tilts})


def _index(state: ViewState, pane: int | None) -> int:
    return state.active if pane is None else pane
