"""Files that are not where they were: moved ones recognised, others marked, none deleted."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from viewer.library.clock import utc_now
from viewer.library.file_facts import FileFacts


def replace_moved(connection: sqlite3.Connection, facts: FileFacts) -> list[str]:
    """Drop the rows of the same content (instance UID and size) at paths that are no more.

    The study keys of what was dropped: one for each file that moved here.
    """
    if not facts.sop_uid:
        return []
    rows = connection.execute(
        "SELECT id, path, study_key, series_uid FROM files "
        "WHERE sop_uid = ? AND size = ? AND path <> ?",
        (facts.sop_uid, facts.size, os.fsencode(facts.path)),
    ).fetchall()
    gone = [row for row in rows if not os.path.lexists(os.fsdecode(row["path"]))]
    for row in gone:
        connection.execute(
            "UPDATE series SET settled = 0 WHERE study_key = ? AND series_uid = ? "
            "AND series_uid <> ''",
            (row["study_key"], row["series_uid"]),
        )
        connection.execute("DELETE FROM files WHERE id = ?", (row["id"],))
        connection.execute("DELETE FROM refusals WHERE path = ?", (row["path"],))
    return [row["study_key"] for row in gone if row["study_key"] is not None]


def mark_vanished(
    connection: sqlite3.Connection, roots: Sequence[Path], seen: set[str]
) -> tuple[int, tuple[str, ...]]:
    """Mark known files below ``roots`` that a complete walk did not meet.

    How many are newly missing, and the keys of their studies. Files that can no longer hold a
    picture (refused or of no interest) are simply dropped.
    """
    now, count = utc_now(), 0
    studies: dict[str, None] = {}
    for root in roots:
        for row in _known_below(connection, root):
            if os.fsdecode(row["path"]) in seen or os.path.lexists(row["path"]):
                continue
            if row["study_key"] is None:
                connection.execute("DELETE FROM files WHERE id = ?", (row["id"],))
                connection.execute("DELETE FROM refusals WHERE path = ?", (row["path"],))
                continue
            connection.execute("UPDATE files SET missing_utc = ? WHERE id = ?", (now, row["id"]))
            connection.execute(
                "UPDATE series SET settled = 0 WHERE study_key = ? AND series_uid = ?",
                (row["study_key"], row["series_uid"]),
            )
            studies[row["study_key"]] = None
            count += 1
    return count, tuple(studies)


def mark_root_missing(connection: sqlite3.Connection, root: Path) -> tuple[int, tuple[str, ...]]:
    """Everything below a root that cannot be reached (a drive taken out) is missing for now."""
    return mark_vanished(connection, [root], set())


def _known_below(connection: sqlite3.Connection, root: Path) -> list[sqlite3.Row]:
    whole = os.fsencode(root)
    prefix = whole.rstrip(os.fsencode(os.sep)) + os.fsencode(os.sep)
    rows: list[sqlite3.Row] = connection.execute(
        "SELECT id, path, study_key, series_uid FROM files WHERE missing_utc = '' "
        "AND (path = ? OR (path >= ? AND path < ?))",
        (whole, prefix, prefix[:-1] + bytes([prefix[-1] + 1])),
    ).fetchall()
    return rows
