"""DICOM objects beside a series: read in the background, shown as its layers."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from inference.imaging.errors import InputError
from inference.imaging.label_map import LabelMap
from inference.reading.entry import ObjectEntry, SeriesEntry
from inference.reading.objects.content import ObjectContent
from viewer.controllers.session import Session
from viewer.state.facts import ObjectRead
from viewer.state.object_layers import belongs, may_hold_overlays, object_read, overlays_read
from viewer.state.view_state import OpenSeries, ViewState

LOG = logging.getLogger(__name__)
OF_EACH_SERIES = ("KEY_OBJECTS", "GSPS")  # may point at pictures of several series
ReadObject = Callable[[ObjectEntry, SeriesEntry], ObjectContent]
ReadOverlays = Callable[[SeriesEntry], tuple[LabelMap, ...]]


class ObjectsController(QObject):
    """Reads each object that belongs to a series once that series is wholly here."""

    _read = Signal(object)  # the fact
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
            if belongs(entry, series.volume) and self._is_new(token, _name(entry, source)):
                self._thread.submit(self._work, partial(self._read_object, token, entry, source))
        if may_hold_overlays(source) and self._is_new(token, source.id):
            self._thread.submit(self._work, partial(self._read_overlays, token, source))

    def _read_object(self, token: str, entry: ObjectEntry, source: SeriesEntry) -> None:
        fact, left_out = object_read(token, source, self._reader(entry, source))
        self._read.emit(fact)
        if left_out:
            self._failed.emit(left_out)

    def _read_overlays(self, token: str, source: SeriesEntry) -> None:
        if planes := self._overlay_reader(source):
            self._read.emit(overlays_read(token, source, planes))

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

    @Slot(object)
    def _show(self, fact: ObjectRead) -> None:
        self._session.dispatch(fact)

    @Slot(str)
    def _tell(self, sentence: str) -> None:
        self._session.tell("warning", sentence, "The pictures themselves are shown.")


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
