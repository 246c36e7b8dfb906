"""Whatever becomes of the model process, the run ends with a sentence and the next one works."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from inference.engine.events import Cancelled, Event, Failed, Finished, Progress, Started
from inference.engine.request import InferenceRequest
from inference.imaging.geometry import Geometry
from inference.imaging.volume import Volume
from viewer.jobs.model_process import ModelProcess
from viewer.jobs.model_runner import ModelRunner, Patience

FAKES = "tests.unit.jobs.fake_runs"


@pytest.fixture(scope="module")
def process() -> Iterator[ModelProcess]:
    process = ModelProcess(f"{FAKES}:run", f"{FAKES}:warm")
    yield process
    process.kill()


def ask(action: str, size: int = 64) -> InferenceRequest:
    array = np.zeros((4, size, size), np.int16)
    array[1, 3:6, 2] = 200
    return InferenceRequest("r1", "token", action, Volume(array, Geometry(array.shape, np.eye(4))))


def events_of(
    process: ModelProcess,
    request: InferenceRequest,
    patience: Patience | None = None,
    cancel_on: str = "",
) -> list[Event]:
    """All events of a run; with ``cancel_on`` it is cancelled once that stage was told."""
    events: list[Event] = []

    def cancelled() -> bool:
        stages = [event.stage for event in events if isinstance(event, Progress)]
        return bool(cancel_on) and cancel_on in stages

    ModelRunner(process, patience).run(request, events.append, cancelled)
    last = [event for event in events if isinstance(event, Finished | Failed | Cancelled)]
    assert len(last) == 1 and events[-1] is last[0]
    assert all((event.request_id, event.study_token) == ("r1", "token") for event in events)
    return events


def assert_works(process: ModelProcess) -> None:
    assert isinstance(events_of(process, ask("threshold"))[-1], Finished)


def shared_blocks() -> list[str]:
    folder = Path("/dev/shm")
    return [p.name for p in folder.glob(f"radlens{os.getpid()}x*")] if folder.exists() else []


def test_a_result_comes_back_whole_from_a_polite_process(process: ModelProcess) -> None:
    request = ask("threshold", 512)
    events = events_of(process, request)
    assert any(isinstance(event, Started) for event in events)
    finished = events[-1]
    assert isinstance(finished, Finished)
    mask = finished.result.label_maps[0]
    assert np.array_equal(mask.array, np.asarray(request.volume.array) > 100)
    assert not mask.array.flags.writeable
    pid, niceness = finished.result.provenance.device.split(" nice ")
    assert int(pid) == process.pid != os.getpid()
    assert int(niceness) >= 10
    assert shared_blocks() == []


def test_the_process_stays_for_the_next_run(process: ModelProcess) -> None:
    assert_works(process)
    first = process.pid
    assert_works(process)
    assert process.pid == first


def test_a_failure_is_told_and_the_process_lives_on(process: ModelProcess) -> None:
    assert_works(process)
    first = process.pid
    failed = events_of(process, ask("fail"))[-1]
    assert isinstance(failed, Failed) and failed.message == "The series is empty."
    assert_works(process)
    assert process.pid == first


def test_a_run_that_ends_without_a_word_is_a_failure(process: ModelProcess) -> None:
    failed = events_of(process, ask("say_nothing"))[-1]
    assert isinstance(failed, Failed) and "without a result" in failed.message
    assert_works(process)


@pytest.mark.parametrize(
    ("action", "words"), [("exhaust", "signal 9, probably because memory"), ("leave", "code 7")]
)
def test_a_dead_process_is_told_and_replaced(
    process: ModelProcess, action: str, words: str
) -> None:
    failed = events_of(process, ask(action, 512))[-1]
    assert isinstance(failed, Failed) and words in failed.message
    assert shared_blocks() == []
    assert_works(process)


def test_cancelling_an_obedient_run_keeps_the_process(process: ModelProcess) -> None:
    assert_works(process)
    first = process.pid
    events = events_of(process, ask("obey"), Patience(cancel=30), cancel_on="obeying")
    assert isinstance(events[-1], Cancelled)
    assert process.pid == first


def test_cancelling_a_deaf_run_kills_it_within_its_patience(process: ModelProcess) -> None:
    assert_works(process)
    first = process.pid
    events: list[Event] = []
    times: list[float] = []

    def emit(event: Event) -> None:
        events.append(event)
        times.append(time.monotonic())

    ModelRunner(process).run(
        ask("hang"), emit, lambda: any(getattr(e, "stage", "") == "hanging" for e in events)
    )
    assert isinstance(events[-1], Cancelled)
    asked = next(i for i, event in enumerate(events) if getattr(event, "stage", "") == "hanging")
    assert times[-1] - times[asked] < 5  # half a second by design; loose for a busy machine
    assert first is not None and not psutil.pid_exists(first)
    assert_works(process)


def test_a_run_that_tells_every_quick_step_can_be_cancelled(process: ModelProcess) -> None:
    """Its events come without a pause in which one would look for the wish to stop."""
    assert_works(process)
    events = events_of(process, ask("chatter"), Patience(cancel=30), cancel_on="chattering")
    assert isinstance(events[-1], Cancelled)
    assert len(events) < 2_000
    assert_works(process)


def test_a_frozen_process_is_named_at_once_and_then_replaced(process: ModelProcess) -> None:
    events = events_of(process, ask("freeze"), Patience(silent=0.5, frozen=1.5))
    assert any(isinstance(e, Progress) and "does not answer" in e.stage for e in events)
    failed = events[-1]
    assert isinstance(failed, Failed) and "no sign of life" in failed.message
    assert_works(process)


def test_a_model_that_takes_long_to_load_is_not_taken_for_a_frozen_process(
    process: ModelProcess,
) -> None:
    events = events_of(process, ask("load_slowly"), Patience(silent=0.5, frozen=4.0))
    assert isinstance(events[-1], Finished)


def test_a_run_without_progress_is_ended(process: ModelProcess) -> None:
    failed = events_of(process, ask("hang"), Patience(stalled=1.0))[-1]
    assert isinstance(failed, Failed) and "no progress" in failed.message
    assert_works(process)


def test_warming_a_broken_model_leaves_the_process_usable(process: ModelProcess) -> None:
    ModelRunner(process).warm("broken")
    assert_works(process)
