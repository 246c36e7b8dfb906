"""The library behind the list: search as typed, a listed study's series, drawings kept."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from inference.imaging.errors import InputError
from inference.reading.entry import Refusal, SeriesEntry
from viewer.controllers.kept_drawings import DrawingChanges, KeptDrawings
from viewer.controllers.kept_numbers import KeptNumbers
from viewer.controllers.kept_thumbnails import KeptThumbnails
from viewer.controllers.session import Session
from viewer.library.keys import identify_patient, study_key
from viewer.library.library import Library
from viewer.library.reader import LibraryReader, entries_of
from viewer.library.rows import StudyRow
from viewer.state.facts import DrawingsFound, LabelsKnown, SeriesFound, StudiesListed
from viewer.state.intents import OpenStudyByKey, SearchStudies
from viewer.state.measurements import Measurement
from viewer.state.shelf import Study, StudySummary, stated_key
from viewer.state.shelf import study_key as shelf_key
from viewer.state.study_labels import KIND as LABEL
from viewer.state.view_state import ViewState

LOG = logging.getLogger(__name__)
MOST_LISTED = 5_000
LIST_AGAIN_MS = 300


class LibraryController(QObject):
    """One background thread asks the library; its answers come back by signals.

    What is typed since an answer was asked for makes that answer stale: it is dropped.
    """

    listed = Signal(str, object, int)  # words, (study, its key in the library), number of studies
    fetched = Signal(str, object, object)  # study key of the list, its series, refusals
    drawings = Signal(str, str, object)  # study token, library key, measurements
    labels = Signal(object)  # texts of the labels of all studies
    not_kept = Signal(object)  # ids of measurements that the disk did not take
    warned = Signal(str)
    rows_changed = Signal()

    def __init__(self, session: Session, reader: LibraryReader) -> None:
        super().__init__()
        self._session = session
        self._reader = reader
        self._asker = ThreadPoolExecutor(1, thread_name_prefix="library")
        self._keys: dict[str, str] = {}  # key on the shelf -> key in the library
        self._kept = KeptDrawings()
        self._closed = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(LIST_AGAIN_MS)
        self._again.timeout.connect(self._list)
        self.listed.connect(self._show_list)
        self.fetched.connect(self._show_series)
        self.drawings.connect(self._show_drawings)
        self.labels.connect(lambda texts: session.dispatch(LabelsKnown(texts)))
        self.not_kept.connect(self._try_again)
        self.warned.connect(self._warn)
        self.rows_changed.connect(self._list_soon)
        reader.warn, reader.on_rows = self.warned.emit, self.rows_changed.emit
        session.handle(SearchStudies, lambda _: self._list())
        session.state_changed.connect(self._follow)
        self._thumbnails = KeptThumbnails(session, self._ask, self._library_key)
        self._numbers = KeptNumbers(session, self._ask, self._library_key)

    def start(self) -> None:
        """Open the library, list it and start a reading child, without waiting for any."""
        self._list()
        self._ask(self._tell_labels)
        self._asker.submit(self._reader.warm)

    def fetch(self, shelf_key: str) -> None:
        """Bring the series of a study that is known from the list alone."""
        key = self._keys.get(shelf_key)
        if key is not None:
            self._ask(lambda library: self.fetched.emit(shelf_key, *entries_of(library, key)))

    def close(self) -> None:
        """Finish what is asked for (drawings are being kept), then close the library."""
        self._again.stop()
        self._closed = True
        self._asker.shutdown()
        self._reader.close()

    @Slot()
    def _list(self) -> None:
        words = self._session.state.shelf.search

        def search(library: Library) -> None:
            rows = library.search(words, MOST_LISTED)
            found = [(study, row.key) for row in rows for study in listed_studies(library, row)]
            self.listed.emit(words, found, library.count())

        self._ask(search)

    @Slot()
    def _list_soon(self) -> None:
        if not self._again.isActive():
            self._again.start()

    @Slot(str, object, int)
    def _show_list(self, words: str, found: list[tuple[Study, str]], in_library: int) -> None:
        if words != self._session.state.shelf.search:
            return
        studies = tuple(study for study, _ in found)
        self._keys |= {study.key: key for study, key in found}
        self._session.dispatch(StudiesListed(words, studies, in_library))
        self._follow(self._session.state)

    @Slot(str, object, object)
    def _show_series(
        self, shelf_key: str, series: list[SeriesEntry], refused: list[Refusal]
    ) -> None:
        if refused:
            self._warn(refused[0].message)
        if series:
            self._session.dispatch(SeriesFound(tuple(series), tuple(refused)))
            self._session.dispatch(OpenStudyByKey(shelf_key))

    @Slot(object)
    def _follow(self, state: ViewState) -> None:
        """Fetch what was drawn on the studies in view, once each; keep what is drawn now."""
        token = state.study_token
        if not token:
            return
        keys = [self._library_key(state), *map(self._entry_key, _entries_in_view(state))]
        for key in self._kept.to_fetch(token, keys):
            self._ask(partial(self._fetch_drawings, token=token, study_key=key))
        for change in self._kept.changes(token, state.drawings.items, self._drawn_in):
            self._ask(partial(self._keep, change=change))

    @Slot(str, str, object)
    def _show_drawings(self, token: str, study_key: str, items: tuple[Measurement, ...]) -> None:
        if token == self._session.state.study_token:
            self._kept.found(study_key, items)
            self._session.dispatch(DrawingsFound(token, items))

    def _fetch_drawings(self, library: Library, token: str, study_key: str) -> None:
        """Of a study that the library holds; those of others (the demo) are not kept."""
        if library.study(study_key) is not None:
            self.drawings.emit(token, study_key, drawn_on(library, study_key))

    def _keep(self, library: Library, change: DrawingChanges) -> None:
        """Write what was drawn or changed, and take out what was deleted."""
        try:
            for measurement in change.changed:
                library.annotations.put(change.study_key, measurement)
            for measurement_id in change.gone:
                library.annotations.delete(measurement_id, "")
        except InputError:
            self.not_kept.emit(tuple(measurement.id for measurement in change.changed))
            raise

        if any(measurement.kind == LABEL for measurement in change.changed):
            self._tell_labels(library)

    def _tell_labels(self, library: Library) -> None:
        kept = library.annotations.all_of_kind(LABEL)
        texts = {one.measurement.text for one in kept if one.measurement is not None}
        self.labels.emit(tuple(sorted(texts)))

    def _drawn_in(self, item: Measurement) -> str:
        """The library's key of the study of a measurement's series; else of the open study."""
        state = self._session.state
        entry = state.shelf.entry(item.series_uid)
        return self._library_key(state) if entry is None else self._entry_key(entry)

    def _library_key(self, state: ViewState) -> str:
        """The library's key of the open study; "" when there is none."""
        listed = self._keys.get(state.study_key)
        if listed is not None:
            return listed
        study = next((s for s in state.shelf.studies if s.key == state.study_key), None)
        return "" if study is None else self._entry_key(study.series[0])

    def _entry_key(self, entry: SeriesEntry) -> str:
        """The library's key of a series' study; "" for what is no DICOM file."""
        listed = self._keys.get(shelf_key(entry))
        if listed is not None or not entry.format.startswith("dicom"):
            return listed or ""
        return study_key(identify_patient(entry.info).key, entry.info.study_uid)

    @Slot(object)
    def _try_again(self, names: tuple[str, ...]) -> None:
        self._kept.not_kept(names)

    @Slot(str)
    def _warn(self, sentence: str) -> None:
        self._session.tell("warning", sentence, key="library")

    def _ask(self, question: Callable[[Library], None]) -> None:
        if not self._closed:
            self._asker.submit(self._asked, question)

    def _asked(self, question: Callable[[Library], None]) -> None:
        try:
            question(self._reader.library())
        except InputError as error:
            self.warned.emit(str(error))
        except Exception as error:  # a fault of our own: told and logged, never swallowed
            LOG.exception("the library failed")
            self.warned.emit(f"The study library failed ({type(error).__name__}); see the log.")


def listed_studies(library: Library, row: StudyRow) -> tuple[Study, ...]:
    """A row of the library as the shelf has it: one study.

    Where files name no study the library holds all of one patient's in one row, and the shelf
    each series for itself (``study_key``): nothing proves that they belong together.
    """
    summary = StudySummary(
        row.patient_name,
        row.patient_id,
        row.study_date,
        row.description,
        tuple(row.modalities.split("/")) if row.modalities else (),
        row.series_count,
        missing=row.missing_count > 0 and row.missing_count >= row.image_count,
    )
    if row.study_uid:
        stated = (row.study_uid, row.patient_id, row.issuer, row.patient_name, row.birth_date)
        return (Study(stated_key(*stated), (), summary),)
    return tuple(
        Study(one.entry_id, (), replace(summary, modalities=(one.modality,), series_count=1))
        for one in library.series_of(row.key)
    )


def drawn_on(library: Library, study_key: str) -> tuple[Measurement, ...]:
    """The study's measurements, oldest first."""
    kept = library.annotations.of_study(study_key)
    return tuple(one.measurement for one in kept if one.measurement is not None)


def _entries_in_view(state: ViewState) -> tuple[SeriesEntry, ...]:
    return tuple(series.entry for series in state.open_series.values())
