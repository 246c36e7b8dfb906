"""An append-only, fsynced, hash-chained file of every acknowledged act, beside the database."""

import itertools
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from viewer.library.clock import utc_now
from viewer.library.database import Database
from viewer.library.errors import explain_write_error
from viewer.library.journal_lines import START, JournalEntry, JournalReading, line_of, read_lines

Apply = Callable[[sqlite3.Connection, JournalEntry], None]
Export = Callable[[sqlite3.Connection], Iterable[tuple[str, str, Mapping[str, object]]]]


class Journal:
    """The truth about acts that no file on the disk can tell again.

    An act is written and synced here first, then applied to the database in the same locked
    transaction. An entry that a crash left between the two is applied at the next opportunity; a
    transaction that fails takes its entry back.
    """

    def __init__(self, path: Path, database: Database, apply: Apply, export: Export) -> None:
        self.path = path
        self._database = database
        self._apply = apply
        self._export = export

    @contextmanager
    def transaction(self) -> Iterator["JournalWriter"]:
        """A write transaction of the database whose acts go through the journal."""
        safe: list[int] = []
        with self._database.writing(lambda: self._take_back(safe)) as connection:
            self._catch_up(connection)
            mark = _mark(connection)
            safe.append(mark.offset)
            writer = JournalWriter(self.path, connection, self._apply, mark)
            yield writer
            _set_mark(connection, writer.mark)

    def catch_up(self) -> int:
        """Apply entries that the database does not hold yet; how many there were."""
        if self._size() == self._applied_size():
            return 0
        with self._database.writing() as connection:
            return self._catch_up(connection)

    def check(self) -> tuple[str, ...]:
        """Sentences about every line that was changed, lost or cannot be read."""
        reading = self.read(0, START)
        numbers = [entry.number for entry in reading.entries]
        gaps = [n for n, m in itertools.pairwise(numbers) if m != n + 1]
        lost = tuple(f"entries after {n} are missing" for n in gaps)
        return reading.problems + lost

    def read(self, start: int, before: str) -> JournalReading:
        """All entries from byte ``start`` on."""
        try:
            with self.path.open("rb") as file:
                file.seek(start)
                return read_lines(file.read(), start, before)
        except FileNotFoundError:
            return JournalReading((), (), None)

    def _catch_up(self, connection: sqlite3.Connection) -> int:
        mark, size = _mark(connection), self._size()
        if size == mark.offset:
            return 0
        if size < mark.offset:
            self._write_anew(connection)
            return 0
        reading = self.read(mark.offset, mark.digest)
        for entry in reading.entries:
            self._apply(connection, entry)
            mark = Mark(entry.number, entry.end, entry.digest)
        if reading.torn_at is not None:
            _cut(self.path, reading.torn_at)
        _set_mark(connection, Mark(mark.number, self._size(), mark.digest))
        return len(reading.entries)

    def _write_anew(self, connection: sqlite3.Connection) -> None:
        """The journal was lost or swapped for a shorter one: tell it again from the database."""
        if self._size():
            self.path.replace(self.path.with_name(f"{self.path.name}.replaced"))
        mark, lines = Mark(), b""
        for utc, kind, data in self._export(connection):
            line = line_of(mark.number + 1, utc, kind, data, mark.digest)
            entry = read_lines(line, mark.offset, mark.digest).entries[0]
            mark, lines = Mark(entry.number, entry.end, entry.digest), lines + line
        if lines:
            _append(self.path, lines)
        _set_mark(connection, mark)

    def _take_back(self, safe: list[int]) -> None:
        if safe:
            _cut(self.path, safe[0])

    def _size(self) -> int:
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    def _applied_size(self) -> int:
        with self._database.reading() as connection:
            return _mark(connection).offset


class JournalWriter:
    """Appends acts within one transaction; made by ``Journal.transaction``."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, apply: Apply, mark: "Mark"
    ) -> None:
        self.connection = connection
        self.mark = mark
        self._path, self._apply = path, apply

    def act(self, kind: str, data: Mapping[str, object]) -> None:
        """Sync the act to the journal, then apply it to the database."""
        line = line_of(self.mark.number + 1, utc_now(), kind, data, self.mark.digest)
        try:
            _append(self._path, line)
        except OSError as error:
            raise explain_write_error(error, self._path) from error
        entry = read_lines(line, self.mark.offset, self.mark.digest).entries[0]
        self._apply(self.connection, entry)
        self.mark = Mark(entry.number, entry.end, entry.digest)


@dataclass(frozen=True, slots=True)
class Mark:
    """The last entry that the database holds, and the byte after its line."""

    number: int = 0
    offset: int = 0
    digest: str = START


def _append(path: Path, line: bytes) -> None:
    is_new = not path.exists()
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o600)
    try:
        view = memoryview(line)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    if is_new:
        sync_folder(path.parent)


def _cut(path: Path, size: int) -> None:
    """Take back what lies beyond ``size``; it was never acknowledged."""
    try:
        handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        return
    try:
        os.truncate(handle, size)
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make a new name in ``folder`` survive a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _mark(connection: sqlite3.Connection) -> Mark:
    row = connection.execute("SELECT value FROM meta WHERE name = 'journal_mark'").fetchone()
    if row is None:
        return Mark()
    number, offset, digest = row[0].split()
    return Mark(int(number), int(offset), digest)


def _set_mark(connection: sqlite3.Connection, mark: Mark) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO meta (name, value) VALUES ('journal_mark', ?)",
        (f"{mark.number} {mark.offset} {mark.digest}",),
    )
