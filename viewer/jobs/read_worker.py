"""Scanning and loading in the background: wishes in, Qt signals out, files read in a child."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.progress import CancelCheck, ProgressReport
from inference.imaging.volume import Volume
from inference.reading.entry import Scan, SeriesEntry

LOG = logging.getLogger(__name__)

PROGRESS_SECONDS = 0.05


class Reader(Protocol):
    """What the worker needs of ``inference.reading.sandbox.SandboxPool``."""

    def warm(self) -> None: ...

    def scan_paths(
        self, paths: Sequence[Path], *, report: ProgressReport, cancelled: CancelCheck
    ) -> Scan: ...

    def load_volume(
        self,
        entry: SeriesEntry,
        *,
        first_k: int | None,
        on_array: Callable[[NDArray[np.generic]], None] | None,
        on_slice: Callable[[int], None] | None,
        report: ProgressReport,
        cancelled: CancelCheck,
    ) -> Volume: ...


@dataclass(eq=False)
class _Wish:
    token: str
    cancelled: threading.Event = field(default_factory=threading.Event)
    told_at: float = 0.0


class ReadWorker(QObject):
    """Every signal carries the token of the wish first; each wish ends in exactly one of
    ``scanned`` / ``loaded`` / ``failed`` / ``cancelled``.

    ``volume_started`` hands over a volume whose array fills while it is shown; ``slice_ready``
    says which slice has just come; ``loaded`` brings the finished volume (the same array, unless
    the values needed a wider type: then ``volume_started`` comes again).
    """

    progress = Signal(str, str, float)  # token, stage, fraction
    scanned = Signal(str, object)  # token, Scan
    volume_started = Signal(str, object)  # token, Volume
    slice_ready = Signal(str, int)  # token, k
    loaded = Signal(str, object)  # token, Volume
    failed = Signal(str, str, str)  # token, sentence, details ("" unless a fault of our own)
    cancelled = Signal(str)  # token

    def __init__(
        self, parent: QObject | None = None, reader: Reader | None = None, threads: int = 2
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="reading")
        self._wishes: dict[str, _Wish] = {}
        self._lock = threading.Lock()

    def scan(self, token: str, paths: Sequence[Path]) -> None:
        """Look for series and objects below ``paths``."""

        def work(wish: _Wish) -> None:
            scan = self._pool().scan_paths(
                paths, report=self._reporting(wish), cancelled=wish.cancelled.is_set
            )
            self.scanned.emit(token, scan)

        self._submit(token, work)

    def load(self, token: str, entry: SeriesEntry, first_k: int | None = None) -> None:
        """Load a series, slice ``first_k`` first (default the middle one)."""

        def work(wish: _Wish) -> None:
            volume = self._pool().load_volume(
                entry,
                first_k=first_k,
                on_array=lambda array: self.volume_started.emit(token, _partial(entry, array)),
                on_slice=lambda k: self.slice_ready.emit(token, k),
                report=self._reporting(wish),
                cancelled=wish.cancelled.is_set,
            )
            self.loaded.emit(token, volume)

        self._submit(token, work)

    def cancel(self, token: str) -> None:
        """Stop a wish, running or waiting; an unknown token is one that has ended."""
        with self._lock:
            wish = self._wishes.get(token)
        if wish is not None:
            wish.cancelled.set()

    def prewarm(self) -> None:
        """Start a reading child ahead of the first wish."""
        self._threads.submit(self._warm)

    def close(self) -> None:
        """Stop all wishes and wait for them."""
        with self._lock:
            for wish in self._wishes.values():
                wish.cancelled.set()
        self._threads.shutdown(cancel_futures=True)

    def _submit(self, token: str, work: Callable[[_Wish], None]) -> None:
        wish = _Wish(token)
        with self._lock:
            if token in self._wishes:
                raise ValueError(f"the token {token!r} is in use")
            self._wishes[token] = wish
        self._threads.submit(self._guarded, wish, work)

    def _guarded(self, wish: _Wish, work: Callable[[_Wish], None]) -> None:
        try:
            if wish.cancelled.is_set():
                raise OperationCancelled
            work(wish)
        except OperationCancelled:
            self.cancelled.emit(wish.token)
        except InputError as error:
            self.failed.emit(wish.token, str(error), "")
        except Exception as error:  # a fault of our own: told to the user, never swallowed
            LOG.exception("reading failed")
            message = f"Reading failed because of a fault in the program ({type(error).__name__})."
            self.failed.emit(wish.token, message, repr(error))
        finally:
            with self._lock:
                del self._wishes[wish.token]

    def _reporting(self, wish: _Wish) -> ProgressReport:
        def report(stage: str, fraction: float) -> None:
            now = time.monotonic()
            if now - wish.told_at > PROGRESS_SECONDS or fraction >= 1:
                wish.told_at = now
                self.progress.emit(wish.token, stage, fraction)

        return report

    def _warm(self) -> None:
        self._pool().warm()

    def _pool(self) -> Reader:
        if self._reader is None:
            from inference.reading.sandbox import default_pool

            self._reader = default_pool()
        return self._reader


def _partial(entry: SeriesEntry, array: NDArray[np.generic]) -> Volume:
    return Volume(
        array,
        entry.geometry,
        entry.info,
        entry.unit,
        entry.flags,
        entry.windows,
        stack_name=entry.stack_name,
    )
