"""Thumbnails: the middle slice of each series of the open study, read when nothing else is."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Slot

from inference.imaging.volume import Volume
from inference.reading.entry import SeriesEntry
from inference.reading.plan import StackPlan
from viewer.controllers.session import Session
from viewer.jobs.read_worker import ReadWorker
from viewer.render.compose import compose
from viewer.render.windows import starting_window
from viewer.state.facts import ThumbnailMade
from viewer.state.planes import fitted_frame
from viewer.state.scene import CornerText, Scene
from viewer.state.view_state import ViewState

SIDE = 128
PREFIX = "thumbnail:"
QUIET_MS = 50


class Thumbnailer(QObject):
    """Asks the reader for one series after another; an open series needs no reading."""

    def __init__(self, session: Session, reader: ReadWorker) -> None:
        super().__init__()
        self._session = session
        self._reader = reader
        self._asked: set[str] = set()
        self._reading = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self._timer.timeout.connect(self._next)
        session.state_changed.connect(self._follow)
        reader.loaded.connect(self._loaded)
        reader.failed.connect(self._ended)
        reader.cancelled.connect(self._ended)

    @Slot(object)
    def _follow(self, state: ViewState) -> None:
        """Wake up when a series of the open study has no picture yet."""
        if not self._reading and not self._timer.isActive() and self._wanted(state):
            self._timer.start()

    def _next(self) -> None:
        state = self._session.state
        entry = self._wanted(state)
        if entry is None or self._reading:
            return
        opened = state.open_series.get(entry.id)
        if opened is not None and opened.complete:
            self._keep(entry.id, opened.volume)
        elif any(job.alive and job.kind in ("scan", "load") for job in state.jobs):
            self._timer.start()
        else:
            self._asked.add(entry.id)
            self._reading = PREFIX + entry.id
            self._reader.load(self._reading, one_slice(entry))

    @Slot(str, object)
    def _loaded(self, token: str, volume: Volume) -> None:
        if token == self._reading:
            self._reading = ""
            self._keep(token.removeprefix(PREFIX), volume)

    @Slot(str)
    def _ended(self, token: str, *_: str) -> None:
        if token == self._reading:
            self._reading = ""
            self._follow(self._session.state)

    def _keep(self, series_id: str, volume: Volume) -> None:
        self._asked.add(series_id)
        self._session.dispatch(ThumbnailMade(series_id, thumbnail_of(volume)))

    def _wanted(self, state: ViewState) -> SeriesEntry | None:
        study = next((s for s in state.shelf.studies if s.key == state.study_key), None)
        for entry in study.series if study else ():
            if entry.id not in state.shelf.thumbnails and entry.id not in self._asked:
                return entry
        return None


def one_slice(entry: SeriesEntry) -> SeriesEntry:
    """The middle slice of a DICOM series alone; other formats are read whole."""
    if not isinstance(entry.plan, StackPlan) or entry.geometry.shape_kji[0] < 2:
        return entry
    geometry = entry.geometry
    k = (geometry.shape_kji[0] - 1) // 2
    affine = geometry.index_to_lps.copy()
    affine[:3, 3] = geometry.lps_from_index((k, 0, 0))
    return replace(
        entry,
        geometry=geometry.with_shape_and_affine((1, *geometry.shape_kji[1:]), affine),
        files=(entry.plan.slices[k].file.path,),
        plan=replace(entry.plan, slices=(entry.plan.slices[k],)),
    )


def thumbnail_of(volume: Volume) -> NDArray[np.uint8]:
    """(128, 128) grey of the middle slice, as its series would open."""
    frame = fitted_frame(volume.geometry, "acquisition", (SIDE, SIDE))
    scene = Scene(
        volume=volume,
        frame=frame,
        window=starting_window(volume),
        corner_text=CornerText(),
        show_letters=False,
        show_scale_bar=False,
        show_overlays=False,
    )
    return np.ascontiguousarray(compose(scene)[:, :, 1])
