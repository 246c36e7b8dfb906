"""Warming: the drawing kernels made ready in a thread, so that no first scroll waits for them."""

import logging
from threading import Thread

from PySide6.QtCore import QObject, Signal, Slot

from viewer.controllers.session import Session
from viewer.jobs.compiler_pages import give_back_compiler
from viewer.state.facts import DrawingReady

LOG = logging.getLogger(__name__)


class Warmer(QObject):
    """Views stay black until grey pictures can be drawn; what else there is warms behind them."""

    ended = Signal()  # all is warm, or the thread has given up
    _ready = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._ready.connect(self._tell)
        self._thread = Thread(target=self._warm, name="warming", daemon=True)
        self._closing = False

    def start(self) -> None:
        self._session.dispatch(DrawingReady(False))
        self._thread.start()

    def close(self) -> None:
        """Wait for the kernel that is being compiled, if any, and leave the others: a process
        that ends while its compiler still works dies of a signal."""
        if self._thread.is_alive():
            from viewer.render.kernels.jit import compiling_stopped

            self._closing = True
            with compiling_stopped():
                self._thread.join()

    def _warm(self) -> None:
        from viewer.render.warming import warm

        try:
            warm(self._ready.emit)
        except Exception:  # without warming the first picture is late, and tells what is wrong
            if self._closing:
                return
            LOG.exception("the kernels could not be warmed")
            self._ready.emit()
        given = give_back_compiler()
        LOG.info("%.0f MB of the compiler are given back", given / 1e6)
        self.ended.emit()

    @Slot()
    def _tell(self) -> None:
        self._session.dispatch(DrawingReady(True))
