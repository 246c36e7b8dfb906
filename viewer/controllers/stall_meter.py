"""How late the event loop is: a 10 ms timer that notes by how much it came late."""

import time

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer

PERIOD_MS = 10


class StallMeter(QObject):
    """Runs from ``start`` to ``stop``; ``lateness_ms`` holds one figure a tick."""

    def __init__(self) -> None:
        super().__init__()
        self.lateness_ms: list[float] = []
        self._due = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(PERIOD_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self.lateness_ms = []
        self._due = time.perf_counter() + PERIOD_MS / 1000
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def summary(self) -> dict[str, float]:
        """Ticks, p50, p99 and the worst, in ms."""
        late = np.array(self.lateness_ms or [0.0])
        return {
            "ticks": float(len(self.lateness_ms)),
            "p50_ms": float(np.percentile(late, 50)),
            "p99_ms": float(np.percentile(late, 99)),
            "max_ms": float(late.max()),
        }

    def _tick(self) -> None:
        now = time.perf_counter()
        self.lateness_ms.append(max(0.0, (now - self._due) * 1000))
        self._due = now + PERIOD_MS / 1000
