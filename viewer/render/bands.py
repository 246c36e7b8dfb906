"""Two threads draw all views of one instant: each takes the next band of lines of any of them."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

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


def paint_bands(views: Sequence[Sheet], meanwhile: Callable[[], None] = lambda: None) -> None:
    """Run the painters of each view in order over all of its lines; the first exception is raised.

    ``meanwhile`` is called once, while the second thread draws already.
    There are more bands than threads, so that a thread which the system lets wait holds up
    its own band alone.
    """
    if sum(view.height * view.width for view in views) < _SMALL:
        meanwhile()
        _paint(deque((view.painters, (0, view.height)) for view in views))
        return
    queue: _Queue = deque((view.painters, band) for view in views for band in _bands(view))
    other = _second_thread().submit(_paint, queue)
    try:
        meanwhile()
        _paint(queue)
    finally:
        queue.clear()
        if not other.cancel():
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


@lru_cache(maxsize=1)
def _second_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="compose")
