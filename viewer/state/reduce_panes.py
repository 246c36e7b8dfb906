"""How panes change: layout, plane, slice, crosshair, zoom, pan, turn and flip."""

from dataclasses import replace

import numpy as np

from viewer.state.curved import lps_at_place, moved_along, on_row
from viewer.state.fusion import linked_places, wanted_series
from viewer.state.layouts import LAYOUTS
from viewer.state.measurements import Point
from viewer.state.pane_frame import point_on_slice, slice_place, upright
from viewer.state.pane_intents import (
    Activate,
    Enlarge,
    Flip,
    GoToSlice,
    PanBy,
    PointAt,
    ResetView,
    Rotate,
    ScrollSlices,
    SetCursor,
    SetLayout,
    SetPlane,
    ZoomBy,
)
from viewer.state.panes import Pane
from viewer.state.planes import slice_order_is_up
from viewer.state.reduce_study import first_window_look
from viewer.state.tilts import untilted
from viewer.state.turntable import Turntable
from viewer.state.view_state import Pointer, ViewState, empty_panes

ZOOM_LIMITS = (0.1, 40.0)


def activate(state: ViewState, intent: Activate) -> ViewState:
    return replace(state, active=intent.pane)


def enlarge(state: ViewState, intent: Enlarge) -> ViewState:
    pane = _index(state, intent.pane)
    if state.enlarged is not None:
        return replace(state, enlarged=None, active=pane)
    return replace(state, enlarged=pane, active=pane)


def set_layout(state: ViewState, intent: SetLayout) -> ViewState:
    """Panes keep their series where the new layout has room; new panes take the active one's."""
    layout = LAYOUTS[intent.name]
    seed = state.active_pane
    fresh = empty_panes(intent.name)
    if layout.compare:
        old = [replace(p, plane="acquisition", view="slice") for p in _distinct_series(state.panes)]
        panes = tuple((old + list(fresh[len(old) :]))[: len(fresh)])
    else:
        panes = tuple(replace(pane, series_id=seed.series_id, look=seed.look) for pane in fresh)
    kept = wanted_series(panes, state.fusions)
    opened = {key: value for key, value in state.open_series.items() if key in kept}
    return replace(
        state,
        layout=intent.name,
        wished_layout=intent.name,
        panes=panes,
        active=0,
        enlarged=None,
        solids={},
        curved=None,
        open_series=opened,
    )


def set_plane(state: ViewState, intent: SetPlane) -> ViewState:
    pane = _index(state, intent.pane)
    turned = Pane(
        series_id=state.panes[pane].series_id, plane=intent.plane, look=state.panes[pane].look
    )
    return with_pane(state, pane, turned)


def scroll(state: ViewState, intent: ScrollSlices) -> ViewState:
    """Up is towards the head, the front or the left, whatever the order of the files."""
    pane = _index(state, intent.pane)
    series, cursor = state.series_of(pane), state.cursor_of(pane)
    if series is None or cursor is None:
        return state
    if state.panes[pane].view == "curved":
        return _at(state, series.space, moved_along(state, pane, -intent.steps))
    geometry, plane, tilt = series.volume.geometry, state.panes[pane].plane, state.tilt_of(pane)
    sign = 1 if slice_order_is_up(geometry, upright(geometry, plane, tilt)) else -1
    index, _ = slice_place(geometry, plane, cursor, tilt)
    return _to_slice(state, pane, index + sign * intent.steps)


def go_to_slice(state: ViewState, intent: GoToSlice) -> ViewState:
    pane = _index(state, intent.pane)
    series, cursor = state.series_of(pane), state.cursor_of(pane)
    if series is None or cursor is None:
        return state
    if state.panes[pane].view == "curved":
        return _at(state, series.space, on_row(state, pane, intent.index))
    geometry, plane, tilt = series.volume.geometry, state.panes[pane].plane, state.tilt_of(pane)
    count = slice_place(geometry, plane, cursor, tilt)[1]
    return _to_slice(state, pane, intent.index if intent.index >= 0 else count + intent.index)


def set_cursor(state: ViewState, intent: SetCursor) -> ViewState:
    pane = _index(state, intent.pane)
    series = state.series_of(pane)
    if series is None:
        return state
    if state.panes[pane].view == "curved":
        return _at(state, series.space, lps_at_place(state, pane, intent.point_lps))
    geometry = series.volume.geometry
    index = np.clip(
        geometry.index_from_lps(intent.point_lps), 0, np.array(geometry.shape_kji) - 1.0
    )
    return _with_cursor(state, series.space, geometry.lps_from_index(index))


def point_at(state: ViewState, intent: PointAt) -> ViewState:
    if intent.point_lps is None:
        return state if state.pointer is None else replace(state, pointer=None)
    curved = state.panes[intent.pane].view == "curved"
    point = lps_at_place(state, intent.pane, intent.point_lps) if curved else intent.point_lps
    return state if point is None else replace(state, pointer=Pointer(intent.pane, point))


