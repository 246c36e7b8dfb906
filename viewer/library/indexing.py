"""Folders into the library: one header pass in child processes, rows visible early."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inference.imaging.progress import CancelCheck, ProgressReport
from viewer.library.catalogue import Studies, refresh_studies, write_file
from viewer.library.database import Database
from viewer.library.file_facts import FileFacts, read_facts
from viewer.library.header_cache import HEADER_VERSION
from viewer.library.reader_pool import Lost, ReaderPool
from viewer.library.rows import IndexSummary
from viewer.library.settling import settle
from viewer.library.vanished import mark_vanished, replace_moved
from viewer.library.walk import files_below

FIRST_BATCH, LARGEST_BATCH = 16, 128
_COMMIT_SECONDS = 0.2

OnRows = Callable[[tuple[str, ...]], None]
Place = Callable[[FileFacts], tuple[FileFacts, bool]]  # the facts of the copy; is it new?


def ignore_rows(study_keys: tuple[str, ...]) -> None:
    """Nobody waits for rows."""


@dataclass
class IndexRun:
    """One run of the indexer over some roots.

    ``on_rows`` hears the keys of studies whose rows are new or changed, after each commit.
    ``place`` (import by copy) gives each file's facts at its new path.
    """

    database: Database
    pool: ReaderPool
    report: ProgressReport
    cancelled: CancelCheck
    on_rows: OnRows = ignore_rows
    place: Place | None = None
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    studies: dict[str, None] = field(default_factory=dict)
    found: int = 0
    first_rows_seconds: float | None = None
    _started: float = field(default_factory=time.monotonic)
    _pending: list[FileFacts] = field(default_factory=list)
    _committed: float = 0.0

    def run(self, roots: Sequence[Path], files: Iterable[str] | None = None) -> IndexSummary:
        """Index ``roots`` (or just ``files`` among them); what came of it.

        Raises OperationCancelled; all rows committed until then stay, and the next run settles
        what this one left.
        """
        seen: set[str] = set()
        paths = files_below(roots, self.cancelled, self.notes.append) if files is None else files
        for facts in self._facts(self._fresh(paths, seen)):
            self._take(facts)
        self._commit()
        if files is None and self.place is None:
            self._after_walk(roots, seen)
        self._settle()
        self.report("done", 1.0)
        return self.summary()

    def summary(self) -> IndexSummary:
        """What has been done so far."""
        return IndexSummary(
            files=self.found,
            seconds=time.monotonic() - self._started,
            first_rows_seconds=self.first_rows_seconds,
            notes=tuple(dict.fromkeys(self.notes)),
            study_keys=tuple(self.studies),
            **self.counts,
        )

    def _fresh(self, paths: Iterable[str], seen: set[str]) -> Iterator[str]:
        """Those that the library does not know as they are now."""
        with self.database.reading() as connection:
            for path in paths:
                seen.add(path)
                self.found += 1
                known = _known(connection, path) if self.place is None else None
                if known is None:
                    yield path
                else:
                    self._count("unchanged")
                    self._meet(known)

    def _facts(self, paths: Iterator[str]) -> Iterator[FileFacts]:
        for answers in self.pool.run(read_facts, _batches(paths), self.cancelled):
            for answer in answers:
                yield _refused(answer) if isinstance(answer, Lost) else answer

    def _take(self, facts: FileFacts) -> None:
        self._pending.append(self._placed(facts))
        now = time.monotonic()
        if self.first_rows_seconds is None or now - self._committed > _COMMIT_SECONDS:
            self._commit()

    def _placed(self, facts: FileFacts) -> FileFacts:
        if self.place is None or facts.kind not in ("image", "object"):
            return facts
        placed, is_new = self.place(facts)
        self._count("copied" if is_new else "duplicates")
        return placed

    def _commit(self) -> None:
        """Write what is pending; then readers see it."""
        pending, self._pending = self._pending, []
        if pending:
            with self.database.writing() as connection:
                studies = self._write(connection, pending)
                refresh_studies(connection, studies)
            for facts in pending:
                self._count(_COUNTED[facts.kind])
            self._announce(studies)
        self._committed = time.monotonic()
        self._report_reading()

    def _write(self, connection: sqlite3.Connection, pending: list[FileFacts]) -> tuple[str, ...]:
        studies: dict[str, None] = {}
        written: Studies = {}
        for facts in pending:
            group = write_file(connection, facts, written)
            if group is not None:
                studies[group.study_key] = None
            moved = replace_moved(connection, facts)
            studies.update(dict.fromkeys(moved))
            self._count("moved", len(moved))
        return tuple(studies)

    def _after_walk(self, roots: Sequence[Path], seen: set[str]) -> None:
        with self.database.writing() as connection:
            missing, studies = mark_vanished(connection, roots, seen)
            refresh_studies(connection, studies)
        self._count("missing", missing)
        self._announce(studies)

    def _settle(self) -> None:
        settle(self.database, self.pool, self.report, self.cancelled, self._announce)

    def _announce(self, studies: tuple[str, ...]) -> None:
        if studies:
            if self.first_rows_seconds is None:
                self.first_rows_seconds = time.monotonic() - self._started
            self.studies.update(dict.fromkeys(studies))
            self.on_rows(studies)

    def _report_reading(self) -> None:
        done = sum(self.counts.get(name, 0) for name in (*_COUNTED.values(), "unchanged"))
        self.report("reading headers", 0.9 * done / self.found if self.found else 0.0)

    def _meet(self, study_key: str) -> None:
        """A study that is known already is also one of those that were opened."""
        if study_key and study_key not in self.studies:
            self._announce((study_key,))

    def _count(self, name: str, by: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + by


_COUNTED = {"image": "images", "object": "objects", "refused": "refused", "ignored": "ignored"}


def _known(connection: sqlite3.Connection, path: str) -> str | None:
    """The study key ("" without one) of a file that is still as the library knows it, or None."""
    try:
        status = os.stat(path)  # noqa: PTH116 - ten thousand times a folder
    except OSError:
        return None
    row = connection.execute(
        "SELECT coalesce(study_key, '') FROM files WHERE path = ? AND size = ? AND mtime_ns = ? "
        "AND header_version = ? AND missing_utc = ''",
        (os.fsencode(path), status.st_size, status.st_mtime_ns, HEADER_VERSION),
    ).fetchone()
    return None if row is None else str(row[0])


def _batches(paths: Iterator[str]) -> Iterator[list[str]]:
    """Small batches first, so that rows come early; then larger ones."""
    size, batch = FIRST_BATCH, list[str]()
    for path in paths:
        batch.append(path)
        if len(batch) >= size:
            yield batch
            size, batch = min(size * 2, LARGEST_BATCH), []
    if batch:
        yield batch


def _refused(lost: Lost) -> FileFacts:
    path = str(lost.item)
    try:
        status = os.stat(path)  # noqa: PTH116
        size, mtime_ns = status.st_size, status.st_mtime_ns
    except OSError:
        size, mtime_ns = 0, 0
    message = f"{Path(path).name} cannot be read safely: {lost.reason}."
    return FileFacts(path, size, mtime_ns, "refused", message)
