"""Pages of new memory cleared and mapped ahead of whoever fills it: most of what a page costs."""

import ctypes
import logging
import mmap
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

_log = logging.getLogger(__name__)

_POPULATE_WRITE = 23  # MADV_POPULATE_WRITE of madvise(2)
_PIECE_BYTES = 1 << 20


@contextmanager
def fetching(mapping: mmap.mmap, size: int) -> Iterator[None]:
    """Within it, a thread fetches the pages of ``mapping``.

    In pieces, as each holds up another thread's own wish for a page. Nothing depends on it: a page
    that is not there yet comes when it is written to.
    """
    enough = threading.Event()
    arguments = (mapping, size, enough)
    if sys.platform == "linux":
        threading.Thread(target=_fetch, args=arguments, name="pages", daemon=True).start()
    try:
        yield
    finally:
        enough.set()


def _fetch(mapping: mmap.mmap, size: int, enough: threading.Event) -> None:
    """Not by ``mapping.madvise``, which holds the interpreter until the pages are there."""
    madvise = ctypes.CDLL(None, use_errno=True).madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    pages = as_bytes(mapping, size)  # keeps the mapping while it is used here
    for start in range(0, size, _PIECE_BYTES):
        if enough.is_set():
            return
        piece = min(_PIECE_BYTES, size - start)
        if madvise(pages.ctypes.data + start, piece, _POPULATE_WRITE):
            why = os.strerror(ctypes.get_errno())  # as on Linux before 5.14
            _log.info("memory is taken page by page: %s", why)
            return


def as_bytes(mapping: mmap.mmap, size: int) -> NDArray[np.uint8]:
    """The mapping as an array, which keeps it."""
    return np.frombuffer(mapping, np.uint8, size)
