"""Facts about files turned into rows: patients, studies, series, files, refusals."""

import json
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from inference.imaging.series_info import SeriesInfo
from viewer.library.clock import utc_now
from viewer.library.file_facts import FileFacts, SeriesFacts
from viewer.library.header_cache import HEADER_VERSION
from viewer.library.keys import identify_patient, series_key, study_key
from viewer.library.series_building import BuiltGroup
from viewer.library.study_totals import update_totals


@dataclass(frozen=True, slots=True)
class Group:
    """One SeriesInstanceUID within one patient's study."""

    study_key: str
    series_uid: str


Studies = dict[tuple[str, ...], str]  # keys of studies that this transaction wrote already


def write_file(connection: sqlite3.Connection, facts: FileFacts, studies: Studies) -> Group | None:
    """Enter one file (again); the group whose series must be built anew, or None.

    A DICOM image's series appears at once, unsettled; that of another format is complete.
    """
    path = os.fsencode(facts.path)
    _leave_old_group(connection, path)
    connection.execute("DELETE FROM refusals WHERE path = ?", (path,))
    if facts.kind == "refused":
        _write_refusal(connection, path, "", facts.message)
    study, series_uid = None, ""
    if facts.info is not None and facts.kind in ("image", "object"):
        study, series_uid = (
            _written_study(connection, facts, facts.info, studies),
            facts.info.series_uid,
        )
    file_id = _write_row(connection, path, facts, study, series_uid)
    if study is None or facts.info is None:
        return None
    if facts.kind == "object":
        _write_object(connection, file_id, study, facts, facts.info)
        return Group(study, "")
    if facts.header is None:
        for one in facts.series:
            _write_series(connection, study, one)
        return Group(study, "")
    _announce_series(connection, study, facts.info)
    return Group(study, series_uid)


def write_group(connection: sqlite3.Connection, built: BuiltGroup) -> None:
    """Replace the provisional series of a group by what its headers amount to."""
    kept = [_write_series(connection, built.study_key, one) for one in built.series]
    marks = ", ".join("?" * len(kept))
    connection.execute(
        f"DELETE FROM series WHERE study_key = ? AND series_uid = ? AND key NOT IN ({marks})",
        (built.study_key, built.series_uid, *kept),
    )
    for path, message in built.refused:
        _write_refusal(connection, os.fsencode(path), built.series_uid, message)


def drop_empty_studies(connection: sqlite3.Connection) -> None:
    """Take out studies, and then patients, of which no file is left."""
    connection.execute(
        "DELETE FROM studies WHERE NOT EXISTS (SELECT 1 FROM files WHERE study_key = studies.key)"
    )
    connection.execute("DELETE FROM patients WHERE key NOT IN (SELECT patient_key FROM studies)")


def refresh_studies(connection: sqlite3.Connection, studies: Iterable[str]) -> None:
    """Bring counts, modalities and search text up to date."""
    for key in studies:
        update_totals(connection, key)


def _leave_old_group(connection: sqlite3.Connection, path: bytes) -> None:
    """A changed file may belong to another series now: the old one must be built anew."""
    row = connection.execute(
        "SELECT study_key, series_uid FROM files WHERE path = ?", (path,)
    ).fetchone()
    if row is not None and row[0] is not None:
        connection.execute(
            "UPDATE series SET settled = 0 WHERE study_key = ? AND series_uid = ?", tuple(row)
        )


def _written_study(
    connection: sqlite3.Connection, facts: FileFacts, info: SeriesInfo, studies: Studies
) -> str:
    stated = (
        info.patient_id,
        info.patient_id_issuer,
        info.patient_name,
        info.birth_date,
        facts.identity_uid or info.study_uid,
    )
    if stated not in studies:
        studies[stated] = _write_study(connection, facts, info)
    return studies[stated]


def _write_study(connection: sqlite3.Connection, facts: FileFacts, info: SeriesInfo) -> str:
    patient = identify_patient(info, facts.identity_uid)
    connection.execute(
        "INSERT OR IGNORE INTO patients (key, patient_id, issuer, name, birth_date, sex) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (
            patient.key,
            patient.patient_id,
            patient.issuer,
            patient.name,
            patient.birth_date,
            info.sex,
        ),
    )
    key = study_key(patient.key, facts.identity_uid or info.study_uid)
    connection.execute(
        "INSERT INTO studies (key, patient_key, study_uid, study_date, study_time, "
        "description, accession, institution, added_utc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (key) DO UPDATE SET study_uid = excluded.study_uid",
        (
            key,
            patient.key,
            info.study_uid,
            info.study_date.strip(),
            info.study_time.strip(),
            info.study_description,
            info.accession_number,
            info.institution,
            utc_now(),
        ),
    )
    return key


