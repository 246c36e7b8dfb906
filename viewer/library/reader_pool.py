"""Batches of untrusted files given to the sandbox's children, answers taken as they come."""

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.progress import CancelCheck, never_cancelled
from inference.reading.sandbox import SandboxPool, default_pool
from inference.reading.sandbox_messages import Job
from inference.reading.sandbox_process import ReaderError

if TYPE_CHECKING:
    from inference.reading.sandbox_worker import JobContext

Work = Callable[[Any], Any]
SECONDS_PER_ITEM = 9.0
OUTSTANDING = 4  # two with the children, two ready: no child waits while rows are written
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Lost:
    """An item whose reader died, hung or ran out of memory on it."""

    item: Any
    reason: str


class ReaderPool:
    """``run`` maps a module-level function over batches of items in the sandbox's children."""

    def __init__(self, sandbox: SandboxPool | None = None) -> None:
        self._sandbox = sandbox

    @property
    def sandbox(self) -> SandboxPool:
        """The pool of children, by default the one that the whole program shares."""
        if self._sandbox is None:
            self._sandbox = default_pool()
        return self._sandbox

    def warm(self) -> None:
        """Start a child now, so that the first folder does not wait for it."""
        self.sandbox.warm()

    def run(
        self, work: Work, batches: Iterable[Sequence[Any]], cancelled: CancelCheck = never_cancelled
    ) -> Iterator[list[Any]]:
        """``[work(item), …]`` of each batch as they come; ``Lost`` for what killed a child.

        Raises OperationCancelled within 0.1 s of the wish, InputError when no child starts.
        """
        source, again = iter(batches), deque[Sequence[Any]]()
        answers: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
        stop = threading.Event()
        busy = 0
        try:
            while True:
                while busy < OUTSTANDING:
                    batch = again.popleft() if again else next(source, None)
                    if batch is None:
                        break
                    self._start(work, batch, answers, stop)
                    busy += 1
                if not busy:
                    return
                answer = _next(answers, cancelled)
                busy -= 1
                yield _taken(answer, again)
        finally:
            stop.set()

    def _start(
        self,
        work: Work,
        batch: Sequence[Any],
        answers: "queue.SimpleQueue[_Answer]",
        stop: threading.Event,
    ) -> None:
        job = Job(answer_batch, (work, tuple(batch)), _name(batch[0]), SECONDS_PER_ITEM)

        def ask() -> None:
            try:
                value: object = self.sandbox.run(job, cancelled=stop.is_set)
            except Exception as error:  # noqa: BLE001 - handed to the thread that asked
                value = error
            answers.put(_Answer(batch, value))

        threading.Thread(target=ask, name="library-reader", daemon=True).start()


def answer_batch(work: Work, batch: Sequence[Any], context: "JobContext") -> list[Any]:
    """In the child: each item's answer, saying before each which one it is."""
    answers = []
    for item in batch:
        context.touch(Path(_name(item)))
        if context.cancelled():
            raise OperationCancelled
        answers.append(work(item))
    return answers


@dataclass(frozen=True, slots=True)
class _Answer:
    batch: Sequence[Any]
    value: object


def _next(answers: "queue.SimpleQueue[_Answer]", cancelled: CancelCheck) -> _Answer:
    while True:
        if cancelled():
            raise OperationCancelled
        try:
            return answers.get(timeout=_POLL_SECONDS)
        except queue.Empty:
            continue


def _taken(answer: _Answer, again: deque[Sequence[Any]]) -> list[Any]:
    """The answers; a batch that killed its child goes back without the item that did it."""
    if isinstance(answer.value, list):
        return answer.value
    if not isinstance(answer.value, ReaderError):
        raise answer.value if isinstance(answer.value, InputError) else _bug(answer.value)
    failure, batch = answer.value, answer.batch
    guilty = [item for item in batch if _name(item) == failure.subject]
    if not guilty and len(batch) > 1:
        again.extend([item] for item in batch)
        return []
    lost = guilty[0] if guilty else batch[0]
    rest = [item for item in batch if item is not lost]
    if rest:
        again.append(rest)
    return [Lost(lost, failure.cause)]


def _bug(error: object) -> BaseException:
    return error if isinstance(error, BaseException) else TypeError(f"no such answer: {error}")


def _name(item: Any) -> str:
    """The path, or what names a group of headers."""
    return item if isinstance(item, str) else str(item)
