"""No result of another study is ever shown, in whatever order things happen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable
from itertools import count

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from inference.engine.events import Cancelled, Event, Failed, Finished, Partial, Progress, Started
from inference.engine.request import InferenceRequest
from tests.unit.state.states import AUTOMATIC, SHAPE, entry, result, volume
from viewer.controllers.inference import InferenceController
from viewer.controllers.session import Session
from viewer.state.facts import ModelsListed, SeriesFound, SeriesLoaded, StudyOpened
from viewer.state.intents import CancelJob, CloseStudy, RunModel
from viewer.state.models import ModelRow
from viewer.state.shelf import study_key
from viewer.state.view_state import ViewState


class RecordingWorker:
    """Takes requests and cancels; its events are sent by the test, in any order."""

    def __init__(self) -> None:
        self.requests: list[InferenceRequest] = []
        self.cancelled: list[str] = []

    def submit(self, request: InferenceRequest) -> None:
        self.requests.append(request)

    def cancel(self, request_id: str) -> None:
        self.cancelled.append(request_id)


class Window:
    """A session with its inference controller, without any widget."""

    def __init__(self, worker: RecordingWorker, new_id: Callable[[], str]) -> None:
        self.session = Session(ViewState(), lambda: "now")
        self.controller = InferenceController(self.session, worker, new_id)
        self.session.handle(CancelJob, lambda intent: self.controller.cancel(intent.job_id))
        self.session.dispatch(ModelsListed((ModelRow("lesions", "Lesions", "t", "1"),)))


class StaleResults(RuleBasedStateMachine):
    """Two windows; studies open and close, models run, events come late, twice or reordered."""

    @initialize()
    def begin(self) -> None:
        numbers = count(1)
        self.worker = RecordingWorker()
        self.windows = [Window(self.worker, lambda: f"request-{next(numbers)}") for _ in range(2)]
        self.tokens = count(1)

    @rule(which=st.integers(0, 1), study=st.integers(1, 3))
    def open_study(self, which: int, study: int) -> None:
        session = self.windows[which].session
        shown = volume()
        found = entry(shown, study=f"study-{study}")
        token = f"token-{next(self.tokens)}"
        session.dispatch(SeriesFound((found,)))
        session.dispatch(StudyOpened(study_key(found), token))
        session.dispatch(SeriesLoaded(token, found, shown, SHAPE[0], AUTOMATIC))

    @rule(which=st.integers(0, 1))
    def close_study(self, which: int) -> None:
        self.windows[which].session.dispatch(CloseStudy())

    @rule(which=st.integers(0, 1))
    def run_model(self, which: int) -> None:
        self.windows[which].session.dispatch(RunModel())

    @precondition(lambda self: self.worker.requests)
    @rule(data=st.data())
    def cancel_a_run(self, data: st.DataObject) -> None:
        request = data.draw(st.sampled_from(self.worker.requests))
        for window in self.windows:
            window.session.dispatch(CancelJob(request.id))

    @precondition(lambda self: self.worker.requests)
    @rule(data=st.data(), kind=st.sampled_from(("started", "progress", "partial", "finished")))
    def an_event_comes(self, data: st.DataObject, kind: str) -> None:
        request = data.draw(st.sampled_from(self.worker.requests))
        self._send(_event(kind, request.id, request.study_token))

    @precondition(lambda self: self.worker.requests)
    @rule(data=st.data(), kind=st.sampled_from(("failed", "cancelled")))
    def a_run_ends_without_a_result(self, data: st.DataObject, kind: str) -> None:
        request = data.draw(st.sampled_from(self.worker.requests))
        self._send(_event(kind, request.id, request.study_token))

    @precondition(lambda self: len(self.worker.requests) > 1)
    @rule(data=st.data())
    def a_result_comes_under_another_requests_name(self, data: st.DataObject) -> None:
        first, second = data.draw(
            st.lists(st.sampled_from(self.worker.requests), min_size=2, max_size=2)
        )
        if first.id == second.id:
            return
        wrong = result(second.id, second.study_token)
        self._send(Finished(first.id, first.study_token, wrong))

    @invariant()
    def every_result_shown_belongs_to_the_open_study(self) -> None:
        asked = {request.id: request for request in getattr(self, "worker", _NONE).requests}
        for window in getattr(self, "windows", ()):
            state = window.session.state
            for placed in state.results.results:
                assert placed.result.study_token == state.study_token
                request = asked[placed.result.request_id]
                assert request.study_token == state.study_token
                assert placed.series_id in state.open_series
                assert state.open_series[placed.series_id].volume is request.volume
            shown = {placed.result.request_id for placed in state.results.results}
            parts = (*state.results.masks, *state.results.findings)
            assert {part.id.split("/")[0] for part in parts} <= shown

    def _send(self, event: Event) -> None:
        for window in self.windows:
            window.controller.take(event)


_NONE = RecordingWorker()


def _event(kind: str, request: str, token: str) -> Event:
    made = result(request, token)
    events: dict[str, Event] = {
        "started": Started(request, token),
        "progress": Progress(request, token, "network", 0.5),
        "partial": Partial(request, token, made),
        "finished": Finished(request, token, made),
        "failed": Failed(request, token, "It failed."),
        "cancelled": Cancelled(request, token),
    }
    return events[kind]


StaleResults.TestCase.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, derandomize=True
)
TestStaleResults = StaleResults.TestCase


def test_a_dropped_result_is_counted_and_logged(caplog: object) -> None:
    worker = RecordingWorker()
    window = Window(worker, lambda: "request-1")
    window.controller.take(Finished("unknown", "t", result("unknown", "t")))
    assert window.controller.dropped == 1
    assert "dropped Finished of request unknown" in caplog.text  # type: ignore[attr-defined]
