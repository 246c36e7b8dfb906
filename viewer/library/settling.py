"""Series that were only announced are built from all their headers, in child processes."""

import os
import sqlite3
from collections.abc import Callable, Iterator

from inference.imaging.progress import CancelCheck, ProgressReport
from viewer.library.catalogue import drop_empty_studies, refresh_studies, write_group
from viewer.library.database import Database
from viewer.library.reader_pool import Lost, ReaderPool
from viewer.library.series_building import BuiltGroup, SeriesGroup, build_group

_FILES_PER_BATCH = 400


def settle(
    database: Database,
    pool: ReaderPool,
    report: ProgressReport,
    cancelled: CancelCheck,
    announce: Callable[[tuple[str, ...]], None],
) -> None:
    """Build every unsettled series, also of a run that was cancelled or killed before."""
    wanted = unsettled_groups(database)
    done = 0
    for answers in pool.run(build_group, _batches(database, wanted), cancelled):
        built = [_refused(one) if isinstance(one, Lost) else one for one in answers]
        studies = tuple(dict.fromkeys(one.study_key for one in built))
        with database.writing() as connection:
            for one in built:
                write_group(connection, one)
            refresh_studies(connection, studies)
        done += len(built)
        announce(studies)
        report("building series", 0.9 + 0.1 * done / max(1, len(wanted)))
    _close_fileless(database)


def unsettled_groups(database: Database) -> list[tuple[str, str]]:
    """(study key, series UID) of series whose rows are provisional."""
    with database.reading() as connection:
        return [
            (row[0], row[1])
            for row in connection.execute(
                "SELECT DISTINCT study_key, series_uid FROM series WHERE settled = 0"
            )
        ]


def load_group(connection: sqlite3.Connection, study_key: str, series_uid: str) -> SeriesGroup:
    """The group's files that are there, with their packed headers, in a repeatable order."""
    rows = connection.execute(
        "SELECT path, header FROM files WHERE study_key = ? AND series_uid = ? "
        "AND kind = 'image' AND header IS NOT NULL AND missing_utc = '' ORDER BY sop_uid, path",
        (study_key, series_uid),
    )
    return SeriesGroup(study_key, series_uid, tuple((row[0], row[1]) for row in rows))


def _batches(database: Database, wanted: list[tuple[str, str]]) -> Iterator[list[SeriesGroup]]:
    batch: list[SeriesGroup] = []
    files = 0
    for study_key, series_uid in wanted:
        with database.reading() as connection:
            group = load_group(connection, study_key, series_uid)
        if not group.headers:
            continue
        batch.append(group)
        files += len(group.headers)
        if files >= _FILES_PER_BATCH:
            yield batch
            batch, files = [], 0
    if batch:
        yield batch


def _close_fileless(database: Database) -> None:
    """Series none of whose files is there: kept as missing if known files remain, else dropped."""
    wanted = unsettled_groups(database)
    with database.writing() as connection:
        for study_key, series_uid in wanted:
            _close(connection, study_key, series_uid)
        refresh_studies(connection, dict.fromkeys(study_key for study_key, _ in wanted))
        drop_empty_studies(connection)


def _close(connection: sqlite3.Connection, study_key: str, series_uid: str) -> None:
    if load_group(connection, study_key, series_uid).headers:
        return  # new files came in meanwhile: the next run builds it
    connection.execute(
        "DELETE FROM series WHERE study_key = ? AND series_uid = ? AND NOT EXISTS "
        "(SELECT 1 FROM files WHERE study_key = series.study_key "
        "AND files.series_uid = series.series_uid AND missing_utc <> '')",
        (study_key, series_uid),
    )
    connection.execute(
        "UPDATE series SET settled = 1 WHERE study_key = ? AND series_uid = ?",
        (study_key, series_uid),
    )


def _refused(lost: Lost) -> BuiltGroup:
    group: SeriesGroup = lost.item
    sentence = f"The series cannot be built from its headers: {lost.reason}."
    return BuiltGroup(
        group.study_key, group.series_uid, (), ((os.fsdecode(group.headers[0][0]), sentence),)
    )