def _write_row(
    connection: sqlite3.Connection,
    path: bytes,
    facts: FileFacts,
    study: str | None,
    series_uid: str,
) -> int:
    row = connection.execute(
        "INSERT INTO files (path, size, mtime_ns, kind, sop_uid, series_uid, study_key, header, "
        "header_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET "
        "size = excluded.size, mtime_ns = excluded.mtime_ns, kind = excluded.kind, "
        "sop_uid = excluded.sop_uid, series_uid = excluded.series_uid, "
        "study_key = excluded.study_key, header = excluded.header, "
        "header_version = excluded.header_version, missing_utc = '' RETURNING id",
        (
            path,
            facts.size,
            facts.mtime_ns,
            facts.kind,
            facts.sop_uid,
            series_uid,
            study,
            facts.header,
            HEADER_VERSION,
        ),
    ).fetchone()
    return int(row[0])


def _write_object(
    connection: sqlite3.Connection, file_id: int, study: str, facts: FileFacts, info: SeriesInfo
) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO objects (file_id, study_key, kind, description, "
        "referenced_series_uids, frame_of_reference_uid) VALUES (?, ?, ?, ?, ?, ?)",
        (
            file_id,
            study,
            facts.object_kind,
            info.series_description,
            json.dumps(facts.referenced_series_uids),
            facts.frame_of_reference_uid,
        ),
    )


def _announce_series(connection: sqlite3.Connection, study: str, info: SeriesInfo) -> None:
    """Show the series while its files are still being found."""
    connection.execute(
        "INSERT INTO series (key, study_key, entry_id, series_uid, series_number, modality, "
        "description, body_part, stack_name, format, frame_of_reference_uid, image_count, "
        "shape_kji, spacing_mm_kji, settled) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', 'dicom', '', 1, "
        "'[0, 0, 0]', '[null, null, null]', 0) ON CONFLICT (key) DO UPDATE SET settled = 0, "
        "image_count = CASE settled WHEN 1 THEN image_count ELSE image_count + 1 END",
        (
            series_key(study, info.series_uid),
            study,
            info.series_uid,
            info.series_uid,
            info.series_number,
            info.modality,
            info.series_description,
            info.body_part,
        ),
    )


def _write_series(connection: sqlite3.Connection, study: str, facts: SeriesFacts) -> str:
    key = series_key(study, facts.entry_id)
    info = facts.info
    connection.execute(
        "INSERT INTO series (key, study_key, entry_id, series_uid, series_number, modality, "
        "description, body_part, stack_name, format, frame_of_reference_uid, image_count, "
        "shape_kji, spacing_mm_kji, settled) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) "
        "ON CONFLICT (key) DO UPDATE SET series_uid = excluded.series_uid, "
        "series_number = excluded.series_number, modality = excluded.modality, "
        "description = excluded.description, body_part = excluded.body_part, "
        "stack_name = excluded.stack_name, format = excluded.format, "
        "frame_of_reference_uid = excluded.frame_of_reference_uid, "
        "image_count = excluded.image_count, shape_kji = excluded.shape_kji, "
        "spacing_mm_kji = excluded.spacing_mm_kji, settled = 1",
        (
            key,
            study,
            facts.entry_id,
            info.series_uid,
            info.series_number,
            info.modality,
            info.series_description,
            info.body_part,
            facts.stack_name,
            facts.format,
            facts.frame_of_reference_uid,
            facts.shape_kji[0],
            json.dumps(facts.shape_kji),
            json.dumps(facts.spacing_mm_kji),
        ),
    )
    _write_members(connection, key, facts)
    return key


def _write_members(connection: sqlite3.Connection, key: str, facts: SeriesFacts) -> None:
    before = _members(connection, key)
    connection.execute("DELETE FROM series_files WHERE series_key = ?", (key,))
    connection.executemany(
        "INSERT INTO series_files (series_key, position, file_id) "
        "SELECT ?, ?, id FROM files WHERE path = ?",
        [(key, n, os.fsencode(path)) for n, path in enumerate(facts.paths)],
    )
    if before and before != _members(connection, key):
        connection.execute("DELETE FROM thumbnails WHERE series_key = ?", (key,))
    connection.execute("DELETE FROM flags WHERE series_key = ?", (key,))
    connection.executemany(
        "INSERT INTO flags (series_key, position, code, message, blocks_models) "
        "VALUES (?, ?, ?, ?, ?)",
        [(key, n, f.code, f.message, int(f.blocks_models)) for n, f in enumerate(facts.flags)],
    )


def _members(connection: sqlite3.Connection, key: str) -> list[tuple[str, int, int]]:
    rows = connection.execute(
        "SELECT f.sop_uid, f.size, f.mtime_ns FROM series_files AS x "
        "JOIN files AS f ON f.id = x.file_id WHERE x.series_key = ? ORDER BY x.position",
        (key,),
    )
    return [tuple(row) for row in rows]


def _write_refusal(
    connection: sqlite3.Connection, path: bytes, series_uid: str, message: str
) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO refusals (path, series_uid, message) VALUES (?, ?, ?)",
        (path, series_uid, message),
    )
