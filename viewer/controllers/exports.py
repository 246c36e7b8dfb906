"""Saving what is on the screen, and what models found, without holding up the window."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from inference.imaging.errors import InputError
from inference.imaging.result import InferenceResult
from inference.writing.result_folder import Source, write_result
from viewer.controllers.key_image_marks import key_shots
from viewer.controllers.reviewed_results import reviewed_results, with_hash
from viewer.controllers.scenes import scene_of
from viewer.controllers.session import Session
from viewer.controllers.shown_work import objects_shown, results_shown
from viewer.controllers.view_size import SizeOf
from viewer.export.key_images import write_key_images
from viewer.export.screenshot import export_screenshot
from viewer.export.test_pattern import write_test_pattern
from viewer.state.facts import JobMoved
from viewer.state.intents import SaveResults, SaveScreenshot, SaveTestPattern
from viewer.state.jobs import Job
from viewer.state.key_image_intents import SaveKeyImages

LOG = logging.getLogger(__name__)


class ExportController(QObject):
    """Writes files in a thread of its own; tells where they are, or why not."""

    _written = Signal(str, str)  # job, place
    _failed = Signal(str, str, str)  # job, sentence, details

    def __init__(self, session: Session, size_of: SizeOf) -> None:
        super().__init__()
        self._session = session
        self._size_of = size_of
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="export")
        self._numbers = count(1)
        self._jobs: dict[str, Job] = {}
        self._written.connect(self._done)
        self._failed.connect(self._undone)
        session.handle(SaveScreenshot, self._screenshot)
        session.handle(SaveResults, self._results)
        session.handle(SaveKeyImages, self._key_images)
        session.handle(SaveTestPattern, self._test_pattern)

    def close(self) -> None:
        """Finish what is being written."""
        self._thread.shutdown()

    def _screenshot(self, intent: SaveScreenshot) -> None:
        state = self._session.state
        alone = state.active if state.enlarged is None else state.enlarged
        panes = range(len(state.panes)) if intent.all_views else [alone]
        sizes = {pane: self._size_of(pane) for pane in panes}
        found = {pane: scene_of(state, pane, size) for pane, size in sizes.items()}
        scenes = [scene for scene in found.values() if scene is not None]
        corners = [(sizes[p].left, sizes[p].top) for p, scene in found.items() if scene is not None]
        views = {pane: scene for pane, scene in found.items() if scene is not None}
        results, objects = results_shown(state, views), objects_shown(state, views)
        self._begin(
            intent.path.name,
            lambda: export_screenshot(
                scenes,
                intent.path,
                results=results,
                identity=intent.with_identity,
                corners_xy=corners,
                objects=objects if objects.drawn else None,
            ),
        )

    def _results(self, intent: SaveResults) -> None:
        for result, source in reviewed_results(self._session.state):
            if source is None:
                self._session.tell("warning", "Hang the result's series again to save it.")
                continue
            folder = intent.folder / f"{result.provenance.model_id}-{result.request_id[:14]}"
            self._begin(folder.name, partial(_write_result, result, source, folder))

    def _key_images(self, intent: SaveKeyImages) -> None:
        shots, missing = key_shots(self._session.state)
        if missing:
            names = ", ".join(missing)
            words = f"Hang these series again to save their key images: {names}."
            self._session.tell("warning", words)
        if shots:
            folder, identity = intent.folder, intent.with_identity
            self._begin(folder.name, lambda: write_key_images(shots, folder, identity))

    def _test_pattern(self, intent: SaveTestPattern) -> None:
        self._begin(intent.path.name, lambda: write_test_pattern(intent.path))

    def _begin(self, title: str, write: Callable[[], Path]) -> None:
        job = Job(f"export-{next(self._numbers)}", "export", title, "running", "writing")
        self._jobs[job.id] = job
        self._session.dispatch(JobMoved(job))
        self._thread.submit(self._write, job.id, write)

    def _write(self, job_id: str, write: Callable[[], Path]) -> None:
        try:
            self._written.emit(job_id, str(write()))
        except InputError as error:
            self._failed.emit(job_id, str(error), "")
        except Exception as error:  # a fault of our own: told to the user, never swallowed
            LOG.exception("export failed")
            sentence = f"Writing failed: a fault in the program ({type(error).__name__})."
            self._failed.emit(job_id, sentence, repr(error))

    @Slot(str, str)
    def _done(self, job_id: str, place: str) -> None:
        self._end(job_id, "done", place)
        self._session.tell("note", f"Saved to {place}.", key="saved")

    @Slot(str, str, str)
    def _undone(self, job_id: str, sentence: str, details: str) -> None:
        self._end(job_id, "failed", sentence)
        self._session.tell("error", sentence, "Choose another place and try again.", details)

    def _end(self, job_id: str, status: str, message: str) -> None:
        job = self._jobs.pop(job_id)
        ended = Job(job.id, job.kind, job.title, status, message=message)  # type: ignore[arg-type]
        self._session.dispatch(JobMoved(ended))


def _write_result(result: InferenceResult, source: Source, folder: Path) -> Path:
    write_result(with_hash(result, source), source, folder)
    return folder
