"""The window's way to files: what is opened is entered in the library, in one header pass."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.progress import CancelCheck, ProgressReport
from inference.imaging.volume import Volume
from inference.reading.entry import ObjectEntry, Refusal, Scan, SeriesEntry
from inference.reading.sandbox import SandboxPool, default_pool
from viewer.library.errors import LibraryUnusable
from viewer.library.library import Library
from viewer.library.reader_pool import ReaderPool
from viewer.library.rows import IndexSummary, StudyRow

ENTERED_AT_ONCE = 2_000  # images whose series a scan hands over; further studies are on the list

OnSlice = Callable[[int], None]
OnArray = Callable[[NDArray[np.generic]], None]


class LibraryReader:
    """``scan_paths`` and ``load_volume`` as the sandbox has them, with a library behind them.

    The library is opened by the first thread that needs it. While it cannot be used, ``warn``
    is told once a time and files are read without it. ``apart`` are paths never entered (the
    demo study). ``on_rows`` hears that the list has changed.
    """

    def __init__(
        self, home: Path, sandbox: SandboxPool | None = None, apart: Sequence[Path] = ()
    ) -> None:
        self._home = home
        self._sandbox = sandbox
        self._apart = tuple(path.resolve() for path in apart)
        self._lock = threading.Lock()
        self._library: Library | None = None
        self.on_rows: Callable[[], None] = _nobody
        self.warn: Callable[[str], None] = _nobody_warned

    def library(self) -> Library:
        """The library; LibraryUnusable when it cannot be opened."""
        with self._lock:
            if self._library is None:
                self._library = Library(self._home, ReaderPool(self._pool()))
            return self._library

    def warm(self) -> None:
        """Start a child of the sandbox."""
        self._pool().warm()

    def scan_paths(
        self, paths: Sequence[Path], *, report: ProgressReport, cancelled: CancelCheck
    ) -> Scan:
        """Enter the paths, then hand over the series of the newest of their studies."""
        if any(path.resolve() in self._apart for path in paths):
            return self._pool().scan_paths(paths, report=report, cancelled=cancelled)
        try:
            library = self.library()
            summary = library.index(paths, report, cancelled, lambda _keys: self.on_rows())
            for note in summary.notes:
                self.warn(note)
            return scan_of(library, summary, paths)
        except LibraryUnusable as error:
            self.warn(str(error))
            return self._pool().scan_paths(paths, report=report, cancelled=cancelled)

    def load_volume(
        self,
        entry: SeriesEntry,
        *,
        first_k: int | None,
        on_array: OnArray | None,
        on_slice: OnSlice | None,
        report: ProgressReport,
        cancelled: CancelCheck,
    ) -> Volume:
        """As the sandbox."""
        return self._pool().load_volume(
            entry,
            first_k=first_k,
            on_array=on_array,
            on_slice=on_slice,
            report=report,
            cancelled=cancelled,
        )

    def close(self) -> None:
        """Close the library."""
        with self._lock:
            if self._library is not None:
                self._library.close()
                self._library = None

    def _pool(self) -> SandboxPool:
        if self._sandbox is None:
            self._sandbox = default_pool()
        return self._sandbox


def scan_of(library: Library, summary: IndexSummary, paths: Sequence[Path]) -> Scan:
    """What an index run amounts to, as a scan: at least one study, newest first."""
    found = [library.study(key) for key in summary.study_keys]
    studies = sorted((study for study in found if study), key=_newest_first, reverse=True)
    series: list[SeriesEntry] = []
    objects: list[ObjectEntry] = []
    refused: list[Refusal] = []
    images = 0
    for study in studies:
        if images and images + study.image_count > ENTERED_AT_ONCE:
            break
        here, gone = entries_of(library, study.key)
        series += here
        refused += gone
        objects += library.objects_of(study.key)
        images += study.image_count
    roots = [path.absolute() for path in paths]
    refused += [
        Refusal(row.path, row.message, row.series_uid)
        for row in library.refusals()
        if any(row.path.is_relative_to(root) for root in roots)
    ]
    return Scan(tuple(series), tuple(objects), tuple(refused), summary.ignored)


def entries_of(library: Library, study_key: str) -> tuple[list[SeriesEntry], list[Refusal]]:
    """The study's series that can be opened, and why others cannot."""
    entries: list[SeriesEntry] = []
    refused: list[Refusal] = []
    for row in library.series_of(study_key):
        try:
            entries.append(library.entry(row.key))
        except LibraryUnusable:
            raise
        except InputError as error:
            refused.append(Refusal(Path(row.description), str(error), row.series_uid))
    return entries, refused


def _newest_first(study: StudyRow) -> tuple[str, str]:
    return study.study_date, study.study_time


def _nobody() -> None:
    """Nobody listens."""


def _nobody_warned(sentence: str) -> None:
    """Nobody listens."""
