"""The process that renders 3D panes, from without: started when wanted, fed, ended."""

from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewer.jobs.parcel import Parcel, SharedBlock, pack
from viewer.jobs.solid_child import ForgetOrder, SolidNote, SolidOrder, serve_solids
from viewer.jobs.spawned_child import SpawnedChild

Pixels = NDArray[np.uint8]


class SolidProcess:
    """One spawned child; VTK lives there alone. All calls come from one thread."""

    def __init__(self) -> None:
        self._child = SpawnedChild("radlens-3d", serve_solids)
        self._packed: list[SharedBlock] = []
        self._sent: list[tuple[int, SharedBlock]] = []

    @property
    def alive(self) -> bool:
        return self._child.alive

    @property
    def pid(self) -> int | None:
        return self._child.pid

    def start(self) -> None:
        """Spawn the child unless it lives."""
        if self.alive:
            return
        self.kill()
        self._child.start()

    def pack(self, content: object) -> Parcel:
        """Lay something large into shared memory for the next order."""
        parcel, block = pack(content)
        if block is not None:
            self._packed.append(block)
        return parcel

    def order(self, order: SolidOrder | ForgetOrder) -> None:
        """A child that has ended is noticed by its silence, see ``alive``."""
        if isinstance(order, SolidOrder):
            self._sent += [(order.serial, block) for block in self._packed]
            self._packed = []
        if self._child.orders is not None:
            with suppress(OSError):
                self._child.orders.send(order)

    def wait(self, wake: "Connection[Any, Any]") -> None:
        """Until there is a note, the child has ended or somebody wakes us."""
        ends: list[Any] = [wake]
        if self._child.notes is not None:
            ends += [self._child.notes, self._child.sentinel]
        wait(ends)

    def note(self) -> tuple[SolidNote, Pixels | None] | None:
        """The next note with its picture; None when there is none yet."""
        notes = self._child.notes
        if notes is None:
            return None
        try:
            if not notes.poll():
                return None
            note: SolidNote = notes.recv()
            if note.problem:
                return note, None
            width, height = note.size_wh
            pixels = np.frombuffer(notes.recv_bytes(), np.uint8).reshape(height, width, 4)
        except (EOFError, OSError):
            return None
        return note, pixels

    def release(self, serial: int) -> None:
        """Give back the shared memory of the orders up to ``serial``: the child has taken them."""
        for number, block in self._sent:
            if number <= serial:
                block.remove()
        self._sent = [(number, block) for number, block in self._sent if number > serial]

    def kill(self) -> None:
        """End the child at once and give back all that it held."""
        self._child.kill()
        for block in (*self._packed, *(block for _, block in self._sent)):
            block.remove()
        self._packed, self._sent = [], []
