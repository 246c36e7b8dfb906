"""3D panes: what each is to show goes to the 3D process, its pictures come back into the state."""

import time

from PySide6.QtCore import QObject, QTimer, Slot

from viewer.controllers.scenes import masks_over
from viewer.controllers.session import Session
from viewer.controllers.view_size import SizeOf
from viewer.jobs.solid_worker import SolidWish, SolidWorker
from viewer.state.facts import SolidDrawn
from viewer.state.pane_frame import solid_frame
from viewer.state.solid import SolidPicture
from viewer.state.solid_intents import RenderSolid, TurnSolid
from viewer.state.view_state import ViewState
from viewer.state.volume_presets import chosen_preset

SETTLED_MS = 200  # a camera that rests for so long is worth a fine picture
SPIN_MS = 40
SPIN_DEGREES_PER_SECOND = 30.0
Seen = tuple[object, ...]


class SolidController(QObject):
    """Asks for a pane's picture when what it depends on has changed; turns the turntable."""

    def __init__(self, session: Session, worker: SolidWorker, size_of: SizeOf) -> None:
        super().__init__()
        self._session = session
        self._worker = worker
        self._size_of = size_of
        self._seen: dict[int, tuple[Seen, Seen]] = {}
        self._pictured: set[int] = set()
        self._resting = False
        self._soon = _single_shot(self, 0, self._look)
        self._settled = _single_shot(self, SETTLED_MS, self._rest)
        self._spin = QTimer(self)
        self._spin.setInterval(SPIN_MS)
        self._spin.timeout.connect(self._turn_on)
        self._turned_at = 0.0
        session.state_changed.connect(self._follow)
        session.handle(RenderSolid, lambda _: self._soon.start())
        worker.drawn.connect(self._take)

    @Slot(object)
    def _follow(self, state: ViewState) -> None:
        """The window's parts may be about to change with the state: look once they have.

        A picture that went with its layout is wanted anew, though nothing in it is another.
        """
        for index in (self._pictured - set(state.solids)) & set(self._seen):
            self._seen[index] = ((), ())
        self._pictured = set(state.solids)
        if self._seen or any(pane.view == "3d" for pane in state.panes):
            self._soon.start()

    def _look(self) -> None:
        state = self._session.state
        shown = [n for n, pane in enumerate(state.panes) if pane.view == "3d"]
        for index in set(self._seen) - set(shown):
            del self._seen[index]
            self._worker.forget(index)
        for index in shown:
            if state.enlarged in (None, index):
                self._show(state, index)
        spinning = any(state.panes[n].solid.spinning for n in shown if n in self._seen)
        if spinning and not self._spin.isActive():
            self._turned_at = time.monotonic()
            self._spin.start()
        elif not spinning:
            self._spin.stop()

    def _show(self, state: ViewState, index: int) -> None:
        series, pane = state.series_of(index), state.panes[index]
        if series is None or not series.complete:
            self._worker.warm()
            return
        size = self._size_of(index)
        size_wh = (size.width, size.height)
        masks = masks_over(state, series)
        preset = chosen_preset(pane.solid.preset, series.volume)
        things: Seen = (series, preset, masks, size_wh)
        camera: Seen = (pane.solid.turntable, pane.solid.opacity, pane.zoom, pane.pan_mm)
        before = self._seen.get(index)
        if before == (things, camera) and not self._resting:
            return
        moving = before is not None and before[0] == things and not self._resting
        self._seen[index] = (things, camera)
        if moving:
            self._settled.start()
        self._worker.show(
            SolidWish(
                index, series.entry.id, series.volume, preset, pane.solid.opacity, masks,
                solid_frame(series.volume.geometry, pane, size_wh), moving,
            )
        )  # fmt: skip

    def _rest(self) -> None:
        self._resting = True
        try:
            self._look()
        finally:
            self._resting = False

    def _turn_on(self) -> None:
        """By the time that has passed, so that a slow machine turns as fast as a quick one."""
        now = time.monotonic()
        degrees = (now - self._turned_at) * SPIN_DEGREES_PER_SECOND
        self._turned_at = now
        for index, pane in enumerate(self._session.state.panes):
            if pane.view == "3d" and pane.solid.spinning:
                self._session.dispatch(TurnSolid(degrees, 0.0, index))

    @Slot(int, object)
    def _take(self, pane: int, picture: SolidPicture) -> None:
        self._session.dispatch(SolidDrawn(pane, picture))


def _single_shot(parent: QObject, milliseconds: int, act: object) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer
