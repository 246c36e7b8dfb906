"""What models found, by study: a summary in the library, the arrays in a folder of their own."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inference.imaging.errors import InputError
from inference.imaging.result import InferenceResult
from viewer.library.database import Database
from viewer.library.journal import Journal


@dataclass(frozen=True, slots=True)
class StoredResult:
    """One run on one series; ``summary`` holds provenance, findings, strips and seconds.

    ``folder`` holds the masks and heatmaps as their writer left them; ``folder_missing`` says
    that it is gone.
    """

    id: str
    study_key: str
    series_uid: str
    model_id: str
    model_version: str
    utc: str
    folder: Path
    folder_missing: bool
    summary: Mapping[str, Any]


class Results:
    """Store, list and remove; each returns once the act is on the disk."""

    def __init__(self, database: Database, journal: Journal, home: Path) -> None:
        self._database = database
        self._journal = journal
        self._home = home

    def store(self, series_key: str, result: InferenceResult, folder: Path) -> str:
        """Remember a result of the series; its request id.

        Raises InputError when the result was made on another series (promise: a result is
        never shown on the wrong study).
        """
        with self._journal.transaction() as writer:
            study_key, series_uid = _series_of(writer.connection, series_key)
            provenance = result.provenance
            if provenance.series_uid.split("#")[0] != series_uid.split("#")[0]:
                raise InputError("The result was made on another series; it is not stored here.")
            writer.act(
                "result",
                {
                    "id": result.request_id,
                    "study_key": study_key,
                    "series_uid": series_uid,
                    "model_id": provenance.model_id,
                    "model_version": provenance.model_version,
                    "folder": self._relative(folder),
                    "summary": summarise(result),
                },
            )
        return result.request_id

    def of_study(self, study_key: str) -> list[StoredResult]:
        """Results not removed, newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM results WHERE study_key = ? AND removed_utc = '' "
                "ORDER BY utc DESC, id",
                (study_key,),
            )
            return [self._result(row) for row in rows]

    def remove(self, result_id: str) -> None:
        """Take a result off the list; its folder stays."""
        with self._journal.transaction() as writer:
            writer.act("result-removed", {"id": result_id})

    def _result(self, row: sqlite3.Row) -> StoredResult:
        folder = self._home / row["folder"]
        return StoredResult(
            row["id"],
            row["study_key"],
            row["series_uid"],
            row["model_id"],
            row["model_version"],
            row["utc"],
            folder,
            not folder.is_dir(),
            json.loads(row["summary"]),
        )

    def _relative(self, folder: Path) -> str:
        folder = folder.absolute()
        return str(folder.relative_to(self._home) if folder.is_relative_to(self._home) else folder)


def summarise(result: InferenceResult) -> dict[str, Any]:
    """The result without its arrays, in terms of JSON."""
    summary = {
        "provenance": asdict(result.provenance),
        "findings": [asdict(finding) for finding in result.findings],
        "strips": [asdict(strip) for strip in result.strips],
        "seconds": dict(result.seconds),
    }
    plain: dict[str, Any] = json.loads(json.dumps(summary, default=_plain))
    return plain


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    return str(value)


def _series_of(connection: sqlite3.Connection, series_key: str) -> tuple[str, str]:
    row = connection.execute(
        "SELECT study_key, series_uid FROM series WHERE key = ?", (series_key,)
    ).fetchone()
    if row is None:
        raise InputError("The library does not hold that series; import it first.")
    return row[0], row[1]
