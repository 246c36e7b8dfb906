"""A library made anew from its files and its journal when the database cannot be used."""

import contextlib
import os
import sqlite3
from pathlib import Path

from inference.imaging.progress import (
    CancelCheck,
    ProgressReport,
    ignore_progress,
    never_cancelled,
)
from viewer.library.clock import utc_now
from viewer.library.library import DATABASE_NAME, Library
from viewer.library.rows import IndexSummary

_PARTS = ("", "-wal", "-shm")


def set_damaged_aside(home: Path) -> Path:
    """Rename the database; nothing is deleted. The new name.

    The journal stays where it is: annotations, results and sources come back from it.
    """
    stamp = utc_now().replace(":", "").replace("-", "").replace(".", "")
    aside = home / f"damaged-{stamp}-{DATABASE_NAME}"
    for part in _PARTS:
        with contextlib.suppress(FileNotFoundError):
            (home / f"{DATABASE_NAME}{part}").rename(f"{aside}{part}")
    return aside


def rebuild(
    home: Path,
    report: ProgressReport = ignore_progress,
    cancelled: CancelCheck = never_cancelled,
) -> tuple[Library, IndexSummary]:
    """Set the database aside, replay the journal, index every known folder again."""
    home = home.absolute()
    salvaged = _salvaged_sources(home / DATABASE_NAME)
    set_damaged_aside(home)
    library = Library(home)
    known = [*library.sources(), *(path for path in salvaged if path.exists())]
    present = [path for path in dict.fromkeys(known) if path.exists()]
    if library.copies in present:
        present.remove(library.copies)
    library.index(present, report, cancelled)
    return library, library.rescan(report, cancelled)


def _salvaged_sources(database: Path) -> list[Path]:
    """What the damaged file still says of its sources; the journal knows them too."""
    if not database.exists():
        return []
    connection = sqlite3.connect(database)
    try:
        rows = connection.execute("SELECT path FROM sources").fetchall()
        return [Path(os.fsdecode(row[0])) for row in rows]
    except (sqlite3.Error, TypeError):
        return []  # the journal tells them
    finally:
        connection.close()
