"""Which core a thread may run on, where the system can be told (Linux)."""

import ctypes
import os
import sys
from threading import Thread


class ApartFromCaller:
    """Keeps a thread off the core that its caller runs on.

    Else Linux, when the display server has the other core, may queue a thread that wakes behind
    the one that woke it, and leave it there for a whole frame.
    """

    def __init__(self, thread: Thread) -> None:
        self._thread = thread
        self._avoided: int | None = None

    def renew(self) -> None:
        """Ask where the caller runs now; elsewhere than on Linux, or with one core, nothing."""
        if sys.platform != "linux":
            return
        core: int = _LIBRARY.sched_getcpu()
        if core == self._avoided or self._thread.native_id is None:
            return
        self._avoided = core
        others = os.sched_getaffinity(0) - {core}
        if others:
            os.sched_setaffinity(self._thread.native_id, others)


if sys.platform == "linux":
    _LIBRARY = ctypes.CDLL(None)
