"""Two threads draw one frame: each takes a band of lines through every layer in turn."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache

# Draws lines band[0] <= y < band[1] of a frame it already knows, without the interpreter lock.
BandPainter = Callable[[tuple[int, int]], None]
_SMALL = 64 * 1024  # pixels below which a second thread costs more than it saves


def paint_bands(painters: Sequence[BandPainter], height: int, pixels: int) -> None:
    """Run all ``painters`` in order over lines 0…height; the first exception is raised."""
    if pixels < _SMALL or height < 2:
        _paint(painters, (0, height))
        return
    lower = _second_thread().submit(_paint, painters, (height // 2, height))
    try:
        _paint(painters, (0, height // 2))
    finally:
        lower.result()


def _paint(painters: Sequence[BandPainter], band: tuple[int, int]) -> None:
    for painter in painters:
        painter(band)


@lru_cache(maxsize=1)
def _second_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="compose")
