"""Thumbnails that the library holds are shown at once; new ones are kept there."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from viewer.controllers.session import Session
from viewer.library.keys import series_key
from viewer.library.library import Library
from viewer.state.facts import ThumbnailMade
from viewer.state.view_state import ViewState

Ask = Callable[[Callable[[Library], None]], None]


class KeptThumbnails(QObject):
    """Follows the open study; the pictures of others are kept already."""

    found = Signal(str, object)  # series id, pixels

    def __init__(self, session: Session, ask: Ask, library_key: Callable[[ViewState], str]) -> None:
        super().__init__()
        self._session = session
        self._ask = ask
        self._library_key = library_key
        self._token = ""
        self._kept: set[str] = set()
        self.found.connect(self._show)
        session.state_changed.connect(self.follow)

    @Slot(object)
    def follow(self, state: ViewState) -> None:
        """Fetch what is kept of a study just opened; keep what was drawn since."""
        study = next((s for s in state.shelf.studies if s.key == state.study_key), None)
        key = self._library_key(state) if study is not None else ""
        if study is None or not key:
            return
        thumbnails = state.shelf.thumbnails
        ids = [entry.id for entry in study.series]
        if state.study_token != self._token:
            self._token = state.study_token
            wanted = [one for one in ids if one not in thumbnails]
            self._ask(lambda library: self._load(library, key, wanted))
        for one in ids:
            if one in thumbnails and one not in self._kept:
                self._kept.add(one)
                self._keep(key, one, thumbnails[one])

    def _load(self, library: Library, study_key: str, series_ids: Sequence[str]) -> None:
        for one in series_ids:
            pixels = library.thumbnail_pixels(series_key(study_key, one))
            if pixels is not None:
                self.found.emit(one, pixels)

    def _keep(self, study_key: str, series_id: str, pixels: NDArray[np.uint8]) -> None:
        def store(library: Library) -> None:
            library.store_thumbnail(series_key(study_key, series_id), pixels)

        self._ask(store)

    @Slot(str, object)
    def _show(self, series_id: str, pixels: NDArray[np.uint8]) -> None:
        if series_id not in self._session.state.shelf.thumbnails:
            self._kept.add(series_id)
            self._session.dispatch(ThumbnailMade(series_id, pixels))
