"""Child processes that look at untrusted files: killable, limited, warm."""

import contextlib
import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from inference.imaging.errors import OperationCancelled
from inference.imaging.progress import CancelCheck, never_cancelled

Work = Callable[[Sequence[Any]], list[Any]]
SECONDS_PER_BATCH = 10.0
MEMORY_BYTES = 2 * 1024**3
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Lost:
    """An item whose child died or ran out of time or memory on it alone."""

    item: Any
    reason: str


class ReaderPool:
    """A few niced processes; ``run`` maps a module-level function over batches of items."""

    def __init__(self, count: int | None = None) -> None:
        self._count = count or max(1, min(4, (os.cpu_count() or 2)))
        self._children: list[_Child] = []

    def warm(self) -> None:
        """Start the children now, so that the first folder does not wait for them."""
        while len(self._children) < self._count:
            self._children.append(_Child())

    def run(
        self,
        work: Work,
        batches: Iterable[Sequence[Any]],
        cancelled: CancelCheck = never_cancelled,
        ahead: int = 1,
    ) -> Iterator[list[Any]]:
        """The results of each batch as they come; ``Lost`` in place of what killed a child.

        ``ahead`` batches are with a child at a time; two keep it from waiting, and are safe only
        while a batch fits into a pipe (about 32 kB).
        Raises OperationCancelled within 0.1 s of the wish; the children are then killed.
        """
        self.warm()
        source, again = iter(batches), deque[Sequence[Any]]()
        try:
            while True:
                busy = self._feed(work, source, again, ahead)
                if not busy:
                    return
                yield from self._collect(busy, again)
                if cancelled():
                    raise OperationCancelled
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Kill the children."""
        for child in self._children:
            child.kill()
        self._children.clear()

    def _feed(
        self,
        work: Work,
        source: Iterator[Sequence[Any]],
        again: deque[Sequence[Any]],
        ahead: int,
    ) -> list["_Child"]:
        for child in self._children:
            while len(child.tasks) < ahead:
                batch = again.popleft() if again else next(source, None)
                if batch is None:
                    break
                child.give(work, batch)
        return [child for child in self._children if child.tasks]

    def _collect(self, busy: list["_Child"], again: deque[Sequence[Any]]) -> Iterator[list[Any]]:
        ready = wait([child.pipe for child in busy], timeout=_POLL_SECONDS)
        for child in busy:
            if child.pipe in ready:
                try:
                    yield child.take()
                    continue
                except (EOFError, OSError):
                    yield from self._replace(child, again, "it made the reader stop")
            elif child.overdue():
                yield from self._replace(child, again, "it took too long to read")

    def _replace(
        self, child: "_Child", again: deque[Sequence[Any]], reason: str
    ) -> Iterator[list[Any]]:
        """A fresh child; the batch that killed the old one is tried item by item."""
        guilty, *waiting = child.tasks
        child.kill()
        self._children[self._children.index(child)] = _Child()
        again.extend(waiting)
        if len(guilty) == 1:
            yield [Lost(guilty[0], reason)]
        else:
            again.extend([item] for item in guilty)


class _Child:
    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self.tasks: deque[Sequence[Any]] = deque()
        self._since = time.monotonic()

    def give(self, work: Work, batch: Sequence[Any]) -> None:
        if not self.tasks:
            self._since = time.monotonic()
        self.tasks.append(batch)
        with contextlib.suppress(OSError):  # a dead child is noticed when its answer is awaited
            self.pipe.send((work, batch))

    def take(self) -> list[Any]:
        result = self.pipe.recv()
        self.tasks.popleft()
        self._since = time.monotonic()
        if isinstance(result, BaseException):
            raise result
        answers: list[Any] = result
        return answers

    def overdue(self) -> bool:
        return time.monotonic() - self._since > SECONDS_PER_BATCH

    def kill(self) -> None:
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _serve(pipe: Connection) -> None:
    _limit()
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            work, batch = pipe.recv()
            pipe.send(_answer(work, batch))


def _answer(work: Work, batch: Sequence[Any]) -> list[Any] | BaseException:
    try:
        return work(batch)
    except MemoryError:
        if len(batch) == 1:
            return [Lost(batch[0], "it needs too much memory to read")]
        return [answer for item in batch for answer in _one(work, item)]
    except Exception as error:  # noqa: BLE001 - a bug of ours, raised again in the parent
        return error


def _one(work: Work, item: Any) -> list[Any]:
    try:
        return work([item])
    except MemoryError:
        return [Lost(item, "it needs too much memory to read")]


def _limit() -> None:
    if os.name != "posix":
        return
    import resource

    with contextlib.suppress(OSError):
        os.nice(5)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
