"""One child process in which untrusted files are read, and which may die of them."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Any

import psutil

from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.progress import CancelCheck
from inference.reading.sandbox_messages import (
    Answer,
    Broke,
    Job,
    Message,
    OutOfMemory,
    Ready,
    Refused,
    SandboxLimits,
    Stopped,
)
from inference.reading.sandbox_worker import BEAT, CANCEL, PATH_BYTES, serve
from inference.reading.shared_room import SharedRoom

_POLL_SECONDS = 0.02
_START_SECONDS = 60.0
_CANCEL_SECONDS = 0.1
_WATCH_SECONDS = 0.1
_ALGEBRA_THREADS = "OPENBLAS_NUM_THREADS"

_start_lock = threading.Lock()


class ReaderError(InputError):
    """The reading process died, hung, ran out of memory or failed on ``subject``.

    ``details`` are for the log and hold no values of the file.
    """

    def __init__(self, subject: str, cause: str, details: str = "") -> None:
        super().__init__(f"{subject} cannot be read: {cause}.")
        self.subject, self.cause, self.details = subject, cause, details


class SandboxProcess:
    """Starts a child, gives it one job at a time, and replaces it when it must be killed."""

    def __init__(self, limits: SandboxLimits) -> None:
        self._limits = limits
        self._context = multiprocessing.get_context("spawn")
        self._process: Any = None
        self._ready = False

    @property
    def pid(self) -> int | None:
        """The child's process id, None before its start."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        """Start the child without waiting until it is ready."""
        if self._process is not None and self._process.is_alive():
            return
        self._pulse: Any = self._context.RawArray("q", 2)
        self._path: Any = self._context.RawArray("c", PATH_BYTES)
        self._connection, theirs = self._context.Pipe()
        arguments = (theirs, self._pulse, self._path, self._limits)
        self._process = self._context.Process(target=serve, args=arguments, daemon=True)
        with _main_module_hidden(), _one_algebra_thread():
            self._process.start()
        theirs.close()
        self._ready = False

    def run(
        self,
        job: Job,
        room: SharedRoom | None,
        on_message: Callable[[Message], None],
        cancelled: CancelCheck,
    ) -> object:
        """The job's answer. InputError (ReaderError for a death) or OperationCancelled."""
        self.start()
        if not self._ready:
            self._wait_until_ready(job, cancelled)
        self._pulse[CANCEL] = 0
        self._path.value = b""
        try:
            self._connection.send(job)
            if room is not None:
                room.offer(self._connection)
        except OSError as error:
            raise self._died(job) from error
        return self._follow(job, on_message, cancelled)

    def kill(self) -> None:
        """End the child at once; safe to call twice."""
        if self._process is None:
            return
        self._process.kill()
        self._process.join()
        self._connection.close()
        self._process.close()
        self._process = None

    def _wait_until_ready(self, job: Job, cancelled: CancelCheck) -> None:
        end = time.monotonic() + _START_SECONDS
        while not self._ready:
            self._ready = isinstance(self._receive(job), Ready)
            if cancelled():
                raise OperationCancelled
            if time.monotonic() > end:
                self.kill()
                raise ReaderError(job.subject, "the reading process did not start")

    def _follow(
        self, job: Job, on_message: Callable[[Message], None], cancelled: CancelCheck
    ) -> object:
        watch = _Watch(self._process.pid, job, self._limits)
        stop_at: float | None = None
        while True:
            message = self._receive(job)
            if message is not None and self._is_final(message):
                return self._result(job, message, stop_at is not None)
            if message is not None:
                on_message(message)
            if stop_at is None and cancelled():
                self._pulse[CANCEL] = 1
                stop_at = time.monotonic() + _CANCEL_SECONDS
            if stop_at is not None and time.monotonic() > stop_at:
                self._replace()
                raise OperationCancelled
            cause = watch.cause_to_kill(self._pulse[BEAT])
            if cause:
                subject = self._subject(job)
                self._replace()
                raise ReaderError(subject, cause)

    def _receive(self, job: Job) -> Message | None:
        wait([self._connection, self._process.sentinel], _POLL_SECONDS)
        try:
            if self._connection.poll():
                message: Message = self._connection.recv()
                return message
        except (EOFError, OSError) as error:
            raise self._died(job) from error
        if not self._process.is_alive():
            raise self._died(job)
        return None

    def _is_final(self, message: Message) -> bool:
        return isinstance(message, Answer | Refused | Stopped | OutOfMemory | Broke)

    def _result(self, job: Job, message: Message, stopping: bool) -> object:
        subject = self._subject(job)
        if isinstance(message, OutOfMemory | Broke):
            self._replace()
        if stopping or isinstance(message, Stopped):
            raise OperationCancelled
        match message:
            case Answer(value):
                return value
            case Refused(text):
                raise InputError(text)
            case OutOfMemory():
                gigabytes = self._limits.memory_bytes / 2**30
                raise ReaderError(subject, f"it takes more than {gigabytes:.1f} GB to read")
            case Broke(kind, places):
                raise ReaderError(
                    subject, f"its content is not understood ({kind})", "; ".join(places)
                )
        raise TypeError(f"no such message: {message}")

    def _died(self, job: Job) -> ReaderError:
        self._process.join(1.0)
        code = self._process.exitcode
        subject = self._subject(job)
        self._replace()
        return ReaderError(subject, f"the reading process died of it ({_exit_words(code)})")

    def _subject(self, job: Job) -> str:
        path: bytes = self._path.value
        return os.fsdecode(path) if path else job.subject

    def _replace(self) -> None:
        """Kill and start anew, so that the next job finds a warm child."""
        self.kill()
        self.start()


