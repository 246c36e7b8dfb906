"""The window's side of the model process: requests in, one Qt signal of events out."""

import queue
import threading

from PySide6.QtCore import QObject, QThread, Signal

from inference.engine.events import Cancelled, Event
from inference.engine.request import InferenceRequest
from viewer.jobs.model_process import ModelProcess
from viewer.jobs.model_runner import ModelRunner

_Order = InferenceRequest | str | None


class ModelWorker(QThread):
    """A thread that owns the model process and runs requests in the order they were submitted.

    ``told`` carries every ``inference.engine.events.Event``; connect it to a slot of an object
    that lives in the window's thread. The worker decides nothing: dropping stale events is the
    controller's part.
    """

    told = Signal(object)

    def __init__(self, parent: QObject | None = None, process: ModelProcess | None = None) -> None:
        super().__init__(parent)
        self._process = process or ModelProcess()
        self._runner = ModelRunner(self._process)
        self._orders: queue.SimpleQueue[_Order] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._wanted: set[str] = set()
        self._closing = False

    def submit(self, request: InferenceRequest) -> None:
        """Queue a request; its last event is always Finished, Failed or Cancelled."""
        with self._lock:
            self._wanted.add(request.id)
        self._orders.put(request)
        if not self.isRunning():
            self.start()

    def cancel(self, request_id: str) -> None:
        """Stop a request, running or waiting; Cancelled follows within half a second."""
        with self._lock:
            self._wanted.discard(request_id)

    def prewarm(self, model_id: str) -> None:
        """Start the process and load a model before it is asked for."""
        self._orders.put(model_id)
        if not self.isRunning():
            self.start()

    def close(self) -> None:
        """Stop everything and wait; the process is ended."""
        self._closing = True
        with self._lock:
            self._wanted.clear()
        self._orders.put(None)
        self.wait()
        self._process.kill()

    def run(self) -> None:
        """Qt calls this in the thread."""
        while not self._closing:
            order = self._orders.get()
            if isinstance(order, str):
                self._runner.warm(order)
            elif order is not None:
                self._run_one(order)

    def _run_one(self, request: InferenceRequest) -> None:
        if not self._is_wanted(request.id):
            self._emit(Cancelled(request.id, request.study_token))
            return
        self._runner.run(request, self._emit, lambda: not self._is_wanted(request.id))
        self.cancel(request.id)

    def _is_wanted(self, request_id: str) -> bool:
        with self._lock:
            return request_id in self._wanted

    def _emit(self, event: Event) -> None:
        self.told.emit(event)
