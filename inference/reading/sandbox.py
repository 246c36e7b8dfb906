"""Reading where it can be killed: scan, load and objects in a warm child process."""

import atexit
import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.label_map import LabelMap
from inference.imaging.progress import (
    CancelCheck,
    ProgressReport,
    ignore_progress,
    never_cancelled,
    raise_if,
)
from inference.imaging.volume import Volume
from inference.reading import sandbox_jobs
from inference.reading.entry import ObjectEntry, Refusal, Scan, SeriesEntry
from inference.reading.load_here import LoadWatch, load_here
from inference.reading.objects.content import ObjectContent
from inference.reading.sandbox_messages import Job, Message, Said, SandboxLimits, SlicesDone
from inference.reading.sandbox_process import ReaderError, SandboxProcess
from inference.reading.shared_room import SharedRoom, create_room

Array = NDArray[np.generic]

STALL_SECONDS = 9.0
SLOWEST_BYTES_PER_SECOND = 4e6
SLOWEST_OBJECT_BYTES_PER_SECOND = 1e6  # thousands of nested items; cancel works at once
MAX_KILLS_PER_SCAN = 50

_log = logging.getLogger(__name__)


class SandboxPool:
    """The calls of ``scan`` and ``load``, done in up to ``size`` child processes.

    A file that crashes, hangs or exhausts its reader becomes an InputError (a Refusal in a scan)
    that names it; the next call works. Children start on first use. Thread-safe.
    """

    def __init__(self, size: int = 2, limits: SandboxLimits | None = None) -> None:
        self._free = [SandboxProcess(limits or SandboxLimits()) for _ in range(size)]
        self._all = tuple(self._free)
        self._waiting: deque[object] = deque()
        self._changed = threading.Condition()
        self._closed = False

    def warm(self) -> None:
        """Start one child without waiting for it."""
        with self._changed:
            if self._free:
                self._free[-1].start()

    def scan_paths(
        self,
        paths: Sequence[Path],
        *,
        report: ProgressReport = ignore_progress,
        cancelled: CancelCheck = never_cancelled,
    ) -> Scan:
        """As ``scan.scan_paths``; files that their reader did not survive are refused.

        Each file may take 9 s. Raises InputError for a missing path, OperationCancelled.
        """
        refused: list[Refusal] = []
        while True:
            skipped = frozenset(refusal.path for refusal in refused)
            arguments = (tuple(paths), skipped)
            job = Job(sandbox_jobs.scan, arguments, "The folder", STALL_SECONDS)
            try:
                scan = cast(Scan, self.run(job, report=report, cancelled=cancelled))
            except ReaderError as failure:
                path = Path(failure.subject)
                if path in skipped or not path.is_file() or len(refused) >= MAX_KILLS_PER_SCAN:
                    raise
                refused.append(Refusal(path, f"{path.name} cannot be read: {failure.cause}."))
                continue
            return replace(scan, refused=scan.refused + tuple(refused))

    def load_volume(
        self,
        entry: SeriesEntry,
        *,
        first_k: int | None = None,
        on_array: Callable[[Array], None] | None = None,
        on_slice: Callable[[int], None] | None = None,
        threads: int = 2,
        report: ProgressReport = ignore_progress,
        cancelled: CancelCheck = never_cancelled,
    ) -> Volume:
        """As ``load.load_volume``; decoding is done in a child, into memory shared with it.

        Plain numbers at places that the scan has checked need no decoding: they are read here,
        as fast as in-process. ``on_array(array)`` hands over the (still empty, read-only) array
        before the first ``on_slice(k)``; again, should the values need a wider type. Memory is
        freed with the last reference to the array. Raises InputError, OperationCancelled.
        """
        watch = LoadWatch(first_k, on_array, on_slice, threads, report, cancelled)
        while True:
            raise_if(cancelled)
            plain = sandbox_jobs.needs_no_decoding(entry)
            answer = load_here(entry, watch) if plain else self._load_in_child(entry, watch)
            if isinstance(answer, Volume):
                return answer
            entry = answer  # the files hold wider values than their headers promised

    def _load_in_child(self, entry: SeriesEntry, watch: LoadWatch) -> Volume | SeriesEntry:
        size, subject = sandbox_jobs.bytes_needed(entry), _subject(entry)
        room = create_room(size, subject)
        array = sandbox_jobs.array_in(entry, room.bytes)
        watch.show(array)
        stall = STALL_SECONDS + array[0].nbytes / SLOWEST_BYTES_PER_SECOND
        arguments = (entry, watch.first_k, watch.threads)
        job = Job(sandbox_jobs.load, arguments, subject, stall, size)
        answer = self.run(
            job,
            room=room,
            on_slice=watch.on_slice,
            report=watch.report,
            cancelled=watch.cancelled,
        )
        if isinstance(answer, SeriesEntry):
            return answer
        return Volume(array=array, **cast(dict[str, Any], answer))

    def read_object(
        self,
        entry: ObjectEntry,
        source: SeriesEntry | None = None,
        *,
        cancelled: CancelCheck = never_cancelled,
    ) -> ObjectContent:
        """As ``objects.read_object``; InputError when malformed or in another frame."""
        try:
            size = entry.path.stat().st_size
        except OSError as error:
            raise InputError(f"{entry.path.name} cannot be read: {error.strerror}.") from error
        seconds = STALL_SECONDS + size / SLOWEST_OBJECT_BYTES_PER_SECOND
        job = Job(sandbox_jobs.read_object, (entry, source), entry.path.name, seconds)
        return cast(ObjectContent, self.run(job, cancelled=cancelled))

    def read_overlays(
        self, source: SeriesEntry, *, cancelled: CancelCheck = never_cancelled
    ) -> tuple[LabelMap, ...]:
        """As ``objects.overlays.read_overlays``."""
        job = Job(sandbox_jobs.read_overlays, (source,), _subject(source), STALL_SECONDS)
        return cast(tuple[LabelMap, ...], self.run(job, cancelled=cancelled))

    def run(
        self,
        job: Job,
        *,
        room: SharedRoom | None = None,
        on_slice: Callable[[int], None] | None = None,
        report: ProgressReport = ignore_progress,
        cancelled: CancelCheck = never_cancelled,
    ) -> object:
        """Any job in a free child; InputError, ReaderError or OperationCancelled."""

        def hear(message: Message) -> None:
            if isinstance(message, Said):
                report(message.stage, message.fraction)
            elif isinstance(message, SlicesDone) and on_slice is not None:
                for k in message.ks:
                    on_slice(k)

        try:
            with self._borrowed(cancelled) as process:
                return process.run(job, room, hear, cancelled)
        except ReaderError as failure:
            _log.warning("reading failed: %s %s", failure.cause, failure.details)
            raise
        finally:
            if room is not None:
                room.close_handle()

    def close(self) -> None:
        """End all children; the pool is not used again."""
        with self._changed:
            self._closed = True
        for process in self._all:
            process.kill()

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The living children's process ids."""
        return tuple(process.pid for process in self._all if process.pid is not None)

    @contextmanager
    def _borrowed(self, cancelled: CancelCheck) -> Iterator[SandboxProcess]:
        process = self._next_free(cancelled)
        try:
            yield process
        finally:
            with self._changed:
                self._free.append(process)
                self._changed.notify_all()

    def _next_free(self, cancelled: CancelCheck) -> SandboxProcess:
        """Whoever asked first is served first: an index of thousands starves no open series."""
        ticket = object()
        with self._changed:
            self._waiting.append(ticket)
            try:
                while not (self._free and self._waiting[0] is ticket):
                    raise_if(cancelled)
                    self._changed.wait(0.05)
                if self._closed:
                    raise RuntimeError("the sandbox pool was closed")
                return self._free.pop()
            finally:
                self._waiting.remove(ticket)
                self._changed.notify_all()


_default: SandboxPool | None = None
_default_lock = threading.Lock()


def default_pool() -> SandboxPool:
    """The pool that the window, the library and the command line share; made on first use."""
    global _default  # noqa: PLW0603 - one pool a process
    with _default_lock:
        if _default is None:
            _default = SandboxPool()
            atexit.register(_default.close)
        return _default


def _subject(entry: SeriesEntry) -> str:
    if len(entry.files) == 1:
        return entry.files[0].name
    name = entry.info.series_description or entry.id
    return f"The series {name!r} ({os.fspath(entry.files[0].parent.name)})"