@contextmanager
def _main_module_hidden() -> Iterator[None]:
    """A spawned child imports the parent's main module again unless there seems to be none.

    Ours needs nothing of it: the child starts faster, imports no torch that a script imports,
    and a script needs no ``if __name__ == "__main__"``.
    """
    main = sys.modules["__main__"].__dict__
    with _start_lock:
        saved: dict[str, object] = {
            name: main[name] for name in ("__spec__", "__file__") if name in main
        }
        main["__spec__"] = None
        main.pop("__file__", None)
        try:
            yield
        finally:
            main.update(saved)


@contextmanager
def _one_algebra_thread() -> Iterator[None]:
    """Processes started within it compute numpy's linear algebra in one thread.

    With more, OpenBLAS starts threads that spin for 0.1 s each before they sleep, on cores that
    the window wants while it starts.
    """
    before = os.environ.get(_ALGEBRA_THREADS)
    os.environ[_ALGEBRA_THREADS] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_ALGEBRA_THREADS]
        else:
            os.environ[_ALGEBRA_THREADS] = before


class _Watch:
    """Says when a child has to be killed: no sign of life, or too much memory."""

    def __init__(self, pid: int, job: Job, limits: SandboxLimits) -> None:
        self._job, self._limits = job, limits
        self._beat, self._since = -1, time.monotonic()
        self._process = psutil.Process(pid)
        self._base = _private_bytes(self._process)
        self._next_look = 0.0

    def cause_to_kill(self, beat: int) -> str:
        now = time.monotonic()
        if beat != self._beat:
            self._beat, self._since = beat, now
        if now - self._since > self._job.stall_seconds:
            return f"it takes longer than {self._job.stall_seconds:.0f} s"
        if now >= self._next_look:
            self._next_look = now + _WATCH_SECONDS
            if _private_bytes(self._process) - self._base > self._limits.memory_bytes:
                return f"it takes more than {self._limits.memory_bytes / 2**30:.1f} GB to read"
        return ""


def _private_bytes(process: psutil.Process) -> int:
    """Memory of the process alone, without what it shares with us."""
    try:
        used = process.memory_info()
    except psutil.Error:
        return 0
    if hasattr(used, "private"):
        return int(used.private)
    return int(used.rss - getattr(used, "shared", 0))


def _exit_words(code: int | None) -> str:
    if code is None:
        return "it does not end"
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
