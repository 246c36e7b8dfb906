"""The pilot: runs a model on what has just been opened, and saves the picture, by itself."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from viewer.controllers.session import Session
from viewer.state.intents import ChooseModel, RunModel, SaveScreenshot
from viewer.state.result_intents import SelectFinding
from viewer.state.view_state import ViewState


class Pilot(QObject):
    """Flies once: ``done("")`` when all is well, else with the sentence that says what is not.

    Each step begins on a turn of the event loop of its own, when the state allows it.
    """

    def __init__(
        self,
        session: Session,
        model_id: str,
        screenshot: Path | None,
        done: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._session = session
        self._model_id = model_id
        self._screenshot = screenshot
        self._done = done
        self._steps = [self._run, self._show, self._save, self._finish]
        if not model_id:
            self._steps = [self._loaded, self._save, self._finish]
        session.state_changed.connect(self._follow)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    @Slot(object)
    def _follow(self, state: ViewState) -> None:
        if self._steps and not self._timer.isActive():
            self._timer.start(0)

    def _go_on(self) -> None:
        """One step further, unless it has to wait; a job that failed ends the flight."""
        state = self._session.state
        failed = [job for job in state.jobs if job.status in ("failed", "cancelled")]
        complaints = [message for message in state.messages if message.level == "error"]
        if self._steps and (failed or complaints):
            self._end(failed[-1].message if failed else complaints[-1].text)
        elif self._steps and self._steps[0]():
            del self._steps[:1]
            self._timer.start(0)

    def _loaded(self) -> bool:
        series = self._session.state.active_series
        return series is not None and series.complete

    def _run(self) -> bool:
        if not self._loaded():
            return False
        known = [row.id for row in self._session.state.models.rows]
        if self._model_id not in known:
            installed = ", ".join(known) or "none"
            self._end(f"There is no model {self._model_id!r}; installed: {installed}.")
            return False
        self._session.dispatch(ChooseModel(self._model_id))
        self._session.dispatch(RunModel())
        return True

    def _show(self) -> bool:
        state = self._session.state
        if not any(job.kind == "model" and job.status == "done" for job in state.jobs):
            return False
        largest = sorted(state.results.findings, key=lambda f: f.volume_ml or 0.0)
        if largest:
            self._session.dispatch(SelectFinding(largest[-1].id))
        return True

    def _save(self) -> bool:
        if self._screenshot is not None:
            self._session.dispatch(SaveScreenshot(self._screenshot, all_views=True))
        return True

    def _finish(self) -> bool:
        jobs = [job for job in self._session.state.jobs if job.kind == "export"]
        if self._screenshot is not None and not any(job.status == "done" for job in jobs):
            return False
        self._end("")
        return True

    def _end(self, sentence: str) -> None:
        self._steps = []
        self._done(sentence)
