"""From a row of the library back to what a reader can load."""

import json
import os
import sqlite3
from dataclasses import replace
from pathlib import Path

from inference.imaging.errors import InputError
from inference.reading.entry import ObjectEntry, SeriesEntry
from inference.reading.image_files import scan_image_file
from inference.reading.object_kinds import object_entry
from viewer.library.database import Database
from viewer.library.header_cache import unpack_header
from viewer.library.series_building import scan_group
from viewer.library.settling import load_group

_SERIES = "SELECT study_key, series_uid, entry_id, format, description FROM series WHERE key = ?"


def load_entry(database: Database, series_key: str) -> SeriesEntry:
    """The entry of one series, built again from its cached headers."""
    with database.reading() as connection:
        row = connection.execute(_SERIES, (series_key,)).fetchone()
        if row is None:
            raise InputError("The library does not hold that series.")
        if row["format"] not in ("dicom", "dicom-multiframe"):
            return _image_entry(connection, series_key, row)
        group = load_group(connection, row["study_key"], row["series_uid"])
    if not group.headers:
        raise InputError(_gone(row))
    entries = {entry.id: entry for entry in scan_group(group).series}
    entry = entries.get(row["entry_id"])
    if entry is None:
        raise InputError(
            f"The files of the series “{row['description']}” changed; scan their folder again."
        )
    return _checked(entry, row)


def load_objects(database: Database, study_key: str) -> list[ObjectEntry]:
    """The study's DICOM objects that are there."""
    with database.reading() as connection:
        rows = connection.execute(
            "SELECT f.path, f.header, o.referenced_series_uids FROM objects AS o "
            "JOIN files AS f ON f.id = o.file_id "
            "WHERE o.study_key = ? AND f.missing_utc = '' ORDER BY f.path",
            (study_key,),
        ).fetchall()
    entries = []
    for row in rows:
        header = unpack_header(row["header"], Path(os.fsdecode(row["path"])))
        uids = tuple(json.loads(row["referenced_series_uids"]))
        entries.append(replace(object_entry(header), referenced_series_uids=uids))
    return entries


def _image_entry(connection: sqlite3.Connection, series_key: str, row: sqlite3.Row) -> SeriesEntry:
    file = connection.execute(
        "SELECT f.path FROM series_files AS x JOIN files AS f ON f.id = x.file_id "
        "WHERE x.series_key = ? AND f.missing_utc = '' ORDER BY x.position LIMIT 1",
        (series_key,),
    ).fetchone()
    if file is None:
        raise InputError(_gone(row))
    stack = int(row["entry_id"].rpartition("#")[2]) - 1
    entries = scan_image_file(Path(os.fsdecode(file["path"])))
    if stack >= len(entries):
        raise InputError(f"“{row['description']}” changed; scan its folder again.")
    return _checked(entries[stack], row)


def _checked(entry: SeriesEntry, row: sqlite3.Row) -> SeriesEntry:
    for path in entry.files:
        if not path.exists():
            raise InputError(f"{_gone(row)} (first missing: {path.name})")
    return entry


def _gone(row: sqlite3.Row) -> str:
    return (
        f"The files of the series “{row['description']}” are not where they were; put the drive "
        "back, or scan the folder they moved to."
    )
