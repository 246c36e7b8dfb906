"""Two threads draw all views of one instant: each takes the next band of lines of any of them."""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from itertools import pairwise
from threading import current_thread
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
    other: Future[None] | None = None
    try:
        for view in views:
            queue.extend((view.painters, band) for band in _bands(view))
            if other is None and pixels >= _SMALL:
                other = _second_thread().help(queue)
        meanwhile()
        _paint(queue)
    finally:
        queue.clear()
        if other is not None and not other.cancel():
            other.result()


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
    """The one that helps, whoever asks first, on another core than whoever asked last."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="compose")
        self._apart = ApartFromCaller(self._pool.submit(current_thread).result())

    def help(self, queue: _Queue) -> "Future[None]":
        """Draw from ``queue`` too. Nobody waits until it begins: measured, it then wakes on the
        waiting thread's own core."""
        self._apart.renew()
        return self._pool.submit(_paint, queue)


@lru_cache(maxsize=1)
def _second_thread() -> _SecondThread:
    return _SecondThread()
