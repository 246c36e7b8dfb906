"""Running models: wishes frozen into requests, events into state, stale ones dropped."""

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol
from uuid import uuid4

from PySide6.QtCore import QObject, Slot

from inference.engine.events import (
    Cancelled,
    Event,
    Failed,
    Finished,
    Partial,
    Progress,
    Started,
)
from inference.engine.request import InferenceRequest
from viewer.controllers.session import Session
from viewer.controllers.words_ahead import draw_heatmap_words
from viewer.state.facts import JobMoved, ResultArrived
from viewer.state.intents import RunModel, ShowTab
from viewer.state.jobs import Job
from viewer.state.questions import run_blocked_by

LOG = logging.getLogger(__name__)


class ModelDoor(Protocol):
    """What is needed of the worker that owns the model process."""

    def submit(self, request: InferenceRequest) -> None: ...

    def cancel(self, request_id: str) -> None: ...


class InferenceController(QObject):
    """Knows which request was made for which study; everything else is stale."""

    def __init__(
        self,
        session: Session,
        worker: ModelDoor,
        new_id: Callable[[], str] = lambda: uuid4().hex,
    ) -> None:
        super().__init__()
        self._session = session
        self._worker = worker
        self._new_id = new_id
        self._asked: dict[str, tuple[Job, str]] = {}
        self.dropped = 0
        session.handle(RunModel, self._run)

    def cancel(self, job_id: str) -> None:
        """Stop a run, if that is what the job is."""
        if job_id in self._asked:
            self._worker.cancel(job_id)

    def _run(self, _: RunModel) -> None:
        state = self._session.state
        series, model = state.active_series, state.models.row
        blocked = run_blocked_by(state)
        if series is None or model is None or blocked:
            known = state.models.listed
            missing = "No model is installed." if known else "The models are still being read."
            self._session.tell("warning", blocked or missing, key="run-blocked")
            self._session.dispatch(ShowTab("model"))
            return
        job = Job(self._new_id(), "model", model.name, "waiting", "waiting")
        accepted = frozenset(
            code for series_id, code in state.models.acknowledged if series_id == series.entry.id
        )
        self._asked[job.id] = (job, series.entry.id)
        self._session.dispatch(JobMoved(job))
        self._worker.submit(
            InferenceRequest(
                id=job.id,
                study_token=state.study_token,
                model_id=model.id,
                volume=series.volume,
                explain=state.models.explain,
                acknowledged_flags=accepted,
                override_suitability=state.models.override_suitability,
                options=state.patient.options(model.asks),
            )
        )
        draw_heatmap_words(state.models.explain, state.settings)

    @Slot(object)
    def take(self, event: Event) -> None:
        """One event of the worker. A result of another study than the open one is dropped."""
        asked = self._asked.get(event.request_id)
        if asked is None:
            self._drop(event, "its request is unknown or has ended")
            return
        job, series_id = asked
        if isinstance(event, (Partial, Finished)):
            self._take_result(event, series_id)
        self._move(job, event)
        if isinstance(event, (Finished, Failed, Cancelled)):
            del self._asked[event.request_id]

    def _take_result(self, event: Partial | Finished, series_id: str) -> None:
        token = self._session.state.study_token
        tokens = {event.study_token, event.result.study_token}
        if tokens != {token} or event.result.request_id != event.request_id:
            self._drop(event, "another study is open")
            return
        self._session.dispatch(ResultArrived(event.result, series_id))
        if isinstance(event, Finished):
            self._session.dispatch(ShowTab("findings" if event.result.findings else "layers"))

    def _move(self, job: Job, event: Event) -> None:
        if isinstance(event, Started):
            moved = replace(job, status="running", stage="starting")
        elif isinstance(event, Progress):
            moved = replace(
                job,
                status="running",
                stage=event.stage,
                fraction=event.fraction,
                seconds_left=event.seconds_left,
            )
        elif isinstance(event, Finished):
            stale = event.study_token != self._session.state.study_token
            moved = replace(job, status="done", message="not shown: another study is open" * stale)
        elif isinstance(event, Failed):
            moved = replace(job, status="failed", message=event.message)
            cure = "The log (Ctrl+L) has the details; the next run starts afresh."
            self._session.tell("error", event.message, cure if event.ours else "", event.details)
        elif isinstance(event, Cancelled):
            moved = replace(job, status="cancelled")
        else:
            return
        self._session.dispatch(JobMoved(moved))

    def _drop(self, event: Event, why: str) -> None:
        self.dropped += 1
        LOG.warning("dropped %s of request %s: %s", type(event).__name__, event.request_id, why)
