"""The hand that measures: presses, moves and releases on a view become points in the patient."""

from collections.abc import Iterator
from math import dist
from typing import Protocol

import numpy as np

from viewer.controllers.authorship import begun_drawing
from viewer.state.curves import spline_through
from viewer.state.draft import OPEN_ENDED
from viewer.state.drawing_intents import (
    EndDrawing,
    GrabPoint,
    GrabWhole,
    MovePoint,
    SelectMeasurement,
    SetPoint,
)
from viewer.state.measurements import (
    AREAS,
    LINES,
    UNDRAWN,
    Measurement,
    MeasurementKind,
    Point,
    outline_of,
)
from viewer.state.view_frame import ViewFrame
from viewer.state.view_state import ViewState
from viewer.widgets.words import Dispatch

KINDS: dict[str, MeasurementKind] = {
    "length": "length",
    "bidirectional": "bidirectional",
    "angle": "angle",
    "cobb": "cobb",
    "ellipse": "ellipse",
    "polygon": "polygon",
    "freehand": "freehand",
    "curve": "curve",
    "arrow": "arrow",
    "probe": "probe",
}
NEAR_PX = 8.0
LINE_PX = 5.0
DRAG_PX = 4.0
Pixel = tuple[float, float]


class DrawnView(Protocol):
    """What the hand needs to know of the view under it."""

    @property
    def state(self) -> ViewState | None: ...

    def frame(self) -> ViewFrame | None: ...


class DrawingHand:
    """One press and what follows from it; positions are in device pixels of the view."""

    def __init__(self, view: DrawnView, index: int, dispatch: Dispatch) -> None:
        self._view = view
        self._index = index
        self._dispatch = dispatch
        self._pressed: Pixel | None = None

    def grab(self, at: Pixel) -> bool:
        """Take hold of a measurement's point near the press, if there is one."""
        found = self._point_near(at)
        if found is None:
            return False
        self._pressed = at
        self._dispatch(GrabPoint(*found, self._index))
        return True

    def grab_whole(self, at: Pixel) -> bool:
        """Take hold of the selected measurement by one of its lines; another one is selected."""
        found, point = self._line_near(at), self._lps(at)
        if found is None or point is None:
            return False
        state = self._view.state
        if state is None or state.drawings.selected != found:
            self._dispatch(SelectMeasurement(found, go=False))
            return False
        self._pressed = at
        self._dispatch(GrabWhole(found, point, self._index))
        return True

    def over_selected(self, at: Pixel) -> bool:
        """Whether a press here would take hold of the selected measurement."""
        state = self._view.state
        if state is None or not state.drawings.selected or state.drawings.draft is not None:
            return False
        found = self._point_near(at)
        near = self._line_near(at) if found is None else found[0]
        return near == state.drawings.selected

    def press(self, kind: MeasurementKind, at: Pixel) -> None:
        self._pressed = at
        self._set(kind, at)

    def move(self, at: Pixel) -> None:
        point = self._lps(at)
        if point is not None and self._drafting():
            self._dispatch(MovePoint(point, pressed=self._pressed is not None))

    def release(self, at: Pixel) -> None:
        """A drag sets the next point where it ends; a click leaves that to the next press."""
        pressed, self._pressed = self._pressed, None
        state = self._view.state
        draft = state.drawings.draft if state is not None else None
        if pressed is None or draft is None:
            return
        if draft.moves_old or draft.begun.kind == "freehand":
            self.end()
        elif draft.begun.kind not in OPEN_ENDED and dist(pressed, at) > DRAG_PX:
            self._set(draft.begun.kind, at)

    def end(self) -> None:
        frame = self._view.frame()
        if frame is not None and self._drafting():
            self._dispatch(EndDrawing(_point(frame.right_lps), _point(frame.down_lps)))

    def _set(self, kind: MeasurementKind, at: Pixel) -> None:
        frame, state = self._view.frame(), self._view.state
        series = state.series_of(self._index) if state is not None else None
        point = self._lps(at)
        if frame is None or series is None or point is None:
            return
        begun = begun_drawing(kind, series, frame)
        right, down = _point(frame.right_lps), _point(frame.down_lps)
        self._dispatch(SetPoint(begun, point, right, down, self._index))

    def _drafting(self) -> bool:
        state = self._view.state
        draft = state.drawings.draft if state is not None else None
        return draft is not None and draft.pane == self._index

    def _point_near(self, at: Pixel) -> tuple[str, int] | None:
        """(measurement id, number of its point) nearest to a place of the view, if near."""
        best: tuple[float, str, int] | None = None
        for item, frame in self._in_plane():
            gaps = np.linalg.norm(frame.pixel_at(item.points) - np.array(at), axis=-1)
            number = int(gaps.argmin())
            if gaps[number] <= NEAR_PX and (best is None or gaps[number] < best[0]):
                best = (float(gaps[number]), item.id, number)
        return None if best is None else best[1:]

    def _line_near(self, at: Pixel) -> str | None:
        """Id of the measurement one of whose lines passes nearest to a place, if near."""
        best: tuple[float, str] | None = None
        for item, frame in self._in_plane():
            gap = line_gap(item, frame, at)
            if gap <= LINE_PX and (best is None or gap < best[0]):
                best = (gap, item.id)
        return None if best is None else best[1]

    def _in_plane(self) -> Iterator[tuple[Measurement, ViewFrame]]:
        """The measurements that are drawn in the plane of the view."""
        frame, state = self._view.frame(), self._view.state
        series = state.series_of(self._index) if state is not None else None
        if frame is None or state is None or series is None or not state.overlays_shown:
            return
        reach = max(frame.mm_per_pixel, min(series.volume.geometry.spacing_mm_kji) / 2)
        for item in state.drawings.items:
            if item.kind in UNDRAWN:
                continue
            if (item.frame_of_reference_uid or item.series_uid) != series.space:
                continue
            if np.abs(frame.distance_mm(item.points)).max() <= reach:
                yield item, frame

    def _lps(self, at: Pixel) -> Point | None:
        frame = self._view.frame()
        return None if frame is None else _point(frame.lps_at(at))


def line_gap(item: Measurement, frame: ViewFrame, at: Pixel) -> float:
    """Pixels from a place of the view to the nearest line of a measurement; inf without any."""
    if item.kind in AREAS:
        outline = outline_of(item)
        starts, ends = outline, np.roll(outline, -1, axis=0)
    elif item.kind == "curve":
        path = spline_through(item.points)
        starts, ends = path[:-1], path[1:]
    else:
        pairs = np.array(LINES.get(item.kind, ()), dtype=int).reshape(-1, 2)
        starts, ends = item.points[pairs[:, 0]], item.points[pairs[:, 1]]
    if not len(starts):
        return float("inf")
    begin, end = np.atleast_2d(frame.pixel_at(starts)), np.atleast_2d(frame.pixel_at(ends))
    along, out = end - begin, np.array(at) - begin
    share = (along * out).sum(axis=1) / np.maximum((along**2).sum(axis=1), 1e-9)
    nearest = begin + np.clip(share, 0, 1)[:, None] * along
    return float(np.linalg.norm(nearest - np.array(at), axis=1).min())


def _point(place: np.ndarray) -> Point:
    return float(place[0]), float(place[1]), float(place[2])
