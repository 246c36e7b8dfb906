"""Registration in a process of its own: wishes in, Qt signals out; a cancel ends the process."""

import logging
import os
import threading
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from inference.imaging.errors import InputError
from inference.imaging.volume import Volume
from viewer.jobs.parcel import Parcel, SharedBlock, pack, unpack_copy
from viewer.jobs.spawned_child import Pipe, SpawnedChild

LOG = logging.getLogger(__name__)
DIED = "The registration ended unexpectedly; more memory may be needed."


class RegistrationWorker(QObject):
    """One at a time; each ends in exactly one of ``found`` / ``failed`` / ``cancelled``."""

    progress = Signal(str, float)  # token, fraction
    found = Signal(str, object)  # token, RigidRegistration
    failed = Signal(str, str)  # token, sentence
    cancelled = Signal(str)  # token

    def __init__(self) -> None:
        super().__init__()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="registration")
        self._stops: dict[str, threading.Event] = {}

    def register(self, token: str, fixed: Volume, moving: Volume) -> None:
        self._stops[token] = threading.Event()
        self._thread.submit(self._work, token, fixed, moving)

    def cancel(self, token: str) -> None:
        stop = self._stops.get(token)
        if stop is not None:
            stop.set()

    def close(self) -> None:
        """End what runs and take no more."""
        for stop in list(self._stops.values()):
            stop.set()
        self._thread.shutdown(cancel_futures=True)

    def _work(self, token: str, fixed: Volume, moving: Volume) -> None:
        try:
            self._run(token, fixed, moving)
        except Exception as error:  # a fault of our own: told to the user, never swallowed
            LOG.exception("registration failed")
            sentence = f"The registration failed: a fault in the program ({type(error).__name__})."
            self.failed.emit(token, sentence)
        finally:
            self._stops.pop(token, None)

    def _run(self, token: str, fixed: Volume, moving: Volume) -> None:
        parcel, block = pack((fixed, moving))
        child = SpawnedChild("radlens-register", register_here)
        try:
            child.start(parcel)
            self._follow(token, child)
        finally:
            child.kill()
            _give_back(block)

    def _follow(self, token: str, child: SpawnedChild) -> None:
        stop, notes = self._stops[token], child.notes
        assert notes is not None
        while not stop.is_set():
            if not notes.poll(0.05):
                if child.alive:
                    continue
                if not notes.poll(0):
                    self.failed.emit(token, DIED)
                    return
            try:
                kind, content = notes.recv()
            except EOFError:
                self.failed.emit(token, DIED)
                return
            if kind == "progress":
                self.progress.emit(token, content)
                continue
            (self.found if kind == "found" else self.failed).emit(token, content)
            return
        self.cancelled.emit(token)


def register_here(_orders: Pipe, notes: Pipe, parcel: Parcel) -> None:
    """In the child: register, tell how far it is, tell what was found or why not."""
    from inference.registration.rigid import register_rigid

    if hasattr(os, "nice"):
        os.nice(5)
    fixed, moving = unpack_copy(parcel)
    try:
        found = register_rigid(
            fixed, moving, report=lambda _, share: notes.send(("progress", float(share or 0.0)))
        )
    except InputError as error:
        notes.send(("failed", str(error)))
    except MemoryError:
        notes.send(("failed", "Registration needs more memory than is free."))
    else:
        notes.send(("found", found))


def _give_back(block: SharedBlock | None) -> None:
    if block is not None:
        block.remove()
