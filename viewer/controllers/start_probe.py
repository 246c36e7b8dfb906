"""Says, for `radlens bench window`, when the first picture was painted and what it took."""

import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import psutil
from PySide6.QtCore import QObject, QTimer, Slot

from viewer.controllers.session import Session
from viewer.state.view_state import ViewState

HEAVY_LIBRARIES = ("torch", "vtkmodules", "vtk")


class PaintedView(Protocol):
    """A view with a signal ``pictured``, emitted once its first picture was painted."""

    @property
    def pictured(self) -> Any: ...


class StartProbe(QObject):
    """Calls ``done`` once, with the first picture painted and its series loaded.

    The facts: ``picture_ns`` (time.time_ns() of the first painted picture), ``heavy`` (libraries
    imported by then that no picture needs), ``memory_bytes`` of the window and its children;
    ``failed`` is a sentence instead, when no picture can come.
    """

    def __init__(
        self,
        session: Session,
        views: Callable[[], Sequence[PaintedView]],
        done: Callable[[dict[str, Any]], None],
    ) -> None:
        super().__init__()
        self._session = session
        self._views = views
        self._known: list[PaintedView] = []
        self._done = done
        self._facts: dict[str, Any] = {}
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._end)
        session.state_changed.connect(self._follow)
        self._listen()

    def _listen(self) -> None:
        """Views are made anew with each layout."""
        for view in self._views():
            if view not in self._known:
                self._known.append(view)
                view.pictured.connect(self._pictured)

    @Slot()
    def _pictured(self) -> None:
        if not self._facts:
            heavy = [name for name in HEAVY_LIBRARIES if name in sys.modules]
            self._facts = {"picture_ns": time.time_ns(), "heavy": heavy}
            self._follow(self._session.state)

    @Slot(object)
    def _follow(self, state: ViewState) -> None:
        self._listen()
        failed = [message for message in state.messages if message.level == "error"]
        series = state.active_series
        if failed and not self._facts:
            self._facts = {"failed": failed[-1].text}
        loaded = self._facts and series is not None and series.complete
        if (loaded or "failed" in self._facts) and not self._settled.isActive():
            self._settled.start(500)

    @Slot()
    def _end(self) -> None:
        self._session.state_changed.disconnect(self._follow)
        self._done(self._facts | {"memory_bytes": _memory_bytes()})


def _memory_bytes() -> int:
    """Proportional memory of this process and its children (unique where that is not known)."""
    own = psutil.Process()
    infos = [one.memory_full_info() for one in (own, *own.children(recursive=True))]
    return sum(int(getattr(info, "pss", info.uss)) for info in infos)
