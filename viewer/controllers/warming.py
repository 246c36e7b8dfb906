"""Warming: the drawing kernels made ready in a thread, so that no first scroll waits for them."""

import logging
from threading import Thread

from PySide6.QtCore import QObject, Signal, Slot

from viewer.controllers.session import Session
from viewer.state.facts import DrawingReady

LOG = logging.getLogger(__name__)


class Warmer(QObject):
    """Views stay black for as long as it takes: less than a second once the cache is kept."""

    _ready = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._ready.connect(self._tell)
        self._thread = Thread(target=self._warm, name="warming", daemon=True)

    def start(self) -> None:
        self._session.dispatch(DrawingReady(False))
        self._thread.start()

    def _warm(self) -> None:
        from viewer.render import warm

        try:
            warm()
        except Exception:  # without warming the first picture is late, and tells what is wrong
            LOG.exception("the kernels could not be warmed")
        self._ready.emit()

    @Slot()
    def _tell(self) -> None:
        self._session.dispatch(DrawingReady(True))
