"""Cine: steps through the slices of the active view, or along its line, and begins again."""

from PySide6.QtCore import QObject, QTimer, Slot

from viewer.controllers.session import Session
from viewer.state.curved import row_place
from viewer.state.pane_frame import slice_place
from viewer.state.pane_intents import GoToSlice
from viewer.state.view_state import ViewState


class Cine(QObject):
    """A timer that runs only while the state says so."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        session.state_changed.connect(self._follow)

    @Slot(object)
    def _follow(self, state: ViewState) -> None:
        pause = round(1000 / float(state.settings.get("cine_fps", 12)))
        if state.cine and (not self._timer.isActive() or self._timer.interval() != pause):
            self._timer.start(pause)
        elif not state.cine and self._timer.isActive():
            self._timer.stop()

    def _step(self) -> None:
        place = _place(self._session.state)
        if place is not None:
            index, count = place
            self._session.dispatch(GoToSlice((index + 1) % count))


def _place(state: ViewState) -> tuple[int, int] | None:
    """(where the active view stands, among how many slices or steps along its line)."""
    series, cursor = state.active_series, state.cursor_of(state.active)
    if series is None or cursor is None:
        return None
    if state.active_pane.view == "curved":
        return row_place(state, state.active)
    geometry, tilt = series.volume.geometry, state.tilt_of(state.active)
    return slice_place(geometry, state.active_pane.plane, cursor, tilt)
