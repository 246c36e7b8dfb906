"""Key images by hand: marking the slice in view, going to a marked one, saving all of them."""

from dataclasses import replace

import numpy as np

from viewer.controllers.authorship import begun_drawing
from viewer.controllers.scenes import scene_of
from viewer.controllers.session import Session
from viewer.controllers.shown_work import objects_shown, results_shown
from viewer.controllers.view_size import ViewSize
from viewer.export.key_images import KeyShot
from viewer.state.drawing_intents import DeleteMeasurement, DrawMeasurement, SelectMeasurement
from viewer.state.intents import OpenSeriesById
from viewer.state.key_image_intents import GoToKeyImage, MarkKeyImage, StepKeyImage
from viewer.state.key_images import (
    KIND,
    key_image_here,
    key_images,
    plane_of,
    slice_place_of,
    stepped_key_image,
)
from viewer.state.measurements import Measurement
from viewer.state.pane_frame import frame_of
from viewer.state.pane_intents import SetPlane
from viewer.state.panes import Pane
from viewer.state.planes import acquisition_plane
from viewer.state.reduce_study import first_window_look
from viewer.state.tilt_intents import AlignPlanes
from viewer.state.view_state import OpenSeries, ViewState

SHOT_SIDE = 1024


class KeyImageMarks:
    """Turns the wishes about key images into drawings of the open study."""

    def __init__(self, session: Session) -> None:
        self._session = session
        session.handle(MarkKeyImage, lambda _: self._mark())
        session.handle(StepKeyImage, self._step)
        session.handle(GoToKeyImage, self._go)

    def _mark(self) -> None:
        state = self._session.state
        series, cursor = state.active_series, state.cursor_of(state.active)
        if series is None or cursor is None:
            return
        frame = frame_of(series.volume.geometry, state.active_pane, np.array(cursor), (64, 64))
        marked = key_image_here(state, state.active, frame)
        if marked is not None:
            self._session.dispatch(DeleteMeasurement(marked.id))
        else:
            self._session.dispatch(DrawMeasurement(begun_drawing(KIND, series, frame, (cursor,))))

    def _step(self, intent: StepKeyImage) -> None:
        item = stepped_key_image(self._session.state, intent.step)
        if item is not None:
            self._show(item)

    def _go(self, intent: GoToKeyImage) -> None:
        marked = key_images(self._session.state)
        item = next((one for one in marked if one.id == intent.key_image_id), None)
        if item is not None:
            self._show(item)

    def _show(self, item: Measurement) -> None:
        """Hang the series where it is not shown, turn to the plane, put the crosshair there."""
        state = self._session.state
        self._session.dispatch(SelectMeasurement(item.id))
        showing = [n for n, p in enumerate(state.panes) if p.series_id == item.series_uid]
        series = state.open_series.get(item.series_uid)
        if not showing or series is None:
            self._session.dispatch(OpenSeriesById(item.series_uid))
            return
        self._session.dispatch(AlignPlanes(False, showing[0]))
        plane = plane_of(item, series)
        planes = [plane_of(item, series) == _plane(state.panes[n], series) for n in showing]
        if not any(planes):
            target = state.active if state.active in showing else showing[0]
            self._session.dispatch(SetPlane(plane, target))


def key_shots(state: ViewState) -> tuple[list[KeyShot], list[str]]:
    """(every key image whose series is wholly here, the descriptions of the series of others)."""
    shots: list[KeyShot] = []
    missing: dict[str, str] = {}
    for item in key_images(state):
        series = state.open_series.get(item.series_uid)
        if series is None or not series.complete:
            entry = state.shelf.entry(item.series_uid)
            words = "" if entry is None else entry.info.series_description
            missing[item.series_uid] = words or item.series_uid
        else:
            shots.append(_shot(state, item, series))
    return shots, list(missing.values())


def _shot(state: ViewState, item: Measurement, series: OpenSeries) -> KeyShot:
    """The slice as a pane of its own would show it, in the window that the series wears now."""
    plane, index, _count = slice_place_of(item, series)
    worn = next((p.look for p in state.panes if p.series_id == item.series_uid), None)
    pane = Pane(item.series_uid, plane, look=worn or first_window_look(series))
    alone = replace(
        state,
        panes=(pane,),
        active=0,
        enlarged=None,
        tilts={},
        crosshair_shown=False,
        cursors={**state.cursors, series.space: item.points_lps[0]},
    )
    scene = scene_of(alone, 0, ViewSize(SHOT_SIDE, SHOT_SIDE), with_identity=True)
    assert scene is not None  # its series is open and its crosshair is set
    uids, frames = series.volume.source_uids, series.volume.source_frames
    stored = plane == "acquisition" and index < len(uids)
    frame = frames[index] if stored and index < len(frames) else 0
    results, objects = results_shown(alone, {0: scene}), objects_shown(alone, {0: scene})
    return KeyShot(
        item,
        scene,
        index,
        uids[index] if stored else "",
        frame,
        results,
        objects if objects.drawn else None,
    )


def _plane(pane: Pane, series: OpenSeries) -> str:
    """The plane of a pane; the series' own slices are ``acquisition`` by whatever name."""
    return "acquisition" if pane.plane == acquisition_plane(series.volume.geometry) else pane.plane
