"""Runs that misbehave, each in its own way; loaded by the child process under test."""

import os
import signal
import sys
import time
from dataclasses import replace

import numpy as np

from inference.engine.events import Cancelled, Failed, Finished, Progress, Report, Started
from inference.engine.request import InferenceRequest
from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.progress import CancelCheck
from inference.imaging.result import InferenceResult, Provenance

LOADED: list[str] = []
PROVENANCE = Provenance("m", "Model", "1", "0" * 64, "0", "cpu", "now", "1.2", "1.1", "0" * 64)


def run(request: InferenceRequest, report: Report, cancelled: CancelCheck) -> None:
    """Does what ``request.model_id`` says."""
    report(Started(request.id, request.study_token))
    ACTIONS[request.model_id](request, report, cancelled)


def warm(model_id: str) -> None:
    if model_id == "broken":
        raise InputError("no such model")
    if model_id == "load_slowly":
        load()


def load() -> None:
    """Once a process: for five seconds no other thread runs, as when large libraries are mapped."""
    if not LOADED:
        LOADED.append("load")
        sys.setswitchinterval(60)
        end = time.monotonic() + 5
        while time.monotonic() < end:
            pass
        sys.setswitchinterval(0.005)


def threshold(request: InferenceRequest, report: Report, cancelled: CancelCheck) -> None:
    array = request.volume.array
    assert not array.flags.writeable
    labels = (np.asarray(array) > 100).astype(np.uint8)
    label_map = LabelMap(labels, request.volume.geometry, (Segment(1, "bright", (1, 2, 3)),))
    made = replace(PROVENANCE, device=f"{os.getpid()} nice {os.nice(0)}")
    result = InferenceResult(request.id, request.study_token, made, (label_map,))
    report(Finished(request.id, request.study_token, result))


def load_slowly(request: InferenceRequest, report: Report, cancelled: CancelCheck) -> None:
    load()
    threshold(request, report, cancelled)


def fail(request: InferenceRequest, report: Report, cancelled: CancelCheck) -> None:
    report(Failed(request.id, request.study_token, "The series is empty."))
    raise InputError("The series is empty.")


def say_nothing(request: InferenceRequest, report: Report, cancelled: CancelCheck) -> None:
    raise RuntimeError("a fault that nobody told")


def exhaust(request: InferenceRequest, report: Report, cancelled: CancelCheck) -> None:
    """As the kernel ends a process when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)


def leave(request: InferenceRequest, report: Report, cancelled: CancelCheck) -> None:
    os._exit(7)


def hang(request: InferenceRequest, report: Report, cancelled: CancelCheck) -> None:
    """Never looks at ``cancelled``."""
    report(Progress(request.id, request.study_token, "hanging", 0.5))
    while True:
        time.sleep(60)


def freeze(request: InferenceRequest, report: Report, cancelled: CancelCheck) -> None:
    """Every thread stands still."""
    report(Progress(request.id, request.study_token, "freezing", 0.5))
    os.kill(os.getpid(), signal.SIGSTOP)


def obey(request: InferenceRequest, report: Report, cancelled: CancelCheck) -> None:
    report(Progress(request.id, request.study_token, "obeying", 0.5))
    while not cancelled():
        time.sleep(0.01)
    report(Cancelled(request.id, request.study_token))
    raise OperationCancelled


def chatter(request: InferenceRequest, report: Report, cancelled: CancelCheck) -> None:
    """Many quick steps, each of them told, for longer than a test may take."""
    for step in range(20_000):
        if cancelled():
            report(Cancelled(request.id, request.study_token))
            raise OperationCancelled
        report(Progress(request.id, request.study_token, "chattering", step / 20_000))
        time.sleep(0.002)


ACTIONS = {
    action.__name__: action
    for action in (
        *(threshold, load_slowly, fail, say_nothing, exhaust),
        *(leave, hang, freeze, obey, chatter),
    )
}
