"""Two threads draw one frame: each takes the next band of lines through every layer in turn."""

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import pairwise

# Draws lines band[0] <= y < band[1] of a frame it already knows, without the interpreter lock.
Band = tuple[int, int]
BandPainter = Callable[[Band], None]
_SMALL = 64 * 1024  # pixels below which a second thread costs more than it saves
_FEWEST, _BAND_PIXELS = 4, 128 * 1024  # a band of all layers should stay in a core's cache


def paint_bands(painters: Sequence[BandPainter], height: int, pixels: int) -> None:
    """Run all ``painters`` in order over lines 0…height; the first exception is raised.

    There are more bands than threads, so that a thread which the system lets wait holds up
    its own band alone.
    """
    if pixels < _SMALL or height < _FEWEST:
        _paint(painters, deque([(0, height)]))
        return
    bands = _bands(height, max(_FEWEST, pixels // _BAND_PIXELS))
    other = _second_thread().submit(_paint, painters, bands)
    try:
        _paint(painters, bands)
    finally:
        bands.clear()
        if not other.cancel():
            other.result()


def _bands(height: int, count: int) -> deque[Band]:
    """``count`` bands that cover all lines."""
    edges = [number * height // count for number in range(count + 1)]
    return deque(pairwise(edges))


def _paint(painters: Sequence[BandPainter], bands: deque[Band]) -> None:
    """Draw bands for as long as there are any left; two threads may share them."""
    while True:
        try:
            band = bands.popleft()
        except IndexError:
            return
        for painter in painters:
            painter(band)


@lru_cache(maxsize=1)
def _second_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="compose")
