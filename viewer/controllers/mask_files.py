"""A mask that a person has in a file: read in the background, laid over the active series."""

import hashlib
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from inference.imaging.errors import InputError
from inference.imaging.finding import Finding
from inference.imaging.label_map import LabelMap
from inference.imaging.volume import Volume
from viewer.controllers.session import Session
from viewer.state.intents import ShowTab
from viewer.state.layers import MaskLayer
from viewer.state.mask_edit_facts import MaskPainted
from viewer.state.mask_edits import DRAWN
from viewer.state.mask_files import mask_from_file
from viewer.state.messages import MessageLevel
from viewer.state.result_intents import LoadMask

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class _Read:
    """A layer with its findings, of the study and series that it was asked for."""

    study_token: str
    series_id: str
    layer: MaskLayer
    findings: tuple[Finding, ...]
    words: str


class MaskFiles(QObject):
    """The file's parts are findings that wait for a verdict: a file alone makes no truth."""

    _read = Signal(object)  # _Read
    _failed = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="mask-files")
        self._read.connect(self._show)
        self._failed.connect(lambda words: session.tell("error", words, key="mask-file"))
        session.handle(LoadMask, self._load)

    def _load(self, intent: LoadMask) -> None:
        state = self._session.state
        series = state.active_series
        if series is None:
            return
        if not series.complete:
            self._session.tell("error", "The series is still being read; load the mask after that.")
            return
        self._thread.submit(
            self._work, intent.path, series.volume, state.study_token, series.entry.id
        )

    def _work(self, path: Path, scan: Volume, token: str, series_id: str) -> None:
        try:
            self._read.emit(_layer_of(path, scan, token, series_id))
        except InputError as error:
            self._failed.emit(str(error))
        except Exception as error:  # a fault of our own: told and logged, never swallowed
            LOG.exception("reading a mask failed")
            self._failed.emit(f"{path.name} cannot be read: a fault in the program ({error!r}).")

    @Slot(object)
    def _show(self, read: _Read) -> None:
        state = self._session.state
        if read.study_token != state.study_token:
            return
        findings = (*state.results.findings, *read.findings)
        first = read.layer.label_map.segments[0].id
        fact = MaskPainted(read.study_token, read.layer, first, read.series_id, 0, 0, findings)
        self._session.dispatch(fact)
        self._session.dispatch(ShowTab("findings"))
        laid = f"{read.layer.file} is laid over the series."
        judge = f"Accept or reject each of its parts ({len(read.findings)}); Shift+A accepts all."
        level: MessageLevel = "warning" if read.words else "note"
        words = " ".join(part for part in (laid, judge, read.words) if part)
        self._session.tell(level, words, key="mask-file")


def _layer_of(path: Path, scan: Volume, token: str, series_id: str) -> _Read:
    """In the thread; untrusted files are parsed where they can be killed."""
    from inference.reading.sandbox import default_pool

    found = default_pool().scan_paths([path])
    if len(found.series) != 1:
        reasons = [refusal.message for refusal in found.refused]
        raise InputError(reasons[0] if reasons else f"{path.name} holds no single image.")
    label_map, words = mask_from_file(default_pool().load_volume(found.series[0]), path, scan)
    owner = f"{DRAWN}{uuid4().hex[:8]}"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    layer = MaskLayer(f"{owner}/mask0", label_map, file=path.name, file_sha256=digest)
    return _Read(token, series_id, layer, _findings(owner, label_map), words)


def _findings(owner: str, label_map: LabelMap) -> tuple[Finding, ...]:
    from inference.engine.steps.findings import findings_of

    unscored = np.broadcast_to(np.float32(0), label_map.array.shape)
    made = findings_of(label_map, unscored, False)
    return tuple(replace(one, id=f"{owner}/{one.id}", score=None) for one in made)
