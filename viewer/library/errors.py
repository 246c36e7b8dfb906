"""What can befall the library from outside, each with what to do about it."""

import sqlite3
from pathlib import Path

from inference.imaging.errors import InputError


class LibraryUnusable(InputError):  # noqa: N818 - states what the user finds
    """Studies can still be read, but not listed or kept."""


class LibraryDamaged(LibraryUnusable):
    """The database file cannot be read; annotations and results live on in the journal."""


class LibraryFull(LibraryUnusable):
    """The disk has no room; nothing that was confirmed is lost."""


class LibraryBusy(LibraryUnusable):
    """Another RadLens holds the library's write lock."""


class LibraryTooNew(LibraryUnusable):
    """A later version of RadLens wrote this library."""


_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_REFUSED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}


def explain_database_error(error: sqlite3.Error, path: Path) -> LibraryUnusable | None:
    """The sentence for what the environment did to the file; None when the bug is ours."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary in _DAMAGED:
        return LibraryDamaged(
            f"The study library {path} is damaged ({error}); rebuild it from the files with "
            "“radlens library rebuild”. Annotations and results are kept in its journal."
        )
    if primary in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return LibraryFull(
            f"The study library {path} cannot be written ({error}); free some space on its disk "
            "and try again. Nothing that was confirmed is lost."
        )
    if primary in _BUSY:
        return LibraryBusy(f"The study library {path} is in use by another RadLens; try again.")
    if primary == sqlite3.SQLITE_CANTOPEN or primary in _REFUSED:
        return LibraryUnusable(
            f"The study library {path} cannot be opened for writing ({error}); "
            "check the permissions of its folder."
        )
    return None


def explain_write_error(error: OSError, path: Path) -> LibraryUnusable:
    """The sentence for a file of the library that could not be written."""
    reason = error.strerror or str(error)
    return LibraryFull(
        f"{path} cannot be written ({reason}); free some space or check the permissions. "
        "Nothing that was confirmed is lost."
    )
