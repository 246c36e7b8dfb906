"""Cine: steps through the slices of the active view and begins again at the end."""

from PySide6.QtCore import QObject, QTimer, Slot

from viewer.controllers.session import Session
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
        state = self._session.state
        series, cursor = state.active_series, state.cursor_of(state.active)
        if series is None or cursor is None:
            return
        geometry, tilt = series.volume.geometry, state.tilt_of(state.active)
        index, count = slice_place(geometry, state.active_pane.plane, cursor, tilt)
        self._session.dispatch(GoToSlice((index + 1) % count))
