"""The acts that a journal holds: how each changes the database, and how the database tells them."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping

from viewer.library.errors import LibraryTooNew
from viewer.library.journal_lines import JournalEntry

Act = tuple[str, str, Mapping[str, object]]  # utc, kind, data


def apply_act(connection: sqlite3.Connection, entry: JournalEntry) -> None:
    """Bring the database up to ``entry``; applying it twice changes nothing."""
    apply = _KINDS.get(entry.kind)
    if apply is None:
        raise LibraryTooNew(
            f"The library's journal holds an entry “{entry.kind}” that this version of RadLens "
            "does not know; use the newer version that wrote it."
        )
    apply(connection, entry)


def tell_acts(connection: sqlite3.Connection) -> Iterator[Act]:
    """Every act that the database remembers, for a journal that was lost."""
    for row in connection.execute("SELECT path, mode, added_utc FROM sources"):
        yield row[2], "source", {"path": os.fsdecode(row[0]), "mode": row[1]}
    for row in connection.execute("SELECT study_key, utc FROM forgotten"):
        yield row[1], "forgotten", {"study_key": row[0]}
    columns = ", ".join(_ANNOTATION)
    for row in connection.execute(
        f"SELECT utc, state, {columns} FROM annotation_versions ORDER BY utc, version"
    ):
        state = None if row["state"] is None else json.loads(row["state"])
        yield (
            row["utc"],
            "annotation",
            {**{name: row[name] for name in _ANNOTATION}, "state": state},
        )
    columns = ", ".join(_RESULT)
    for row in connection.execute(
        f"SELECT summary, removed_utc, {columns} FROM results ORDER BY utc"
    ):
        known = {name: row[name] for name in _RESULT}
        yield row["utc"], "result", {**known, "summary": json.loads(row["summary"])}
        if row["removed_utc"]:
            yield row["removed_utc"], "result-removed", {"id": row["id"]}
    for row in connection.execute("SELECT * FROM patient_numbers ORDER BY utc, version"):
        known = {name: row[name] for name in ("study_key", "version", "author")}
        yield row["utc"], "patient-numbers", {**known, "state": json.loads(row["state"])}


_ANNOTATION = (
    "annotation_id",
    "version",
    "study_key",
    "frame_of_reference_uid",
    "series_uid",
    "undo_version",
    "author",
)
_RESULT = ("id", "study_key", "series_uid", "model_id", "model_version", "folder")


def _source(connection: sqlite3.Connection, entry: JournalEntry) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO sources (path, mode, added_utc) VALUES (?, ?, ?)",
        (os.fsencode(str(entry.data["path"])), entry.data["mode"], entry.utc),
    )


def _source_removed(connection: sqlite3.Connection, entry: JournalEntry) -> None:
    path = os.fsencode(str(entry.data["path"]))
    connection.execute("DELETE FROM sources WHERE path = ?", (path,))


def _forgotten(connection: sqlite3.Connection, entry: JournalEntry) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO forgotten (study_key, utc) VALUES (?, ?)",
        (entry.data["study_key"], entry.utc),
    )


def _remembered(connection: sqlite3.Connection, entry: JournalEntry) -> None:
    connection.execute("DELETE FROM forgotten WHERE study_key = ?", (entry.data["study_key"],))


def _annotation(connection: sqlite3.Connection, entry: JournalEntry) -> None:
    state = entry.data["state"]
    values = [entry.data[name] for name in _ANNOTATION]
    connection.execute(
        f"INSERT OR REPLACE INTO annotation_versions ({', '.join(_ANNOTATION)}, utc, state) "
        f"VALUES ({', '.join('?' * len(_ANNOTATION))}, ?, ?)",
        (*values, entry.utc, None if state is None else json.dumps(state)),
    )


def _result(connection: sqlite3.Connection, entry: JournalEntry) -> None:
    values = [entry.data[name] for name in _RESULT]
    connection.execute(
        f"INSERT OR REPLACE INTO results ({', '.join(_RESULT)}, utc, summary) "
        f"VALUES ({', '.join('?' * len(_RESULT))}, ?, ?)",
        (*values, entry.utc, json.dumps(entry.data["summary"])),
    )


def _result_removed(connection: sqlite3.Connection, entry: JournalEntry) -> None:
    connection.execute(
        "UPDATE results SET removed_utc = ? WHERE id = ?", (entry.utc, entry.data["id"])
    )


def _patient_numbers(connection: sqlite3.Connection, entry: JournalEntry) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO patient_numbers (study_key, version, author, utc, state) "
        "VALUES (?, ?, ?, ?, ?)",
        (
            entry.data["study_key"],
            entry.data["version"],
            entry.data["author"],
            entry.utc,
            json.dumps(entry.data["state"]),
        ),
    )


_KINDS: dict[str, Callable[[sqlite3.Connection, JournalEntry], None]] = {
    "source": _source,
    "source-removed": _source_removed,
    "forgotten": _forgotten,
    "remembered": _remembered,
    "annotation": _annotation,
    "result": _result,
    "result-removed": _result_removed,
    "patient-numbers": _patient_numbers,
}
