"""Opening: paths to a shelf of studies, a series to pictures, another study in one instant."""

import logging
from collections.abc import Callable
from itertools import count
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Slot

from inference.imaging.volume import Volume
from inference.reading.entry import Scan, SeriesEntry
from viewer.controllers.loading import Loading, window_of_slice
from viewer.controllers.opening import (
    best_series,
    changed_series,
    middle_slice,
    outdated_words,
    refusal_words,
)
from viewer.controllers.session import Session
from viewer.controllers.words_ahead import draw_series_words
from viewer.jobs.read_worker import ReadWorker
from viewer.render.windows import auto_window, hides_the_picture
from viewer.state.facts import JobMoved, SeriesFound, SeriesLoaded, SlicesArrived, StudyOpened
from viewer.state.hanging_intents import LoadHungSeries
from viewer.state.intents import (
    CloseStudy,
    OpenDemo,
    OpenPaths,
    OpenSeriesById,
    OpenStudyByKey,
    StepSeries,
    StepStack,
)
from viewer.state.jobs import Job
from viewer.state.layouts import LAYOUTS
from viewer.state.shelf import Study, same_patient, study_key
from viewer.state.stacks import are_stacks, stepped_stack

LOG = logging.getLogger(__name__)
SHOW_EVERY_MS = 50


