"""DICOM objects beside a series: read in the background, shown as its layers."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from inference.imaging.errors import InputError
from inference.imaging.label_map import LabelMap
from inference.reading.entry import ObjectEntry, SeriesEntry
from inference.reading.objects.content import ObjectContent
from viewer.controllers.key_images import key_image_findings
from viewer.controllers.presentation_marks import marks_of, windows_of
from viewer.controllers.session import Session
from viewer.state.facts import ObjectRead
from viewer.state.view_state import OpenSeries, ViewState

LOG = logging.getLogger(__name__)
SHOWN_KINDS = ("SEG", "PARAMETRIC_MAP", "SR", "RTSTRUCT", "KEY_OBJECTS", "GSPS")
OF_EACH_SERIES = ("KEY_OBJECTS", "GSPS")  # may point at pictures of several series
ReadObject = Callable[[ObjectEntry, SeriesEntry], ObjectContent]
ReadOverlays = Callable[[SeriesEntry], tuple[LabelMap, ...]]


class ObjectsController(QObject):
    """Reads each object that belongs to a series once that series is wholly here."""

    _read = Signal(str, str, object)  # study token, series id, content
    _overlays_read = Signal(str, str, object)  # study token, series id, label maps
    _failed = Signal(str)

    def __init__(
        self,
        session: Session,
        read: ReadObject | None = None,
        read_planes: ReadOverlays | None = None,
    ) -> None:
        super().__init__()
        self._session = session
        self._reader = read or read_in_child
        self._overlay_reader = read_planes or read_overlays_in_child
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="objects")
        self._asked: set[tuple[str, str]] = set()
        self._seen: tuple[object, ...] = ()
        self._read.connect(self._show)
        self._overlays_read.connect(self._show_overlays)
        self._failed.connect(self._tell)
        session.state_changed.connect(self._follow)

    def close(self) -> None:
        """Read no more; what still changes in the window is not followed."""
        self._session.state_changed.disconnect(self._follow)
        self._thread.shutdown(cancel_futures=True)

    @Slot(object)
    def _follow(self, state: ViewState) -> None:
        seen = (state.open_series, state.shelf.objects, state.study_token)
        if all(new is old for new, old in zip(seen, self._seen or (None,) * 3, strict=True)):
            return
        self._seen = seen
        for series in state.open_series.values():
            if series.complete:
                self._ask(state, series)

    def _ask(self, state: ViewState, series: OpenSeries) -> None:
        """Everything that belongs to a series, each once; its own overlays last."""
        token, source = state.study_token, series.entry
        for entry in state.shelf.objects:
            if belongs(entry, series) and self._is_new(token, _name(entry, source)):
                self._thread.submit(self._work, partial(self._read_object, token, entry, source))
        if source.format.startswith("dicom") and self._is_new(token, source.id):
            self._thread.submit(self._work, partial(self._read_overlays, token, source))

    def _read_object(self, token: str, entry: ObjectEntry, source: SeriesEntry) -> None:
        content = self._reader(entry, source)
        marked = key_image_findings(content, source)
        self._read.emit(token, source.id, replace(content, findings=content.findings + marked))

        wished = content.presentation
        left_out = 0 if wished is None else marks_of(wished, source)[1]
        if left_out:
            self._failed.emit(
                f"{entry.path.name} has {left_out} annotations without a certain place in the "
                "picture; they are not shown."
            )

    def _read_overlays(self, token: str, source: SeriesEntry) -> None:
        self._overlays_read.emit(token, source.id, self._overlay_reader(source))

    def _is_new(self, token: str, name: str) -> bool:
        new = (token, name) not in self._asked
        self._asked.add((token, name))
        return new

    def _work(self, work: Callable[[], None]) -> None:
        try:
            work()
        except InputError as error:
            self._failed.emit(str(error))
        except Exception as error:  # a fault of our own: told to the user, never swallowed
            LOG.exception("reading an object failed")
            self._failed.emit(f"A result could not be read: a fault in the program ({error!r}).")

    @Slot(str, str, object)
    def _show_overlays(self, token: str, series_id: str, planes: tuple[LabelMap, ...]) -> None:
        if planes:
            self._session.dispatch(ObjectRead(token, series_id, "overlays", overlays=planes))

    @Slot(str, str, object)
    def _show(self, token: str, series_id: str, content: ObjectContent) -> None:
        series = self._session.state.open_series.get(series_id)
        wished = content.presentation
        self._session.dispatch(
            ObjectRead(
                token,
                series_id,
                (wished.label if wished is not None else "") or content.entry.path.stem,
                content.label_maps,
                content.heatmaps,
                content.findings,
                content.contours,
                marks_of(wished, series.entry)[0] if wished and series else (),
                windows_of(wished, series.entry) if wished and series else (),
            )
        )

    @Slot(str)
    def _tell(self, sentence: str) -> None:
        self._session.tell("warning", sentence, "The pictures themselves are shown.")


def belongs(entry: ObjectEntry, series: OpenSeries) -> bool:
    """Whether an object of a kind that is shown names the series, or lies in its space."""
    if entry.kind not in SHOWN_KINDS:
        return False
    if entry.referenced_series_uids:
        return series.volume.series_uid in entry.referenced_series_uids
    frame = series.volume.geometry.frame_of_reference_uid
    return bool(frame) and entry.frame_of_reference_uid == frame


def _name(entry: ObjectEntry, source: SeriesEntry) -> str:
    """What is read once: an object, or its part that is about one series."""
    return f"{entry.path} {source.id}" if entry.kind in OF_EACH_SERIES else str(entry.path)


def read_in_child(entry: ObjectEntry, source: SeriesEntry) -> ObjectContent:
    """Untrusted files are parsed where they can be killed."""
    from inference.reading.sandbox import default_pool

    return default_pool().read_object(entry, source)


def read_overlays_in_child(source: SeriesEntry) -> tuple[LabelMap, ...]:
    """The 60xx planes of a series' own files."""
    from inference.reading.sandbox import default_pool

    return default_pool().read_overlays(source)
