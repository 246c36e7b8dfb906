"""The stored bytes of frames: read from their file, length checked before a byte is used."""

import os
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


def open_unchanged(file: PixelFile) -> FileIO:
    """The open file, if it still is what its header was read from; InputError otherwise."""
    try:
        handle = FileIO(file.path)
    except OSError as error:
        raise InputError(f"{file.path.name} cannot be opened: {error.strerror}.") from error
    state = os.fstat(handle.fileno())
    if (state.st_size, state.st_mtime_ns) != (file.size, file.mtime_ns):
        handle.close()
        raise InputError(f"{file.path.name} has changed since the folder was scanned.")
    return handle


def read_frame_into(file: PixelFile, frame: int, target: NDArray[np.generic]) -> None:
    """Fill contiguous ``target`` with one uncompressed frame's bytes, all of them or InputError."""
    wanted = file.layout.frame_bytes
    if target.nbytes != wanted:
        raise ValueError(f"a frame of {wanted} bytes into {target.nbytes}")
    view = memoryview(target.reshape(-1).view(np.uint8).data)
    if file.transfer_syntax == DEFLATED:
        start = file.offset + frame * wanted
        view[:] = _inflated(file.path, file.mtime_ns, _inflated_size(file))[start : start + wanted]
        return
    with open_unchanged(file) as handle:
        handle.seek(file.offset + frame * wanted)
        _read_all(handle, view, file.path)


def _read_all(handle: FileIO, view: memoryview, path: Path) -> None:
    done = 0
    while done < len(view):
        count = handle.readinto(view[done:] if done else view)
        if not count:
            raise InputError(f"{path.name} ends before its pixels do.")
        done += count


def encapsulated_value(file: PixelFile) -> bytes:
    """All bytes of a compressed pixel value, from its first item to the end of the file."""
    with open_unchanged(file) as handle:
        data = bytearray(file.size - file.offset)
        handle.seek(file.offset)
        _read_all(handle, memoryview(data), file.path)
    return bytes(data)


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
