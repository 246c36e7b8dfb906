"""The model process from without: started when needed, fed, watched and ended."""

import logging
import os
from ctypes import c_longlong
from itertools import count
from multiprocessing.connection import wait
from multiprocessing.sharedctypes import RawValue
from typing import Any

from inference.engine.request import InferenceRequest
from viewer.jobs.model_child import RunOrder, SharedNumbers, WarmOrder, serve
from viewer.jobs.parcel import SharedBlock, pack
from viewer.jobs.spawned_child import SpawnedChild

LOG = logging.getLogger(__name__)

_GENERATIONS = count(1)


class ModelProcess:
    """One spawned child; a new one is made by ``start`` whenever the last has ended."""

    def __init__(
        self,
        run_path: str = "inference.engine.run:run",
        warm_path: str = "inference.engine.run:warm",
    ) -> None:
        self._paths = (run_path, warm_path)
        self._child = SpawnedChild("radlens-model", serve)
        self._numbers = SharedNumbers(RawValue(c_longlong, 0), RawValue(c_longlong, 0))
        self._prefix, self._blocks_seen = "", 0
        self._request_block: SharedBlock | None = None

    @property
    def alive(self) -> bool:
        return self._child.alive

    @property
    def beats(self) -> int:
        """Counts up several times a second while the child can run at all."""
        return int(self._numbers.beats.value)

    @property
    def pid(self) -> int | None:
        return self._child.pid

    def start(self) -> None:
        """Spawn the child unless it lives; it imports torch on its own time."""
        if self.alive:
            return
        self._clear()
        self._numbers = SharedNumbers(RawValue(c_longlong, 0), RawValue(c_longlong, 0))
        self._prefix, self._blocks_seen = f"radlens{os.getpid()}x{next(_GENERATIONS)}x", 0
        self._child.start(self._numbers, *self._paths, self._prefix)

    def warm(self, model_id: str) -> None:
        self._send(WarmOrder(model_id))

    def order(self, serial: int, request: InferenceRequest) -> None:
        """Hand a request over; its voxels are copied into shared memory once."""
        self.release_request()
        parcel, self._request_block = pack(request)
        self._send(RunOrder(serial, parcel))

    def cancel(self, serial: int) -> None:
        self._numbers.cancelled.value = serial

    def note(self, timeout_seconds: float) -> Any:
        """The next note of the child, or None after the time or when it has ended."""
        notes, end = self._child.notes, self._child.sentinel
        if notes is None or end is None or notes not in wait([notes, end], timeout_seconds):
            return None
        try:
            note = notes.recv()
        except (EOFError, OSError):
            return None
        name = getattr(getattr(note, "parcel", None), "memory_name", "")
        if name.startswith(self._prefix):
            self._blocks_seen = int(name.removeprefix(self._prefix))
        return note

    def release_request(self) -> None:
        """Give the shared memory of the last request back."""
        if self._request_block is not None:
            self._request_block.remove()
            self._request_block = None

    def ending(self) -> str:
        """How the child ended, as a clause."""
        code = self._child.exit_code
        if code is not None and code < 0:
            if code == -9:
                return "was ended by signal 9, probably because memory ran out"
            return f"was ended by signal {-code}"
        return f"ended with code {code}"

    def kill(self) -> None:
        """End the child at once and give back all that it held."""
        self._clear()

    def _send(self, order: RunOrder | WarmOrder) -> None:
        if self._child.orders is None:
            raise RuntimeError("the model process was not started")
        self._child.orders.send(order)

    def _clear(self) -> None:
        self.release_request()
        was_there = self._child.pid is not None
        self._child.kill()
        if was_there:
            self._remove_orphans()

    def _remove_orphans(self) -> None:
        """Shared memory that the child made but could no longer tell about."""
        for number in range(self._blocks_seen + 1, self._blocks_seen + 4):
            try:
                SharedBlock.attach(f"{self._prefix}{number}").remove()
            except FileNotFoundError:
                continue
