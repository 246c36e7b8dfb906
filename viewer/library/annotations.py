"""What people drew, by study: every version is kept, so that every step can be undone."""

import json
import sqlite3
from dataclasses import asdict, dataclass, fields
from typing import Any

from inference.imaging.errors import InputError
from viewer.library.database import Database
from viewer.library.journal import Journal, JournalWriter
from viewer.state.measurements import Measurement, MeasurementKind

_LATEST = (
    "SELECT * FROM annotation_versions AS v WHERE version = "
    "(SELECT max(version) FROM annotation_versions WHERE annotation_id = v.annotation_id)"
)


@dataclass(frozen=True, slots=True)
class Annotation:
    """The present state of one annotation; ``measurement`` is None while it is deleted."""

    id: str
    study_key: str
    version: int
    author: str
    utc: str
    measurement: Measurement | None


class Annotations:
    """Add, change, delete and undo; each returns once the act is on the disk.

    Points stay in LPS mm of their frame of reference. Raises InputError when the disk is full.
    """

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def of_study(self, study_key: str) -> list[Annotation]:
        """Those not deleted, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"{_LATEST} AND study_key = ? AND state IS NOT NULL ORDER BY utc, annotation_id",
                (study_key,),
            )
            return [_annotation(row) for row in rows]

    def all_of_kind(self, kind: MeasurementKind) -> list[Annotation]:
        """Those of every study that are of a kind and not deleted, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"{_LATEST} AND json_extract(state, '$.kind') = ? ORDER BY utc, annotation_id",
                (kind,),
            )
            return [_annotation(row) for row in rows]

    def put(self, study_key: str, measurement: Measurement) -> Annotation:
        """Add the measurement, or change the one with its id."""
        with self._journal.transaction() as writer:
            last = _last(writer.connection, measurement.id)
            if last is not None and last["study_key"] != study_key:
                raise InputError("An annotation cannot move to another study.")
            undo = None if last is None or last["state"] is None else last["version"]
            return _write(writer, study_key, measurement, undo, measurement.author, last)

    def delete(self, annotation_id: str, author: str) -> Annotation:
        """Take it off the picture; its versions stay."""
        with self._journal.transaction() as writer:
            last = _known(writer.connection, annotation_id)
            return _write_state(writer, last, None, last["version"], author)

    def undo(self, annotation_id: str, author: str) -> Annotation:
        """Go back one step; repeated, further back, until it is as before it was drawn."""
        with self._journal.transaction() as writer:
            last = _known(writer.connection, annotation_id)
            before = _version(writer.connection, annotation_id, last["undo_version"])
            if before is None:
                return _write_state(writer, last, None, None, author)
            return _write_state(writer, last, before["state"], before["undo_version"], author)

    def restore(self, annotation_id: str, version: int, author: str) -> Annotation:
        """Bring back an earlier version (redo)."""
        with self._journal.transaction() as writer:
            last = _known(writer.connection, annotation_id)
            wanted = _version(writer.connection, annotation_id, version)
            if wanted is None:
                raise InputError(f"The annotation has no version {version}.")
            return _write_state(writer, last, wanted["state"], last["version"], author)

    def history(self, annotation_id: str) -> list[Annotation]:
        """All versions, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM annotation_versions WHERE annotation_id = ? ORDER BY version",
                (annotation_id,),
            )
            return [_annotation(row) for row in rows]


def _write(
    writer: JournalWriter,
    study_key: str,
    measurement: Measurement,
    undo_version: int | None,
    author: str,
    last: sqlite3.Row | None,
) -> Annotation:
    writer.act(
        "annotation",
        {
            "annotation_id": measurement.id,
            "version": 1 if last is None else last["version"] + 1,
            "study_key": study_key,
            "frame_of_reference_uid": measurement.frame_of_reference_uid,
            "series_uid": measurement.series_uid,
            "undo_version": undo_version,
            "author": author,
            "state": asdict(measurement),
        },
    )
    return _annotation(_known(writer.connection, measurement.id))


def _write_state(
    writer: JournalWriter,
    last: sqlite3.Row,
    state: str | None,
    undo_version: int | None,
    author: str,
) -> Annotation:
    writer.act(
        "annotation",
        {
            "annotation_id": last["annotation_id"],
            "version": last["version"] + 1,
            "study_key": last["study_key"],
            "frame_of_reference_uid": last["frame_of_reference_uid"],
            "series_uid": last["series_uid"],
            "undo_version": undo_version,
            "author": author,
            "state": None if state is None else json.loads(state),
        },
    )
    return _annotation(_known(writer.connection, last["annotation_id"]))


def _last(connection: sqlite3.Connection, annotation_id: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM annotation_versions WHERE annotation_id = ? ORDER BY version DESC LIMIT 1",
        (annotation_id,),
    ).fetchone()
    return row


def _known(connection: sqlite3.Connection, annotation_id: str) -> sqlite3.Row:
    last = _last(connection, annotation_id)
    if last is None:
        raise InputError("The library does not hold that annotation.")
    return last


def _version(
    connection: sqlite3.Connection, annotation_id: str, version: int | None
) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM annotation_versions WHERE annotation_id = ? AND version = ?",
        (annotation_id, version),
    ).fetchone()
    return row


def _annotation(row: sqlite3.Row) -> Annotation:
    state = row["state"]
    return Annotation(
        row["annotation_id"],
        row["study_key"],
        row["version"],
        row["author"],
        row["utc"],
        None if state is None else _measurement(json.loads(state)),
    )


def _measurement(state: dict[str, Any]) -> Measurement:
    known = {field.name for field in fields(Measurement)}
    values = {name: value for name, value in state.items() if name in known}
    values["points_lps"] = tuple(tuple(point) for point in state["points_lps"])
    values["normal_lps"] = tuple(state["normal_lps"])
    return Measurement(**values)
