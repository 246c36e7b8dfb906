"""The stored samples of one frame, whichever way they are packed."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.reading.checks import UNCOMPRESSED
from inference.reading.decode import decode_frame
from inference.reading.fragments import frames_of
from inference.reading.pixel_bytes import encapsulated_value, read_frame_into
from inference.reading.plan import PixelFile

Array = NDArray[Any]


def stored_frame(file: PixelFile, frame: int) -> Array:
    """Stored samples in a fresh native array: (j, i), (j, i, n), or (n, j, i) for planes.

    Raises InputError when the file is cut short or its compression damaged. Uncompressed
    YBR_FULL_422 stays flat, as it lies in the file.
    """
    layout = file.layout
    if file.transfer_syntax not in UNCOMPRESSED:
        return np.array(decoded_frame(file, frame))
    stored = np.empty(layout.frame_bytes // (layout.bits_allocated // 8), layout.stored_dtype)
    read_frame_into(file, frame, stored)
    native: Array = stored.astype(stored.dtype.newbyteorder("="), copy=False)
    if layout.photometric == "YBR_FULL_422":
        return native
    if layout.samples == 1:
        return native.reshape(layout.rows, layout.columns)
    if layout.planar:
        return native.reshape(layout.samples, layout.rows, layout.columns)
    return native.reshape(layout.rows, layout.columns, layout.samples)


def decoded_frame(file: PixelFile, frame: int) -> Array:
    """As ``stored_frame`` of a compressed file; whoever has it must not write to it."""
    fragments = _frames(file)[frame]
    data = bytes(fragments[0]) if len(fragments) == 1 else b"".join(fragments)
    return decode_frame(data, file.transfer_syntax, file.layout, file.path.name)


@lru_cache(maxsize=2)
def _cached_frames(file: PixelFile) -> list[list[memoryview]]:
    return frames_of(encapsulated_value(file), file.frame_count, file.path.name)


def _frames(file: PixelFile) -> list[list[memoryview]]:
    """Fragments by frame; a multi-frame file's are kept while its frames are loaded."""
    if file.frame_count > 1:
        return _cached_frames(file)
    return frames_of(encapsulated_value(file), 1, file.path.name)
