"""Objects with large arrays between processes: the arrays go through shared memory."""

import logging
import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.shared_memory import SharedMemory
from typing import Any

import numpy as np

LOG = logging.getLogger(__name__)

LARGE_BYTES = 1 << 16
_ALIGNMENT = 64


@dataclass(frozen=True, slots=True)
class Parcel:
    """A pickle whose buffers of 64 KiB and more lie one after the other in ``memory_name``."""

    pickled: bytes
    memory_name: str = ""
    spans: tuple[tuple[int, int], ...] = ()


class SharedBlock:
    """A piece of shared memory that is really there, so that writing to it cannot fail."""

    def __init__(self, memory: SharedMemory) -> None:
        self._memory = memory

    @classmethod
    def create(cls, size: int, name: str | None = None) -> "SharedBlock":
        """Raises OSError where the system has no room: a sparse block would end the process."""
        memory = SharedMemory(name=name, create=True, size=size)
        try:
            descriptor = getattr(memory, "_fd", -1)
            if descriptor >= 0 and hasattr(os, "posix_fallocate"):
                os.posix_fallocate(descriptor, 0, size)
        except OSError:
            memory.close()
            memory.unlink()
            raise
        return cls(memory)

    @classmethod
    def attach(cls, name: str) -> "SharedBlock":
        return cls(SharedMemory(name=name))

    @property
    def name(self) -> str:
        return self._memory.name

    @property
    def bytes(self) -> memoryview:
        assert self._memory.buf is not None
        return self._memory.buf

    def close(self) -> None:
        """Let go of it; views that are still held keep it alive until they are gone."""
        try:
            self._memory.close()
        except BufferError:
            LOG.debug("shared memory %s is still in use", self.name)

    def remove(self) -> None:
        """Close it and give the memory back to the system."""
        self.close()
        try:
            self._memory.unlink()
        except FileNotFoundError:
            LOG.debug("shared memory %s was removed already", self.name)


def pack(
    content: object, next_name: Callable[[], str] | None = None
) -> tuple[Parcel, SharedBlock | None]:
    """A parcel of ``content`` and the block it needs, to be removed once it was unpacked.

    Where shared memory has no room the arrays travel within the pickle, which is slower.
    """
    buffers: list[pickle.PickleBuffer] = []

    def aside(buffer: pickle.PickleBuffer) -> bool:
        large = buffer.raw().nbytes >= LARGE_BYTES
        if large:
            buffers.append(buffer)
        return not large

    pickled = pickle.dumps(content, protocol=5, buffer_callback=aside)
    if not buffers:
        return Parcel(pickled), None
    spans, size = _spans([buffer.raw().nbytes for buffer in buffers])
    try:
        block = SharedBlock.create(size, next_name() if next_name else None)
    except OSError as error:
        LOG.warning("shared memory has no room for %d bytes: %s", size, error)
        return Parcel(pickle.dumps(content, protocol=5)), None
    for buffer, (start, length) in zip(buffers, spans, strict=True):
        _copy(buffer.raw(), block.bytes[start : start + length])
    return Parcel(pickled, block.name, spans), block


def unpack(parcel: Parcel, block: SharedBlock | None) -> Any:
    """The content; with a block its arrays are read-only views of it, to be dropped first."""
    if block is None:
        return pickle.loads(parcel.pickled)
    views = [block.bytes[start : start + length].toreadonly() for start, length in parcel.spans]
    return pickle.loads(parcel.pickled, buffers=views)


def unpack_copy(parcel: Parcel) -> Any:
    """The content with arrays of its own; the parcel's shared memory is removed."""
    if not parcel.memory_name:
        return pickle.loads(parcel.pickled)
    block = SharedBlock.attach(parcel.memory_name)
    try:
        return pickle.loads(parcel.pickled, buffers=_copies(block, parcel.spans))
    finally:
        block.remove()


def _copies(block: SharedBlock, spans: tuple[tuple[int, int], ...]) -> list[Any]:
    copies = [np.frombuffer(block.bytes, np.uint8, n, start).copy() for start, n in spans]
    for copy in copies:
        copy.setflags(write=False)
    return copies


def _copy(source: memoryview, target: memoryview) -> None:
    """Through numpy, which lets other threads run meanwhile."""
    np.frombuffer(target, np.uint8)[:] = np.frombuffer(source, np.uint8)


def _spans(lengths: list[int]) -> tuple[tuple[tuple[int, int], ...], int]:
    spans, end = [], 0
    for length in lengths:
        spans.append((end, length))
        end += -(-length // _ALIGNMENT) * _ALIGNMENT
    return tuple(spans), end
