"""Memory that a child process fills and this process reads, freed with the last array on it."""

import mmap
import os
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

import numpy as np
import psutil
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.reading.fetched_pages import as_bytes, fetching

FREE_SHARE = 0.7  # promise 14: never more than this share of the free memory


@dataclass(frozen=True, eq=False)
class SharedRoom:
    """``bytes`` (uint8, writable) mapped here; ``offer`` maps them in the child too.

    Nothing has a name in the file system, so nothing is left behind however a process ends.
    """

    bytes: NDArray[np.uint8]
    handle: int | str

    def offer(self, connection: Connection) -> None:
        """Let the child at the other end of ``connection`` map the same memory."""
        if isinstance(self.handle, str):
            connection.send(self.handle)
            return
        from multiprocessing.reduction import send_handle

        send_handle(connection, self.handle, None)

    def close_handle(self) -> None:
        """The mapping stays; the descriptor is no longer needed."""
        if isinstance(self.handle, int):
            os.close(self.handle)


def create_room(size: int, subject: str) -> SharedRoom:
    """Take ``size`` bytes; InputError when that is over 70 % of the free memory."""
    check_free_memory(size, subject)
    if sys.platform == "win32":
        name = f"radlens-{uuid.uuid4().hex}"
        return SharedRoom(as_bytes(mmap.mmap(-1, max(1, size), tagname=name), size), name)
    descriptor = _descriptor()
    os.ftruncate(descriptor, max(1, size))
    return SharedRoom(as_bytes(mmap.mmap(descriptor, max(1, size)), size), descriptor)


def check_free_memory(size: int, subject: str) -> None:
    """InputError when ``size`` bytes are over 70 % of the free memory."""
    free = psutil.virtual_memory().available
    if size > FREE_SHARE * free:
        raise InputError(
            f"{subject} needs {size / 1e9:.1f} GB of memory, but only {free / 1e9:.1f} GB are "
            "free; close other studies or programs."
        )


@contextmanager
def accepted_room(connection: Connection, size: int) -> Iterator[NDArray[np.uint8]]:
    """In the child: the memory that the parent offers, its pages fetched while it is filled."""
    if sys.platform == "win32":
        mapping = mmap.mmap(-1, max(1, size), tagname=connection.recv())
    else:
        from multiprocessing.reduction import recv_handle

        descriptor = recv_handle(connection)
        try:
            mapping = mmap.mmap(descriptor, max(1, size))
        finally:
            os.close(descriptor)
    with fetching(mapping, size):
        yield as_bytes(mapping, size)


def _descriptor() -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create("radlens-volume")
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
