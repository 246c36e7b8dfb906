"""The stored values of a multi-frame object, a frame at a time, one-bit frames included."""

import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset

from inference.imaging.errors import InputError
from inference.reading.file_header import EXPLICIT_LITTLE, IMPLICIT_LITTLE
from inference.reading.inflate import inflate

Array = NDArray[Any]

_RLE = "1.2.840.10008.1.2.5"
_DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"
MAX_VOXELS = 1 << 36


class StoredFrames:
    """``frames[n]`` is (rows, columns) as stored, integers or floats.

    One-bit frames stay packed until asked for: a segmentation of a hundred organs has ten
    thousand of them.
    """

    def __init__(self, shape: tuple[int, int, int], dtype: str, read: Callable[[int], Array]):
        self.shape, self.dtype, self._read = shape, np.dtype(dtype), read

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, number: int) -> Array:
        return self._read(number)


def stored_frames(dataset: Dataset, name: str) -> StoredFrames:
    """The frames of ``dataset``; InputError when they are short or impossibly many."""
    shape = frame_shape(dataset, name)
    syntax = str(dataset.file_meta.get("TransferSyntaxUID", "")) if dataset.file_meta else ""
    one_bit = dataset.get("BitsAllocated") == 1
    if one_bit and syntax in (EXPLICIT_LITTLE, IMPLICIT_LITTLE):
        return _packed(bytes(dataset.PixelData), shape, name)
    if one_bit and syntax in (_RLE, _DEFLATED_FRAMES):
        return _fragmented_bits(dataset, syntax, shape, name)
    if syntax == _DEFLATED_FRAMES:
        return _whole(_deflated(dataset, shape, name), shape, name)
    return _whole(np.asarray(dataset.pixel_array), shape, name)


def frame_shape(dataset: Dataset, name: str) -> tuple[int, int, int]:
    """Number of frames, rows and columns; InputError when impossible."""
    shape = (
        int(dataset.get("NumberOfFrames") or 1),
        int(dataset.get("Rows") or 0),
        int(dataset.get("Columns") or 0),
    )
    if min(shape) < 1 or shape[0] * shape[1] * shape[2] > MAX_VOXELS:
        raise InputError(f"{name} declares {shape[0]} frames of {shape[2]} × {shape[1]} pixels.")
    return shape


def _whole(values: Array, shape: tuple[int, int, int], name: str) -> StoredFrames:
    if values.size != shape[0] * shape[1] * shape[2]:
        raise InputError(f"{name} declares {shape[0]} frames and holds other pixels.")
    frames = values.reshape(shape)
    return StoredFrames(shape, frames.dtype.str, frames.__getitem__)


def _packed(data: bytes, shape: tuple[int, int, int], name: str) -> StoredFrames:
    """Bits without gaps over all frames, the first in the lowest bit (PS3.5 8.1.1)."""
    count, rows, columns = shape
    size = rows * columns
    if len(data) * 8 < count * size:
        raise InputError(f"{name} is cut short: it declares {count} frames and holds fewer.")
    packed = np.frombuffer(data, np.uint8)

    def read(number: int) -> Array:
        start = number * size
        part = packed[start // 8 : (start + size + 7) // 8]
        bits = np.unpackbits(part, bitorder="little")[start % 8 : start % 8 + size]
        return bits.reshape(rows, columns)

    return StoredFrames(shape, "|u1", read)


def _fragmented_bits(
    dataset: Dataset, syntax: str, shape: tuple[int, int, int], name: str
) -> StoredFrames:
    """One-bit frames compressed each by itself."""
    count, rows, columns = shape
    wanted = (rows * columns + 7) // 8
    fragments = _fragments(dataset, count)
    if len(fragments) != count:
        raise InputError(f"{name} declares {count} frames and holds {len(fragments)}.")

    def read(number: int) -> Array:
        data = fragments[number]
        packed = _rle_segment(data, wanted) if syntax == _RLE else _inflated(data, wanted, name)
        if len(packed) < wanted:
            raise InputError(f"{name} holds a frame that is cut short.")
        bits = np.unpackbits(np.frombuffer(packed[:wanted], np.uint8), bitorder="little")
        return bits[: rows * columns].reshape(rows, columns)

    return StoredFrames(shape, "|u1", read)


def _fragments(dataset: Dataset, count: int) -> list[bytes]:
    from pydicom.encaps import generate_frames

    return list(generate_frames(dataset.PixelData, number_of_frames=count))


def _deflated(dataset: Dataset, shape: tuple[int, int, int], name: str) -> Array:
    dtype = np.dtype(f"<u{int(dataset.BitsAllocated) // 8}")
    wanted = shape[1] * shape[2] * dtype.itemsize
    parts = [_inflated(data, wanted, name)[:wanted] for data in _fragments(dataset, shape[0])]
    return np.frombuffer(b"".join(parts), dtype)


def _inflated(data: bytes, wanted: int, name: str) -> bytes:
    try:
        return inflate(data, wanted + 64, whole=False)
    except zlib.error as error:
        raise InputError(f"{name} holds a damaged frame: {error}.") from error


def _rle_segment(data: bytes, wanted: int) -> bytes:
    """The first (only) segment of an RLE frame, PackBits-decoded (PS3.5 Annex G)."""
    first = int.from_bytes(data[4:8], "little")
    second = int.from_bytes(data[8:12], "little") if data[:1] > b"\x01" else len(data)
    out = bytearray()
    position = first
    while position < min(second, len(data)) and len(out) < wanted:
        control = data[position]
        if control < 128:
            out += data[position + 1 : position + 2 + control]
            position += 2 + control
        elif control > 128:
            out += data[position + 1 : position + 2] * (257 - control)
            position += 2
        else:
            position += 1
    return bytes(out)
