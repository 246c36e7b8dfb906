"""The study library: one door to the database, its journal, its copies and its indexer."""

import os
from collections.abc import Sequence
from pathlib import Path

from inference.imaging.errors import InputError
from inference.imaging.progress import (
    CancelCheck,
    ProgressReport,
    ignore_progress,
    never_cancelled,
)
from inference.reading.entry import ObjectEntry, SeriesEntry
from viewer.library import loading, search, thumbnails
from viewer.library.acts import apply_act, tell_acts
from viewer.library.annotations import Annotations
from viewer.library.catalogue import refresh_studies
from viewer.library.database import Database
from viewer.library.errors import LibraryUnusable
from viewer.library.importing import import_copies, plan_in_place
from viewer.library.indexing import IndexRun, OnRows, ignore_rows
from viewer.library.journal import Journal
from viewer.library.migrate import migrate
from viewer.library.patient_numbers import PatientNumbers
from viewer.library.reader_pool import ReaderPool
from viewer.library.results import Results
from viewer.library.rows import IndexSummary, RefusedRow, SeriesRow, StudyRow, Thumbnail
from viewer.library.vanished import mark_root_missing

DATABASE_NAME, JOURNAL_NAME, COPIES_NAME = "library.sqlite", "library.journal", "studies"


class Library:
    """All studies the user has shown to RadLens; any thread may call any method.

    ``home`` is the user's data folder. Reading methods take milliseconds; those with
    ``report`` and ``cancelled`` are long and belong on a background thread. Raises InputError
    (LibraryDamaged, LibraryFull, LibraryBusy, LibraryTooNew) for what the environment did.
    """

    def __init__(self, home: Path, pool: ReaderPool | None = None) -> None:
        self.home = home.absolute()
        _make_private(self.home)
        self.database = Database(self.home / DATABASE_NAME)
        migrate(self.database)
        self.journal = Journal(self.home / JOURNAL_NAME, self.database, apply_act, tell_acts)
        self.journal.catch_up()
        self.pool = pool or ReaderPool()
        self.annotations = Annotations(self.database, self.journal)
        self.patient_numbers = PatientNumbers(self.database, self.journal)
        self.results = Results(self.database, self.journal, self.home)

    @property
    def copies(self) -> Path:
        """Where imported copies lie."""
        return self.home / COPIES_NAME

    def search(self, typed: str = "", limit: int = 500, offset: int = 0) -> list[StudyRow]:
        """Studies that match every typed word, newest first (see ``query.parse_query``)."""
        return search.search_studies(self.database, typed, limit, offset)

    def count(self, typed: str = "") -> int:
        """How many studies match."""
        return search.count_studies(self.database, typed)

    def study(self, study_key: str) -> StudyRow | None:
        """One study, or None when it is unknown or forgotten."""
        return search.find_study(self.database, study_key)

    def series_of(self, study_key: str) -> list[SeriesRow]:
        """The study's series, by number."""
        return search.series_of(self.database, study_key)

    def refusals(self) -> list[RefusedRow]:
        """Files and series that cannot be shown, and why."""
        return search.refusals(self.database)

    def entry(self, series_key: str) -> SeriesEntry:
        """What the reader needs to load the series, from cached headers alone.

        Raises InputError when its files are gone or no longer give that series.
        """
        return loading.load_entry(self.database, series_key)

    def objects_of(self, study_key: str) -> list[ObjectEntry]:
        """SEG, RTSTRUCT, SR … files of the study."""
        return loading.load_objects(self.database, study_key)

    def thumbnail(self, series_key: str) -> Thumbnail | None:
        """The stored small picture, if there is one for the series as it is now."""
        return thumbnails.load_thumbnail(self.database, series_key)

    def thumbnail_pixels(self, series_key: str) -> thumbnails.Pixels | None:
        """The same as (j, i) or (j, i, 3) uint8."""
        kept = self.thumbnail(series_key)
        return None if kept is None else thumbnails.decode_thumbnail(kept)

    def store_thumbnail(self, series_key: str, pixels: thumbnails.Pixels) -> Thumbnail:
        """Keep a small picture: (j, i) or (j, i, 3) uint8."""
        return thumbnails.store_thumbnail(self.database, series_key, pixels)

    def index(
        self,
        paths: Sequence[Path],
        report: ProgressReport = ignore_progress,
        cancelled: CancelCheck = never_cancelled,
        on_rows: OnRows = ignore_rows,
    ) -> IndexSummary:
        """Enter folders, files and DICOMDIRs in place; archives are imported by copy.

        ``on_rows`` hears study keys after each commit, from this thread. Raises
        OperationCancelled within 0.2 s of the wish; rows committed until then stay.
        """
        run = IndexRun(self.database, self.pool, report, cancelled, on_rows)
        plan = plan_in_place([path.absolute() for path in paths], self.pool, run.notes.append)
        for source in plan.sources:
            self._remember_source(source)
        summary = run.run(plan.roots)
        if plan.archives:
            copied = import_copies(
                self._copy_run(report, cancelled, on_rows), self.home, plan.archives
            )
            summary = combined(summary, copied)
        self._bring_back(summary.study_keys)
        return summary

    def import_copies(
        self,
        paths: Sequence[Path],
        report: ProgressReport = ignore_progress,
        cancelled: CancelCheck = never_cancelled,
        on_rows: OnRows = ignore_rows,
    ) -> IndexSummary:
        """Copy folders, files, archives and DICOMDIRs' files into the library, then enter them."""
        run = self._copy_run(report, cancelled, on_rows)
        summary = import_copies(run, self.home, [path.absolute() for path in paths])
        self._bring_back(summary.study_keys)
        return summary

    def rescan(
        self,
        report: ProgressReport = ignore_progress,
        cancelled: CancelCheck = never_cancelled,
        on_rows: OnRows = ignore_rows,
    ) -> IndexSummary:
        """Look at every known folder again: what is new, changed, moved or missing."""
        sources = self.sources()
        reachable = [root for root in sources if root.exists()]
        away = [root for root in sources if root not in reachable]
        missing = 0
        with self.database.writing() as connection:
            for root in away:
                count, studies = mark_root_missing(connection, root)
                refresh_studies(connection, studies)
                missing += count
        run = IndexRun(self.database, self.pool, report, cancelled, on_rows)
        run.notes += [f"{root} cannot be reached; its studies are marked missing." for root in away]
        run.counts["missing"] = missing
        roots: list[Path] = []
        for source in reachable:
            try:
                roots += plan_in_place([source], self.pool, run.notes.append).roots
            except InputError as error:  # a DICOMDIR that was damaged since
                run.notes.append(str(error))
        return run.run(roots)

    def sources(self) -> list[Path]:
        """Folders and files entered in place, and the folder of copies once there is one."""
        with self.database.reading() as connection:
            rows = connection.execute("SELECT path FROM sources ORDER BY path").fetchall()
        paths = [Path(os.fsdecode(row[0])) for row in rows]
        return [*paths, self.copies] if self.copies.exists() else paths

    def forget(self, study_key: str) -> None:
        """Take the study off the list; its files and annotations stay (see ``bring_back``)."""
        with self.journal.transaction() as writer:
            writer.act("forgotten", {"study_key": study_key})

    def bring_back(self, study_key: str) -> None:
        """Undo ``forget``."""
        with self.journal.transaction() as writer:
            writer.act("remembered", {"study_key": study_key})

    def check(self) -> tuple[str, ...]:
        """Sentences about damage in the journal; raises LibraryDamaged for the database."""
        self.database.quick_check()
        return self.journal.check()

    def close(self) -> None:
        """Close the database; the sandbox's children belong to the program."""
        self.database.close()

    def _copy_run(
        self, report: ProgressReport, cancelled: CancelCheck, on_rows: OnRows
    ) -> IndexRun:
        return IndexRun(self.database, self.pool, report, cancelled, on_rows)

    def _remember_source(self, root: Path) -> None:
        known = self.sources()
        if any(root == one or root.is_relative_to(one) for one in known):
            return
        with self.journal.transaction() as writer:
            for one in known:
                if one.is_relative_to(root):
                    writer.act("source-removed", {"path": str(one)})
            writer.act("source", {"path": str(root), "mode": "in-place"})

    def _bring_back(self, study_keys: Sequence[str]) -> None:
        with self.database.reading() as connection:
            forgotten = {row[0] for row in connection.execute("SELECT study_key FROM forgotten")}
        for study_key in study_keys:
            if study_key in forgotten:
                self.bring_back(study_key)


def combined(first: IndexSummary, second: IndexSummary) -> IndexSummary:
    """Two runs as one."""
    counts = {
        name: getattr(first, name) + getattr(second, name)
        for name in IndexSummary.__dataclass_fields__
        if name not in ("first_rows_seconds", "study_keys", "notes")
    }
    early = [s.first_rows_seconds for s in (first, second) if s.first_rows_seconds is not None]
    return IndexSummary(
        **counts,
        first_rows_seconds=min(early, default=None),
        notes=first.notes + second.notes,
        study_keys=tuple(dict.fromkeys(first.study_keys + second.study_keys)),
    )


def _make_private(home: Path) -> None:
    """The folder holds patient data: for its owner alone."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise LibraryUnusable(
            f"The data folder {home} cannot be made: {error.strerror}."
        ) from error
