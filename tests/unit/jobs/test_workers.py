"""The Qt side of background work: signals arrive in the window's thread, in order, with tokens."""

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from inference.engine.events import Cancelled, Failed, Finished, Progress
from inference.engine.request import InferenceRequest
from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.progress import CancelCheck, ProgressReport, raise_if
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume
from inference.reading.entry import Scan, SeriesEntry
from viewer.jobs.model_process import ModelProcess
from viewer.jobs.model_worker import ModelWorker
from viewer.jobs.read_worker import ReadWorker

FAKES = "tests.unit.jobs.fake_runs"


class Listener(QObject):
    """Keeps what was told and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Any] = []
        self.threads: set[QThread] = set()

    @Slot(object)
    def hear(self, event: object) -> None:
        self.heard.append(event)
        self.threads.add(QThread.currentThread())


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[ModelWorker]:
    worker = ModelWorker(process=ModelProcess(f"{FAKES}:run", f"{FAKES}:warm"))
    yield worker
    worker.close()
    assert worker.isFinished() or not worker.isRunning()


def ask(request_id: str, action: str) -> InferenceRequest:
    array = np.full((2, 4, 4), 200, np.int16)
    volume = Volume(array, Geometry((2, 4, 4), np.eye(4)))
    return InferenceRequest(request_id, "token", action, volume)


def ends(listener: Listener) -> list[tuple[str, type]]:
    return [
        (event.request_id, type(event))
        for event in listener.heard
        if isinstance(event, Finished | Failed | Cancelled)
    ]


def test_requests_run_in_order_and_tell_the_windows_thread(
    qtbot: QtBot, worker: ModelWorker
) -> None:
    listener = Listener()
    worker.told.connect(listener.hear)
    worker.prewarm("threshold")
    worker.submit(ask("a", "threshold"))
    worker.submit(ask("b", "fail"))
    worker.submit(ask("c", "threshold"))
    qtbot.waitUntil(lambda: len(ends(listener)) == 3, timeout=60_000)
    assert ends(listener) == [("a", Finished), ("b", Failed), ("c", Finished)]
    assert listener.threads == {QThread.currentThread()}


def test_cancelling_stops_the_running_and_the_waiting_alone(
    qtbot: QtBot, worker: ModelWorker
) -> None:
    listener = Listener()
    worker.told.connect(listener.hear)
    worker.submit(ask("running", "hang"))
    worker.submit(ask("waiting", "threshold"))
    worker.submit(ask("kept", "threshold"))

    def hangs() -> bool:
        return any(isinstance(e, Progress) and e.stage == "hanging" for e in listener.heard)

    qtbot.waitUntil(hangs, timeout=60_000)
    worker.cancel("waiting")
    worker.cancel("running")
    qtbot.waitUntil(lambda: len(ends(listener)) == 3, timeout=60_000)
    assert ends(listener) == [("running", Cancelled), ("waiting", Cancelled), ("kept", Finished)]


class FakeReader:
    """Fills four slices, one after the other, or waits until it is cancelled."""

    def __init__(self) -> None:
        self.waits = threading.Event()

    def warm(self) -> None:
        self.warmed = True

    def scan_paths(
        self, paths: Sequence[Path], *, report: ProgressReport, cancelled: CancelCheck
    ) -> Scan:
        report("scanning", 1.0)
        if paths[0].name == "missing":
            raise InputError("missing does not exist.")
        if paths[0].name == "fault":
            raise ZeroDivisionError
        return Scan((entry(),))

    def load_volume(
        self,
        entry: SeriesEntry,
        *,
        first_k: int | None,
        on_array: Callable[[NDArray[np.generic]], None] | None,
        on_slice: Callable[[int], None] | None,
        report: ProgressReport,
        cancelled: CancelCheck,
    ) -> Volume:
        assert on_array is not None and on_slice is not None
        array = np.zeros(entry.geometry.shape_kji, np.int16)
        on_array(array)
        for k in (first_k or 0, 3):
            array[k] = k + 1
            on_slice(k)
        while entry.id == "endless":
            self.waits.set()
            raise_if(cancelled)
        return Volume(array, entry.geometry)


def entry(series_id: str = "1.2") -> SeriesEntry:
    info = SeriesInfo(patient_name="A^B", series_uid=series_id)
    return SeriesEntry(series_id, info, Geometry((4, 3, 3), np.eye(4)), "", "int16", "dicom", ())


@pytest.fixture
def reader(qtbot: QtBot) -> Iterator[tuple[ReadWorker, FakeReader]]:
    fake = FakeReader()
    worker = ReadWorker(reader=fake)
    yield worker, fake
    worker.close()


def test_a_scan_tells_what_it_found(qtbot: QtBot, reader: tuple[ReadWorker, FakeReader]) -> None:
    worker, _ = reader
    with qtbot.waitSignal(worker.scanned, timeout=10_000) as told:
        worker.scan("t1", [Path("study")])
    assert told.args is not None
    assert told.args[0] == "t1" and told.args[1].series[0].id == "1.2"


def test_a_load_shows_slices_before_it_ends(
    qtbot: QtBot, reader: tuple[ReadWorker, FakeReader]
) -> None:
    worker, _ = reader
    told: list[tuple[str, Any]] = []
    worker.volume_started.connect(lambda token, volume: told.append((token, volume)))
    worker.slice_ready.connect(lambda token, k: told.append((token, k)))
    worker.loaded.connect(lambda token, volume: told.append((token, volume)))
    with qtbot.waitSignal(worker.loaded, timeout=10_000):
        worker.load("t2", entry(), first_k=2)
    qtbot.waitUntil(lambda: len(told) == 4)
    assert {token for token, _ in told} == {"t2"}
    started, first, second, loaded = (value for _, value in told)
    assert (first, second) == (2, 3)
    assert started.info.patient_name == "A^B"
    assert np.shares_memory(started.array, loaded.array) and started.array[2, 0, 0] == 3


@pytest.mark.parametrize(
    ("name", "words"), [("missing", "missing does not exist."), ("fault", "fault in the program")]
)
def test_a_failure_becomes_a_sentence(
    qtbot: QtBot, reader: tuple[ReadWorker, FakeReader], name: str, words: str
) -> None:
    worker, _ = reader
    with qtbot.waitSignal(worker.failed, timeout=10_000) as told:
        worker.scan("t3", [Path(name)])
    assert told.args is not None
    assert told.args[0] == "t3" and words in told.args[1]


def test_a_load_can_be_cancelled_and_its_token_used_again(
    qtbot: QtBot, reader: tuple[ReadWorker, FakeReader]
) -> None:
    worker, fake = reader
    with qtbot.waitSignal(worker.cancelled, timeout=10_000) as told:
        worker.load("t4", entry("endless"))
        qtbot.waitUntil(fake.waits.is_set)
        worker.cancel("t4")
    assert told.args == ["t4"]
    with qtbot.waitSignal(worker.loaded, timeout=10_000):
        qtbot.waitUntil(lambda: _accepts(worker), timeout=10_000)


def _accepts(worker: ReadWorker) -> bool:
    try:
        worker.load("t4", entry())
    except ValueError:
        return False
    return True
