"""Two threads draw all views of one instant: each takes the next band of lines of any of them."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from threading import Lock, Thread
from typing import NamedTuple

from viewer.render.cores import ApartFromCaller

# Draws lines band[0] <= y < band[1] of a frame it already knows, without the interpreter lock.
Band = tuple[int, int]
BandPainter = Callable[[Band], None]
_SMALL = 64 * 1024  # pixels below which a second thread costs more than it saves
_FEWEST, _BAND_PIXELS = 4, 128 * 1024  # a band of all layers should stay in a core's cache


class Sheet(NamedTuple):
    """What paints one view, bottom first, and its size."""

    painters: Sequence[BandPainter]
    height: int
    width: int


_Queue = deque[tuple[Sequence[BandPainter], Band]]


def paint_bands(
    views: Iterable[Sheet], pixels: int, meanwhile: Callable[[], None] = lambda: None
) -> None:
    """Run the painters of each view in order over all of its lines; the first exception is raised.

    ``pixels`` is how many all views have together. While the second thread draws what is there
    already, the others are taken from ``views`` and ``meanwhile`` is called, once.
    There are more bands than threads, so that a thread which the system lets wait holds up
    its own band alone.
    """
    queue: _Queue = deque()
    helper = _second_thread() if pixels >= _SMALL else None
    helps = False
    try:
        for view in views:
            queue.extend((view.painters, band) for band in _bands(view))
            if helper is not None and not helps:
                helps = helper.begin(queue)
        meanwhile()
        _paint(queue)
    finally:
        queue.clear()
        if helper is not None and helps:
            helper.end()


def _bands(view: Sheet) -> list[Band]:
    """Bands that cover all lines of a view."""
    count = min(max(_FEWEST, view.height * view.width // _BAND_PIXELS), view.height)
    edges = [number * view.height // count for number in range(count + 1)]
    return list(pairwise(edges))


def _paint(queue: _Queue) -> None:
    """Draw bands for as long as there are any left; two threads may share them."""
    while True:
        try:
            painters, band = queue.popleft()
        except IndexError:
            return
        for painter in painters:
            painter(band)


class _SecondThread:
    """Draws from a queue that another thread draws from too; one queue at a time."""

    def __init__(self) -> None:
        self._taken, self._wanted, self._done = Lock(), Lock(), Lock()
        self._queue: _Queue = deque()
        self._error: BaseException | None = None
        self._wanted.acquire()
        self._done.acquire()
        thread = Thread(target=self._serve, name="compose", daemon=True)
        thread.start()
        self._apart = ApartFromCaller(thread)

    def begin(self, queue: _Queue) -> bool:
        """Help with ``queue``, from now on; False while it helps somebody else.

        Nobody waits until it runs: measured, it then wakes on the waiting thread's own core.
        """
        if not self._taken.acquire(blocking=False):
            return False
        self._queue, self._error = queue, None
        self._apart.renew()
        self._wanted.release()
        return True

    def end(self) -> None:
        """Wait for the band in hand; what its painter raised is raised here."""
        if not self._wanted.acquire(blocking=False):  # else it never woke, and need not
            self._done.acquire()
        error, self._error, self._queue = self._error, None, deque()
        self._taken.release()
        if error is not None:
            raise error

    def _serve(self) -> None:
        while True:
            self._wanted.acquire()
            try:
                _paint(self._queue)
            except BaseException as error:  # noqa: BLE001 - raised again by end()
                self._error = error
            self._done.release()


@lru_cache(maxsize=1)
def _second_thread() -> _SecondThread:
    return _SecondThread()
