"""The stored values of a multi-frame object's frames, one-bit frames included."""

import zlib

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset

from inference.imaging.errors import InputError
from inference.reading.inflate import inflate

_RLE = "1.2.840.10008.1.2.5"
_DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"
MAX_VOXELS = 1 << 31


def stored_frames(dataset: Dataset, name: str) -> NDArray[np.generic]:
    """(frames, rows, columns) as stored, integers or floats; InputError when short or huge."""
    count, rows, columns = frame_shape(dataset, name)
    syntax = str(dataset.file_meta.get("TransferSyntaxUID", "")) if dataset.file_meta else ""
    if syntax in (_RLE, _DEFLATED_FRAMES) and dataset.get("BitsAllocated") == 1:
        return _unpacked(dataset, syntax, (count, rows, columns), name)
    if syntax == _DEFLATED_FRAMES:
        return _deflated(dataset, (count, rows, columns), name)
    frames = np.asarray(dataset.pixel_array)
    if frames.size != count * rows * columns:
        raise InputError(f"{name} declares {count} frames and holds other pixels.")
    return frames.reshape(count, rows, columns)


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


def _fragments(dataset: Dataset, count: int) -> list[bytes]:
    from pydicom.encaps import generate_frames

    return list(generate_frames(dataset.PixelData, number_of_frames=count))


def _unpacked(
    dataset: Dataset, syntax: str, shape: tuple[int, int, int], name: str
) -> NDArray[np.generic]:
    """One-bit frames, each packed by itself (PS3.5 8.1.1: first pixel in the lowest bit)."""
    count, rows, columns = shape
    wanted = (rows * columns + 7) // 8
    out = np.empty((count, rows * columns), np.uint8)
    fragments = _fragments(dataset, count)
    if len(fragments) != count:
        raise InputError(f"{name} declares {count} frames and holds {len(fragments)}.")
    for frame, data in zip(out, fragments, strict=True):
        packed = _rle_segment(data, wanted) if syntax == _RLE else _inflated(data, wanted, name)
        if len(packed) < wanted:
            raise InputError(f"{name} holds a frame that is cut short.")
        bits = np.unpackbits(np.frombuffer(packed[:wanted], np.uint8), bitorder="little")
        frame[:] = bits[: rows * columns]
    return out.reshape(shape)


def _deflated(dataset: Dataset, shape: tuple[int, int, int], name: str) -> NDArray[np.generic]:
    dtype = np.dtype(f"<u{int(dataset.BitsAllocated) // 8}")
    wanted = shape[1] * shape[2] * dtype.itemsize
    parts = [_inflated(data, wanted, name)[:wanted] for data in _fragments(dataset, shape[0])]
    values = np.frombuffer(b"".join(parts), dtype)
    if values.size != shape[0] * shape[1] * shape[2]:
        raise InputError(f"{name} holds frames that are cut short.")
    return values.reshape(shape)


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
    while position < second and len(out) < wanted:
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
