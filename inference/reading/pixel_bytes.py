"""The stored bytes of frames: read from their file, length checked before a byte is used."""

import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from io import FileIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.reading.file_header import DEFLATED
from inference.reading.inflate import inflate
from inference.reading.plan import PixelFile
from inference.reading.tag_walk import FIRST_READ

Writable = NDArray[np.generic] | bytearray | memoryview
_READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0)


def _open_unchanged(file: PixelFile) -> int:
    """Descriptor of the file, if it still is what its header was read from; else InputError."""
    try:
        descriptor = os.open(file.path, _READ_ONLY)
    except OSError as error:
        raise InputError(f"{file.path.name} cannot be opened: {error.strerror}.") from error
    state = os.fstat(descriptor)
    if state.st_size == file.size and state.st_mtime_ns == file.mtime_ns:
        return descriptor
    os.close(descriptor)
    raise InputError(f"{file.path.name} has changed since the folder was scanned.")


def read_frame_into(file: PixelFile, frame: int, target: NDArray[np.generic]) -> None:
    """Fill contiguous ``target`` with one uncompressed frame's bytes, all of them or InputError."""
    wanted = file.layout.frame_bytes
    if target.nbytes != wanted:
        raise ValueError(f"a frame of {wanted} bytes into {target.nbytes}")
    start = file.offset + frame * wanted
    if file.transfer_syntax == DEFLATED:
        plain = _inflated(file.path, file.mtime_ns, _inflated_size(file))
        _bytes_of(target)[:] = plain[start : start + wanted]
    else:
        _read_all(file, start, target, wanted)


def _bytes_of(target: Writable) -> memoryview:
    if isinstance(target, np.ndarray):
        return memoryview(target.reshape(-1).view(np.uint8).data)
    return memoryview(target)


def _read_all(file: PixelFile, start: int, into: Writable, wanted: int) -> None:
    """Fill ``into``, of ``wanted`` bytes, from ``start`` in the file; all of it or InputError."""
    descriptor = _open_unchanged(file)
    try:
        done = _read_at(descriptor, (into,), start)
        while done < wanted:
            count = _read_at(descriptor, (_bytes_of(into)[done:],), start + done)
            if not count:
                raise InputError(f"{file.path.name} ends before its pixels do.")
            done += count
    except OSError as error:
        raise InputError(f"{file.path.name} cannot be read: {error.strerror}.") from error
    finally:
        os.close(descriptor)


def _seek_and_read(descriptor: int, buffers: Sequence[Writable], place: int) -> int:
    """As ``os.preadv``, where the system has none."""
    os.lseek(descriptor, place, os.SEEK_SET)
    with FileIO(descriptor, closefd=False) as handle:
        return handle.readinto(_bytes_of(buffers[0])) or 0


_read_at: Callable[[int, Sequence[Writable], int], int] = getattr(os, "preadv", _seek_and_read)


def encapsulated_value(file: PixelFile) -> bytearray:
    """All bytes of a compressed pixel value, from its first item to the end of the file."""
    data = bytearray(file.size - file.offset)
    _read_all(file, file.offset, data, len(data))
    return data


def _inflated_size(file: PixelFile) -> int:
    return file.offset + file.layout.frame_bytes * file.frame_count


@lru_cache(maxsize=1)
def _inflated(path: Path, mtime_ns: int, wanted: int) -> bytes:
    """The inflated data set of a deflated file, exactly up to the end of its pixels."""
    from inference.reading.odd_headers import deflated_start

    packed = path.read_bytes()
    plain = inflate(packed[deflated_start(packed[:FIRST_READ]) :], wanted, whole=False)
    if len(plain) < wanted:
        raise InputError(f"{path.name} ends before its pixels do.")
    return plain
