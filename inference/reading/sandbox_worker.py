"""The child's side of the sandbox: one job after the other, with limits and signs of life."""

import gc
import logging
import os
import signal
import threading
import time
import traceback
import warnings
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError, OperationCancelled
from inference.reading.sandbox_messages import (
    Answer,
    Broke,
    Job,
    Message,
    OutOfMemory,
    Ready,
    Refused,
    Said,
    SandboxLimits,
    SlicesDone,
    Stopped,
)

CANCEL, BEAT = 0, 1
PATH_BYTES = 4096
_REPORT_SECONDS = 0.03
_COLLECT_AFTER = (50_000, 20, 20)

_log = logging.getLogger(__name__)


class JobContext:
    """What a job may use: progress, cancel, signs of life and the shared memory."""

    def __init__(self, connection: Connection, pulse: Any, path: Any) -> None:
        self._connection, self._pulse, self._path = connection, pulse, path
        self._lock = threading.Lock()
        self._last_report = 0.0
        self.room: NDArray[np.uint8] = np.empty(0, np.uint8)

    def cancelled(self) -> bool:
        """True once the owner wants the job to stop; also a sign of life."""
        self._pulse[BEAT] += 1
        return bool(self._pulse[CANCEL])

    def touch(self, path: Path | None) -> None:
        """Say which file is being read: the owner names it should this process die of it.

        None: no single file any more.
        """
        self._path.value = os.fsencode(path)[: PATH_BYTES - 1] if path is not None else b""
        self._pulse[BEAT] += 1

    def report(self, stage: str, fraction: float) -> None:
        """Pass progress on, at most every 30 ms."""
        self._pulse[BEAT] += 1
        now = time.monotonic()
        if fraction >= 1.0 or now - self._last_report > _REPORT_SECONDS:
            self._last_report = now
            self.send(Said(stage, fraction))

    def slice_done(self, k: int) -> None:
        """Say that slice k lies in the shared memory."""
        self._pulse[BEAT] += 1
        self.send(SlicesDone((k,)))

    def all_done(self, count: int) -> None:
        """Say in one message that all slices lie there."""
        self._pulse[BEAT] += 1
        self.send(SlicesDone(tuple(range(count))))

    def send(self, message: Message) -> None:
        with self._lock:
            self._connection.send(message)


def serve(connection: Connection, pulse: Any, path: Any, limits: SandboxLimits) -> None:
    """Answer jobs until the owner is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.showwarning = _tell_place
    _preload()
    gc.freeze()  # else each collection during a job walks through all that was imported
    gc.set_threshold(*_COLLECT_AFTER)  # the headers of a scan are thousands of objects, all kept
    _limit(limits)
    connection.send(Ready())
    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        _answer(job, JobContext(connection, pulse, path))
        if job.room_bytes:
            gc.collect()  # a failed load may hold its memory in a cycle of frames


def _tell_place(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """A library's remark without its text, which may quote the file (a name, a date)."""
    _log.info("%s at %s:%d", category.__name__, Path(filename).name, lineno)


def _answer(job: Job, context: JobContext) -> None:
    try:
        message: Message = Answer(_done(job, context))
        context.send(message)
        return
    except OperationCancelled:
        message = Stopped()
    except InputError as error:
        message = Refused(str(error))
    except MemoryError:
        message = OutOfMemory()
    except Exception as error:  # noqa: BLE001 - the border of the process: it is passed on whole
        message = Broke(type(error).__name__, _places(error))
    context.send(message)


def _done(job: Job, context: JobContext) -> object:
    from inference.reading.shared_room import accepted_room

    if not job.room_bytes:
        return job.function(*job.arguments, context)
    with accepted_room(context._connection, job.room_bytes) as context.room:
        return job.function(*job.arguments, context)


def _places(error: BaseException) -> tuple[str, ...]:
    frames = traceback.extract_tb(error.__traceback__)
    return tuple(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames[-8:])


def _preload() -> None:
    """Import what every job needs before the first one waits for it.

    What only some files need (decoders, pydicom for odd headers and objects) comes with the first
    of them: 25 MB less for all others, and a window that waits less for this process.
    """
    import psutil  # noqa: F401

    import inference.reading.image_files
    import inference.reading.load
    import inference.reading.scan  # noqa: F401


def _limit(limits: SandboxLimits) -> None:
    """RLIMIT_DATA counts private memory alone, so the shared volume is free (setrlimit(2))."""
    if limits.niceness and hasattr(os, "nice"):
        os.nice(limits.niceness)
    try:
        import resource
    except ImportError:  # Windows: the owner watches the child's memory instead
        return
    import psutil

    used = psutil.Process().memory_info()
    base = getattr(used, "data", used.rss)
    wanted = base + limits.memory_bytes
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
