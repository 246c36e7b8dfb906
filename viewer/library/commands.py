"""What the command line says of the library: plain facts, ready for JSON."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from inference.catalog.home import home_folder
from inference.imaging.progress import (
    CancelCheck,
    ProgressReport,
    ignore_progress,
    never_cancelled,
)
from inference.reading.load import load_volume
from viewer.library.dataset_export import ExportChoice, export_dataset
from viewer.library.library import Library
from viewer.library.rebuilding import rebuild
from viewer.library.rows import IndexSummary, SeriesRow, StudyRow

Facts = dict[str, Any]


def index_paths(
    paths: Sequence[Path],
    *,
    copies: bool = False,
    report: ProgressReport = ignore_progress,
    cancelled: CancelCheck = never_cancelled,
    home: Path | None = None,
) -> Facts:
    """Enter paths in place, or copied into the library."""
    with _opened(home) as library:
        enter = library.import_copies if copies else library.index
        return summary_facts(enter(paths, report, cancelled))


def search_library(typed: str, *, limit: int = 500, home: Path | None = None) -> Facts:
    """``{"studies": […]}``: each with its series and their flags."""
    with _opened(home) as library:
        studies = library.search(typed, limit=limit)
        return {
            "count": library.count(typed),
            "studies": [study_facts(study, library.series_of(study.key)) for study in studies],
        }


def rescan_library(
    *,
    report: ProgressReport = ignore_progress,
    cancelled: CancelCheck = never_cancelled,
    home: Path | None = None,
) -> Facts:
    """Look at every known folder again."""
    with _opened(home) as library:
        return summary_facts(library.rescan(report, cancelled))


def rebuild_library(
    *,
    report: ProgressReport = ignore_progress,
    cancelled: CancelCheck = never_cancelled,
    home: Path | None = None,
) -> Facts:
    """Make the library anew from its files and its journal."""
    library, summary = rebuild(home or home_folder(), report, cancelled)
    library.close()
    return summary_facts(summary)


def export_reviewed(
    out: Path,
    choice: ExportChoice,
    *,
    report: ProgressReport = ignore_progress,
    cancelled: CancelCheck = never_cancelled,
    home: Path | None = None,
) -> Facts:
    """Write reviewed studies as training data (see ``export_dataset``)."""
    with _opened(home) as library:
        return export_dataset(library, out, choice, load_volume, report, cancelled)


def check_library(*, home: Path | None = None) -> Facts:
    """``{"problems": […]}`` of the journal; raises LibraryDamaged for the database."""
    with _opened(home) as library:
        return {"studies": library.count(), "problems": list(library.check())}


def summary_facts(summary: IndexSummary) -> Facts:
    """The counts of a run; study keys are left out."""
    facts = asdict(summary)
    facts.pop("study_keys")
    return facts


def study_facts(study: StudyRow, series: Sequence[SeriesRow]) -> Facts:
    """One study in the words of ``radlens info``."""
    return {
        **{name: getattr(study, name) for name in _STUDY},
        "series": [
            {
                **{name: getattr(row, name) for name in _SERIES},
                "shape_kji": list(row.shape_kji),
                "spacing_mm_kji": list(row.spacing_mm_kji),
                "flags": [{"code": flag.code, "message": flag.message} for flag in row.flags],
            }
            for row in series
        ],
    }


_STUDY = (
    "study_uid",
    "patient_name",
    "patient_id",
    "birth_date",
    "study_date",
    "description",
    "modalities",
    "image_count",
    "missing_count",
)
_SERIES = ("series_uid", "modality", "description", "stack_name", "image_count", "missing_count")


@contextmanager
def _opened(home: Path | None) -> Iterator[Library]:
    library = Library(home or home_folder())
    try:
        yield library
    finally:
        library.close()
