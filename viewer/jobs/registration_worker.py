"""Registration in a process of its own: wishes in, Qt signals out; a cancel ends the process."""

import logging
import multiprocessing
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import Any

from PySide6.QtCore import QObject, Signal

from inference.imaging.errors import InputError
from inference.imaging.volume import Volume
from viewer.jobs.parcel import Parcel, SharedBlock, pack, unpack_copy

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
        context = multiprocessing.get_context("spawn")
        notes, note_end = context.Pipe(duplex=False)
        parcel, block = pack((fixed, moving))
        child = context.Process(
            target=register_here, args=(parcel, note_end), name="radlens-register", daemon=True
        )
        child.start()
        note_end.close()
        try:
            self._follow(token, child, notes)
        finally:
            child.kill()
            child.join(2.0)
            notes.close()
            _give_back(block)

    def _follow(self, token: str, child: Any, notes: "Connection[Any, Any]") -> None:
        stop = self._stops[token]
        while not stop.is_set():
            if not notes.poll(0.05):
                if child.is_alive():
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


def register_here(parcel: Parcel, notes: "Connection[Any, Any]") -> None:
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
