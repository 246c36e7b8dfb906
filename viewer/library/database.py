"""One SQLite file: how it is opened, how a transaction ends, and what its errors mean."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from viewer.library.errors import LibraryDamaged, explain_database_error

BUSY_SECONDS = 10.0
_SWITCH_AGAIN_SECONDS = 0.02
_PRAGMAS = (
    "PRAGMA synchronous = FULL",  # what was acknowledged survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA cell_size_check = ON",  # damaged pages are noticed, not interpreted
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cache_size = -16000",
)


def _nothing() -> None:
    """What most transactions have to take back outside the database."""


class Database:
    """Connections to one file, one per thread; readers never wait for the writer (WAL).

    Every method raises InputError for what the environment did (full disk, damage, lock) and
    lets ``sqlite3.Error`` through for a bug of our own.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._writer = threading.RLock()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection whose statements see one snapshot each."""
        with self._explained():
            yield self._connection()

    @contextmanager
    def writing(self, on_failure: Callable[[], None] = _nothing) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is on the disk when the block ends, or none of it.

        ``on_failure`` runs while the write lock is still held.
        """
        with self._writer, self._explained():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                try:
                    on_failure()
                finally:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                raise

    def quick_check(self) -> None:
        """Raise LibraryDamaged when SQLite finds a broken page, row or index."""
        with self.reading() as connection:
            found = [row[0] for row in connection.execute("PRAGMA quick_check(3)")]
        if found != ["ok"]:
            raise LibraryDamaged(
                f"The study library {self.path} is damaged ({found[0]}); rebuild it from the "
                "files with “radlens library rebuild”. Annotations and results are kept in "
                "its journal."
            )

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._guard:
            for connection in self._all:
                connection.close()
            self._all.clear()
            self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        known: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if known is None:
            known = self._opened()
            self._local.connection = known
            with self._guard:
                self._all.append(known)
        return known

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            _write_ahead(connection)
            for pragma in _PRAGMAS:
                connection.execute(pragma)
        except sqlite3.Error:
            connection.close()
            raise
        connection.row_factory = sqlite3.Row
        return connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            explained = explain_database_error(error, self.path)
            if explained is None:
                raise
            raise explained from error


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL, as often as it takes while others open the same new file.

    The busy timeout does not cover it: while another connection holds the write lock, SQLite
    refuses the switch at once (https://sqlite.org/c3ref/busy_handler.html).
    """
    give_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > give_up:
                raise
            time.sleep(_SWITCH_AGAIN_SECONDS)
        else:
            return