class StudyController(QObject):
    """Decides what is read when; what the reader says of another study is dropped."""

    def __init__(self, session: Session, reader: ReadWorker, demo: Path) -> None:
        super().__init__()
        self._session = session
        self._reader = reader
        self._demo = demo
        self.fetch: Callable[[str], None] = _nobody_keeps  # asks for a study's series
        self.hang_study: Callable[[Study, SeriesEntry], bool] = _no_rule
        self._numbers = count(1)
        self._scans: dict[str, Job] = {}
        self._loads: dict[str, Loading] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(SHOW_EVERY_MS)
        self._timer.timeout.connect(self._show_arrived)
        reader.progress.connect(self._progress)
        reader.scanned.connect(self._scanned)
        reader.volume_started.connect(self._started)
        reader.slice_ready.connect(self._slice)
        reader.loaded.connect(self._loaded)
        reader.failed.connect(self._failed)
        reader.cancelled.connect(self._cancelled)
        session.handle(OpenPaths, self._open_paths)
        session.handle(OpenDemo, lambda _: self._open_paths(OpenPaths((demo,))))
        session.handle(OpenStudyByKey, self._open_study)
        session.handle(OpenSeriesById, self._open_series)
        session.handle(LoadHungSeries, self._load_hung)
        session.handle(StepSeries, self._step_series)
        session.handle(StepStack, self._step_stack)
        session.handle(CloseStudy, lambda _: self._stop_loading())

    def cancel(self, job_id: str) -> None:
        """Stop a scan or a load, if that is what the job is."""
        self._reader.cancel(job_id)

    def _open_paths(self, intent: OpenPaths) -> None:
        if not intent.paths:
            return
        names = ", ".join(path.name or str(path) for path in intent.paths[:2])
        job = Job(self._token("scan"), "scan", names, "running", "reading headers")
        self._scans[job.id] = job
        self._session.dispatch(JobMoved(job))
        self._reader.scan(job.id, intent.paths)

    def _open_study(self, intent: OpenStudyByKey) -> None:
        studies = self._session.state.shelf.studies
        study = next((s for s in studies if s.key == intent.study_key), None)
        if study is None:
            self.fetch(intent.study_key)
        elif intent.study_key != self._session.state.study_key:
            self._begin(study)

    def _begin(self, study: Study) -> None:
        """Open a study: hung by rule, else its best series as the user likes it."""
        best = best_series(study.series)
        if study.key == self._session.state.study_key:
            self._show(best, None)
            return
        self._stop_loading()
        self._session.dispatch(StudyOpened(study.key, uuid4().hex))
        if not self.hang_study(study, best):
            self._show(best, None)

    def _load_hung(self, intent: LoadHungSeries) -> None:
        """Read what is not here; what is on its way already goes to the panes that wait."""
        state = self._session.state
        for loading in self._loads.values():
            stale = loading.study_token != state.study_token
            if stale or loading.entry.id not in intent.series_ids:
                self._reader.cancel(loading.token)
                loading.dropped = True
            loading.waiting = True
        coming = {one.entry.id for one in self._loads.values() if not one.dropped}
        for series_id in intent.series_ids:
            entry = state.shelf.entry(series_id)
            if entry is not None and series_id not in coming and series_id not in state.open_series:
                self._load(entry, None, state.study_token, waiting=True)

    def _open_series(self, intent: OpenSeriesById) -> None:
        entry = self._session.state.shelf.entry(intent.series_id)
        if entry is not None:
            self._show(entry, intent.pane)

    def _step_series(self, intent: StepSeries) -> None:
        state = self._session.state
        study = state.shelf.study_of(state.active_pane.series_id)
        if study is None:
            return
        ids = [entry.id for entry in study.series]
        index = ids.index(state.active_pane.series_id) + intent.step
        if 0 <= index < len(ids):
            compares = LAYOUTS[state.layout].compare
            self._show(study.series[index], state.active if compares else None)

    def _step_stack(self, intent: StepStack) -> None:
        stack = stepped_stack(self._session.state, intent.step)
        if stack is not None:
            self._show(stack, None)

    def _show(self, entry: SeriesEntry, pane: int | None) -> None:
        key = study_key(entry)
        if key != self._session.state.study_key and not self._stands_beside(entry, pane):
            self._stop_loading()
            self._session.dispatch(StudyOpened(key, uuid4().hex))
        opened = self._session.state.open_series.get(entry.id)
        token = self._session.state.study_token
        if opened is not None and opened.complete:
            volume, slices = opened.volume, opened.slices_loaded
            self._session.dispatch(
                SeriesLoaded(token, entry, volume, slices, opened.automatic, pane)
            )
            return
        self._load(entry, pane, token)

    def _stands_beside(self, entry: SeriesEntry, pane: int | None) -> bool:
        """A prior of the same patient that was put into one view opens beside the study, and so
        does another of its stacks."""
        shown = self._session.state.active_series
        if shown is None or not same_patient(entry.info, shown.entry.info):
            return False
        return pane is not None or are_stacks(shown.entry, entry)

    def _load(
        self, entry: SeriesEntry, pane: int | None, study_token: str, waiting: bool = False
    ) -> None:
        for other in list(self._loads.values()):
            if not waiting and (other.pane == pane or pane is None):
                self._reader.cancel(other.token)
        title = entry.info.series_description or entry.info.modality or entry.files[0].name
        job = Job(self._token("load"), "load", title, "running", "reading", 0.0)
        self._loads[job.id] = Loading(job.id, study_token, entry, pane, job, waiting=waiting)
        self._session.dispatch(JobMoved(job))
        self._reader.load(job.id, entry, middle_slice(entry, self._session.state.cursors))
        draw_series_words(entry, self._session.state.settings)
        self._timer.start()

    def _stop_loading(self) -> None:
        for token in list(self._loads):
            self._reader.cancel(token)

    @Slot(str, object)
    def _scanned(self, token: str, scan: Scan) -> None:
        job = self._scans.pop(token)
        outdated = changed_series(self._session.state, scan)
        self._session.dispatch(SeriesFound(scan.series, scan.refused, scan.objects))
        self._end(job, "done")
        if outdated:
            self._session.dispatch(CloseStudy())
            self._session.tell(*outdated_words(outdated))
        words = refusal_words(scan, job.title)
        if words is not None:
            self._session.tell(*words)
        if scan.series:
            found = {study_key(entry) for entry in scan.series}
            studies = [s for s in self._session.state.shelf.studies if s.key in found]
            self._begin(studies[0])

    @Slot(str, object)
    def _started(self, token: str, volume: Volume) -> None:
        loading = self._loads.get(token)
        if loading is not None:
            loading.volume = volume
            loading.arrived.clear()
            loading.hung = False

    @Slot(str, int)
    def _slice(self, token: str, k: int) -> None:
        loading = self._loads.get(token)
        if loading is None or loading.volume is None:
            return
        loading.arrived.add(k)
        if not loading.hung:
            self._hang(loading, loading.volume, window_of_slice(loading.volume, k))

    @Slot(str, object)
    def _loaded(self, token: str, volume: Volume) -> None:
        loading = self._loads.pop(token, None)
        if loading is None:
            return
        automatic = auto_window(volume)
        loading.arrived = set(range(volume.geometry.shape_kji[0]))
        if not loading.hung:
            self._hang(loading, volume, automatic)
        self._session.dispatch(
            SlicesArrived(
                loading.study_token, loading.entry.id, volume, len(loading.arrived), automatic
            )
        )
        self._end(loading.job, "done")
        _tell_hidden(self._session, volume)

    @Slot(str, str, float)
    def _progress(self, token: str, stage: str, fraction: float) -> None:
        loading = self._loads.get(token)
        job = loading.job if loading is not None else self._scans.get(token)
        if job is not None:
            moved = Job(job.id, job.kind, job.title, "running", stage, fraction)
            self._session.dispatch(JobMoved(moved))

    @Slot(str, str, str)
    def _failed(self, token: str, sentence: str, details: str) -> None:
        job = self._forget(token)
        if job is not None:
            self._end(job, "failed", sentence)
            self._session.tell("error", sentence, _CURE_OURS if details else "", details)

    @Slot(str)
    def _cancelled(self, token: str) -> None:
        job = self._forget(token)
        if job is not None:
            self._end(job, "cancelled")

    def _hang(self, loading: Loading, volume: Volume, automatic: object) -> None:
        loading.hung = True
        self._session.dispatch(
            SeriesLoaded(
                loading.study_token,
                loading.entry,
                volume,
                len(loading.arrived),
                automatic,  # type: ignore[arg-type]
                None if loading.waiting else loading.pane,
                loading.waiting,
            )
        )

    def _show_arrived(self) -> None:
        """A few times a second is often enough to show that slices have come."""
        if not self._loads:
            self._timer.stop()
        for loading in self._loads.values():
            arrived = len(loading.arrived)
            if loading.hung and loading.volume is not None and arrived != loading.told:
                loading.told = arrived
                self._session.dispatch(
                    SlicesArrived(loading.study_token, loading.entry.id, loading.volume, arrived)
                )

    def _forget(self, token: str) -> Job | None:
        loading = self._loads.pop(token, None)
        return loading.job if loading is not None else self._scans.pop(token, None)

    def _end(self, job: Job, status: str, message: str = "") -> None:
        ended = Job(job.id, job.kind, job.title, status, message=message)  # type: ignore[arg-type]
        self._session.dispatch(JobMoved(ended))

    def _token(self, kind: str) -> str:
        return f"{kind}-{next(self._numbers)}"


def _tell_hidden(session: Session, volume: Volume) -> None:
    """A series that its own window shows nearly black is not taken for an empty one."""
    if volume.windows and hides_the_picture(volume.windows[0], volume):
        text = "The file's own window shows hardly anything of this series."
        session.tell("note", text, "Press 0 for an automatic one.", key="window")


def _no_rule(study: Study, opened: SeriesEntry) -> bool:
    """Without rules every study hangs as the user likes it."""
    return False


def _nobody_keeps(study_key: str) -> None:
    """Without a library every study of the list has its series here."""


_CURE_OURS = "This is a fault of the program; the log (Ctrl+L) has the details."