def zoom_by(state: ViewState, intent: ZoomBy) -> ViewState:
    index = _index(state, intent.pane)
    pane = state.panes[index]
    zoom = float(np.clip(pane.zoom * intent.factor, *ZOOM_LIMITS))
    shrink = pane.zoom / zoom - 1
    pan = (
        pane.pan_mm[0] + intent.about_mm[0] * shrink,
        pane.pan_mm[1] + intent.about_mm[1] * shrink,
    )
    return _together(state, index, replace(pane, zoom=zoom, pan_mm=pan))


def pan_by(state: ViewState, intent: PanBy) -> ViewState:
    index = _index(state, intent.pane)
    pane = state.panes[index]
    pan = (pane.pan_mm[0] + intent.right_mm, pane.pan_mm[1] + intent.down_mm)
    return _together(state, index, replace(pane, pan_mm=pan))


def rotate(state: ViewState, intent: Rotate) -> ViewState:
    """Turn what is on the screen: behind one mirror the picture itself turns the other way."""
    pane = state.active_pane
    if pane.view == "3d":
        return state
    x, y = pane.pan_mm
    for _ in range(intent.quarter_turns % 4):
        x, y = -y, x
    sign = -1 if pane.flip_h != pane.flip_v else 1
    turns = (pane.quarter_turns + sign * intent.quarter_turns) % 4
    return with_pane(state, state.active, replace(pane, quarter_turns=turns, pan_mm=(x, y)))


def flip(state: ViewState, intent: Flip) -> ViewState:
    pane = state.active_pane
    if pane.view == "3d":
        return state
    x, y = pane.pan_mm
    if intent.horizontal:
        flipped = replace(pane, flip_h=not pane.flip_h, pan_mm=(-x, y))
    else:
        flipped = replace(pane, flip_v=not pane.flip_v, pan_mm=(x, -y))
    return with_pane(state, state.active, flipped)


def reset_view(state: ViewState, _: ResetView) -> ViewState:
    """The active pane as when it was hung, all planes straight; the crosshair stays."""
    pane, series = state.active_pane, state.active_series
    if series is None:
        return state
    fresh = Pane(
        series_id=pane.series_id,
        plane=pane.plane,
        look=first_window_look(series),
        view=pane.view,
        solid=replace(pane.solid, turntable=Turntable(), spinning=False),
    )
    tilts = {**state.tilts, series.space: untilted(state.tilts_of(state.active).exact)}
    return replace(with_pane(state, state.active, fresh), tilts=tilts)


def with_pane(state: ViewState, index: int, pane: Pane) -> ViewState:
    """The state with one pane replaced."""
    panes = tuple(pane if n == index else old for n, old in enumerate(state.panes))
    return replace(state, panes=panes)


def _together(state: ViewState, index: int, pane: Pane) -> ViewState:
    """One pane zoomed or moved, and with it the linked ones that are compared with it.

    ``zoom`` 1 fits each series' own extent, hence the ratio is shared, not the value.
    """
    before = state.panes[index]
    ratio = pane.zoom / before.zoom
    shift = (pane.pan_mm[0] - before.pan_mm[0], pane.pan_mm[1] - before.pan_mm[1])
    linked = state.views_linked and LAYOUTS[state.layout].compare

    def moved(other: Pane) -> Pane:
        zoom = float(np.clip(other.zoom * ratio, *ZOOM_LIMITS))
        pan = (other.pan_mm[0] + shift[0], other.pan_mm[1] + shift[1])
        return replace(other, zoom=zoom, pan_mm=pan)

    panes = tuple(
        pane if n == index else moved(other) if linked and other.view == pane.view else other
        for n, other in enumerate(state.panes)
    )
    return replace(state, panes=panes)


def _index(state: ViewState, pane: int | None) -> int:
    return state.active if pane is None else pane


def _to_slice(state: ViewState, pane: int, index: int) -> ViewState:
    series, cursor = state.series_of(pane), state.cursor_of(pane)
    if series is None or cursor is None:
        return state
    plane, tilt = state.panes[pane].plane, state.tilt_of(pane)
    point = point_on_slice(series.volume.geometry, plane, index, cursor, tilt)
    return _with_cursor(state, series.space, point)


def _at(state: ViewState, space: str, point: Point | None) -> ViewState:
    return state if point is None else _with_cursor(state, space, np.array(point))


def _with_cursor(state: ViewState, space: str, point: np.ndarray) -> ViewState:
    """The crosshair of a space, and with it that of every space linked to it."""
    lps: Point = (float(point[0]), float(point[1]), float(point[2]))
    return replace(state, cursors={**state.cursors, **linked_places(state.links, space, lps)})


def _distinct_series(panes: tuple[Pane, ...]) -> list[Pane]:
    return list({pane.series_id: pane for pane in reversed(panes) if pane.series_id}.values())[::-1]
