"""How a stage of a hanging protocol is hung: layout, series, planes and windows at once."""

from dataclasses import replace

from viewer.state.facts import ProtocolsKnown, SeriesLoaded, StageHung
from viewer.state.fusion import wanted_series
from viewer.state.hanging import PaneWish
from viewer.state.layouts import LAYOUTS
from viewer.state.panes import Look, Pane
from viewer.state.planes import Plane, planes_in_order
from viewer.state.reduce_study import (
    cursors_with,
    first_window_look,
    hang_series,
    opened_series,
)
from viewer.state.view_state import OpenSeries, ViewState, empty_panes


def know_protocols(state: ViewState, fact: ProtocolsKnown) -> ViewState:
    return replace(state, protocols=fact.protocols)


def hang_stage(state: ViewState, fact: StageHung) -> ViewState:
    """Panes take their series at once, their looks when the series is here."""
    if fact.study_token != state.study_token:
        return state
    hung = fact.hung
    fresh = empty_panes(hung.layout)
    ids = [wish.series_id for wish in hung.wishes] + [""] * len(fresh)
    panes = [replace(pane, series_id=ids[n]) for n, pane in enumerate(fresh)]
    kept = wanted_series(panes, state.fusions)
    opened = {key: value for key, value in state.open_series.items() if key in kept}
    state = replace(
        state,
        hung=hung,
        layout=hung.layout,
        panes=tuple(panes),
        active=0,
        enlarged=None,
        curved=None,
        open_series=opened,
    )
    for series in opened.values():
        state = dress(state, series)
    return state


def load_series(state: ViewState, fact: SeriesLoaded) -> ViewState:
    """A series that panes of the stage wait for goes there alone, any other as without one."""
    waiting = any(pane.series_id == fact.entry.id for pane in state.panes)
    if not fact.waiting or not waiting or fact.study_token != state.study_token:
        return state if fact.waiting else hang_series(state, fact)
    series = opened_series(fact)
    return dress(
        replace(
            state,
            open_series={**state.open_series, fact.entry.id: series},
            cursors=cursors_with(state, series),
        ),
        series,
    )


def dress(state: ViewState, series: OpenSeries) -> ViewState:
    """Give the panes that wait for a series the plane and window that the stage wishes."""
    wishes = state.hung.wishes if state.hung is not None else ()
    compares = LAYOUTS[state.layout].compare
    panes = tuple(
        _dressed(pane, wishes[n] if n < len(wishes) else None, series, compares)
        if pane.series_id == series.entry.id
        else pane
        for n, pane in enumerate(state.panes)
    )
    return replace(state, panes=panes)


def _dressed(pane: Pane, wish: PaneWish | None, series: OpenSeries, compares: bool) -> Pane:
    if wish is None or wish.series_id != pane.series_id:
        return replace(pane, look=first_window_look(series))
    return replace(
        pane,
        plane=_plane(wish, pane, series, compares),
        view="3d" if wish.plane == "3d" else "slice",
        look=_look(wish, series),
    )


def _plane(wish: PaneWish, pane: Pane, series: OpenSeries, compares: bool) -> Plane:
    """The wished plane; ``second`` and ``third`` are those across the slices.

    Beside them the plane of the slices is the standard plane closest to it, as that one turns
    with the others: their crosshairs show where it cuts.
    """
    order = planes_in_order(series.volume.geometry)
    match wish.plane:
        case "3d":
            return pane.plane
        case "acquisition" if not compares:
            return order[0]
        case "second":
            return order[1]
        case "third":
            return order[2]
        case plane:
            return plane


def _look(wish: PaneWish, series: OpenSeries) -> Look:
    if wish.window == "file":
        return first_window_look(series)
    return Look(window=series.automatic if wish.window == "auto" else wish.window)
