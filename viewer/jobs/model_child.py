"""The model process from within: waits for requests, runs them, tells events."""

import ctypes
import importlib
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from ctypes import c_longlong
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from inference.engine.events import Event
from inference.engine.threads import leave_one_core_to_others
from inference.imaging.errors import InputError, OperationCancelled
from viewer.jobs.parcel import Parcel, SharedBlock, pack, unpack

LOG = logging.getLogger(__name__)

BEAT_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class RunOrder:
    """Run the packed InferenceRequest; events are to carry ``serial``."""

    serial: int
    parcel: Parcel


@dataclass(frozen=True, slots=True)
class WarmOrder:
    """Load a model ahead."""

    model_id: str


@dataclass(frozen=True, slots=True)
class EventNote:
    """A packed event of one run."""

    serial: int
    parcel: Parcel


@dataclass(frozen=True, slots=True)
class DoneNote:
    """The child is ready for the next order."""

    serial: int


@dataclass(frozen=True)
class SharedNumbers:
    """Numbers that both processes see, without a lock that a killed process could keep.

    ``cancelled``: the serial of the last run that is to stop. ``beats`` counts up while alive.
    """

    cancelled: Any  # ctypes c_longlong in shared memory
    beats: Any


def serve(
    orders: "Connection[Any, Any]",
    notes: "Connection[Any, Any]",
    numbers: SharedNumbers,
    run_path: str,
    warm_path: str,
    prefix: str,
) -> None:
    """Work until the orders end or the parent is gone. ``run_path`` is ``module:function``."""
    _be_modest()
    threading.Thread(target=_beat, args=(numbers.beats,), daemon=True).start()
    leave_one_core_to_others()
    blocks = _BlockNames(prefix)
    while True:
        try:
            order = orders.recv()
        except EOFError:
            return
        if isinstance(order, WarmOrder):
            _warm(_function(warm_path), order.model_id)
        elif isinstance(order, RunOrder):
            _run(_function(run_path), order, notes, numbers, blocks)
            notes.send(DoneNote(order.serial))
            _give_memory_back()


class _BlockNames:
    """Names for shared memory that the parent can guess when this process was killed."""

    def __init__(self, prefix: str) -> None:
        self._prefix, self._count = prefix, 0

    def next_name(self) -> str:
        self._count += 1
        return f"{self._prefix}{self._count}"


def _run(
    run: Callable[..., object],
    order: RunOrder,
    notes: "Connection[Any, Any]",
    numbers: SharedNumbers,
    blocks: _BlockNames,
) -> None:
    block = SharedBlock.attach(order.parcel.memory_name) if order.parcel.memory_name else None

    def report(event: Event) -> None:
        parcel, held = pack(event, blocks.next_name)
        notes.send(EventNote(order.serial, parcel))
        if held is not None:
            held.close()

    def cancelled() -> bool:
        return bool(numbers.cancelled.value >= order.serial)

    request = unpack(order.parcel, block)
    try:
        run(request, report, cancelled)
    except (InputError, OperationCancelled) as told:
        LOG.info("run %d ended: %s", order.serial, type(told).__name__)
    except Exception:  # run() has told it already; this process lives on
        LOG.exception("run %d failed", order.serial)
    finally:
        del request
        if block is not None:
            block.close()


def _warm(warm: Callable[[str], None], model_id: str) -> None:
    try:
        warm(model_id)
    except InputError as error:  # the run itself will say it where the user looks
        LOG.warning("model %s could not be loaded ahead: %s", model_id, error)


def _function(path: str) -> Any:
    module, name = path.split(":")
    return getattr(importlib.import_module(module), name)


def _beat(beats: c_longlong) -> None:
    """Count up, and end this process when the window is gone."""
    parent = os.getppid()
    while True:
        beats.value += 1
        time.sleep(BEAT_SECONDS)
        if os.getppid() != parent:
            os._exit(0)


def _be_modest() -> None:
    """Lower priority, first to go when memory ends; Ctrl+C in the terminal is the parent's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        import psutil

        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        return
    os.nice(10)
    score = Path("/proc/self/oom_score_adj")
    if score.exists():
        score.write_text("500")


def _give_memory_back() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
