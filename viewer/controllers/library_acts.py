"""Long work on the library, told and stopped in Jobs: looking again, copying studies in."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.progress import CancelCheck, ProgressReport, ignore_progress
from inference.imaging.volume import Volume
from inference.reading.entry import SeriesEntry
from viewer.controllers.session import Session
from viewer.library.dataset_export import choice_of, export_dataset
from viewer.library.library import Library
from viewer.library.reader import LibraryReader
from viewer.library.rows import IndexSummary
from viewer.state.facts import DatasetExported, JobMoved
from viewer.state.jobs import Job
from viewer.state.library_intents import CopyIntoLibrary, ExportDataset, RescanLibrary

LOG = logging.getLogger(__name__)
Act = Callable[[Library, ProgressReport, CancelCheck], str]


class LibraryActs(QObject):
    """One act at a time, in a thread of its own; the list follows by the reader's ``on_rows``.

    ``keep_open_study`` writes down what is reviewed in the open study, before an export.
    """

    _moved = Signal(object)  # Job
    _exported = Signal(str)  # folder

    def __init__(
        self, session: Session, reader: LibraryReader, keep_open_study: Callable[[], None]
    ) -> None:
        super().__init__()
        self._keep_open_study = keep_open_study
        self._session = session
        self._reader = reader
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="library-acts")
        self._numbers = count(1)
        self._stops: dict[str, threading.Event] = {}
        self._moved.connect(self._show)
        self._exported.connect(lambda folder: session.dispatch(DatasetExported(folder)))
        session.handle(RescanLibrary, lambda _: self._begin("library", _look_again))
        session.handle(CopyIntoLibrary, self._copy)
        session.handle(ExportDataset, self._export)

    def cancel(self, job_id: str) -> None:
        """Stop an act, if that is what the job is; what was entered so far stays."""
        if job_id in self._stops:
            self._stops[job_id].set()

    def close(self) -> None:
        """Stop what runs and wait for its end."""
        for stop in self._stops.values():
            stop.set()
        self._thread.shutdown()

    def _copy(self, intent: CopyIntoLibrary) -> None:
        names = ", ".join(path.name or str(path) for path in intent.paths[:2])
        self._begin(names, lambda *how: _copied(intent.paths, *how))

    def _export(self, intent: ExportDataset) -> None:
        self._keep_open_study()
        self._begin(intent.out.name, partial(self._write_dataset, intent))

    def _write_dataset(
        self,
        intent: ExportDataset,
        library: Library,
        report: ProgressReport,
        cancelled: CancelCheck,
    ) -> str:
        """Series are read by the sandbox, as for the pictures."""
        nobody = {"first_k": None, "on_array": None, "on_slice": None}

        def load(entry: SeriesEntry) -> Volume:
            return self._reader.load_volume(
                entry, **nobody, report=ignore_progress, cancelled=cancelled
            )

        choice = choice_of("accepted,edited", "leave-out", intent.layout, label=intent.label)
        facts = export_dataset(library, intent.out, choice, load, report, cancelled)
        self._exported.emit(str(intent.out))
        cases, patients, left = facts["cases"], facts["patients"], facts["left_out"]
        if not left:
            return f"{cases} cases of {patients} patients are in {intent.out}."
        why = " ".join(sorted({str(row["reason"]) for row in left}))
        return (
            f"{cases} cases of {patients} patients are in {intent.out}; {len(left)} left out: {why}"
        )

    def _begin(self, title: str, act: Act) -> None:
        job = Job(f"library-{next(self._numbers)}", "scan", title, "running", "reading headers")
        self._stops[job.id] = threading.Event()
        self._moved.emit(job)
        self._thread.submit(self._do, job, act)

    def _do(self, job: Job, act: Act) -> None:
        try:
            words = act(
                self._reader.library(), partial(self._report, job), self._stops[job.id].is_set
            )
            self._reader.on_rows()
            self._moved.emit(replace(job, status="done", message=words))
        except OperationCancelled:
            self._moved.emit(replace(job, status="cancelled"))
        except InputError as error:
            self._moved.emit(replace(job, status="failed", message=str(error)))
        except Exception as error:  # a fault of our own: told and logged, never swallowed
            LOG.exception("an act on the library failed")
            words = f"The study library failed ({type(error).__name__}); see the log."
            self._moved.emit(replace(job, status="failed", message=words))

    def _report(self, job: Job, stage: str, fraction: float) -> None:
        self._moved.emit(replace(job, stage=stage, fraction=fraction))

    @Slot(object)
    def _show(self, job: Job) -> None:
        self._session.dispatch(JobMoved(job))
        if not job.alive:
            self._stops.pop(job.id, None)
        if job.status == "failed":
            self._session.tell("error", job.message, key="library")
        elif job.status == "done":
            self._session.tell("note", job.message, key="library")


def summary_words(summary: IndexSummary) -> str:
    """What an act did, in one line; only what is not nothing."""
    counted = {
        f"{summary.files} files": summary.files,
        f"{summary.copied} copied": summary.copied,
        f"{summary.moved} moved": summary.moved,
        f"{summary.missing} missing": summary.missing,
        f"{summary.refused} refused": summary.refused,
    }
    return " · ".join(words for words, number in counted.items() if number) or "0 files"


def _look_again(library: Library, report: ProgressReport, cancelled: CancelCheck) -> str:
    return summary_words(library.rescan(report, cancelled))


def _copied(
    paths: tuple[Path, ...], library: Library, report: ProgressReport, cancelled: CancelCheck
) -> str:
    return summary_words(library.import_copies(paths, report, cancelled))
