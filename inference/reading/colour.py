"""Stored colour samples into RGB (PS3.3 C.7.6.3.1.2)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.reading.checks import UNCOMPRESSED
from inference.reading.plan import PixelFile

Array = NDArray[Any]
Rgb = NDArray[np.uint8]


def to_rgb(stored: Array, file: PixelFile) -> Rgb:
    """(j, i, 3) uint8 of one frame, from what ``stored_frame`` gives."""
    layout = file.layout
    compressed = file.transfer_syntax not in UNCOMPRESSED
    if layout.photometric == "PALETTE COLOR":
        return _from_palette(stored, file)
    if layout.photometric == "YBR_FULL_422" and not compressed:
        return _ybr_to_rgb(_spread_422(stored, layout.rows, layout.columns))
    pixels = np.moveaxis(stored, 0, -1) if layout.planar and not compressed else stored
    eight = _to_bytes(pixels, layout.bits_stored)
    ybr = layout.photometric.startswith("YBR_FULL") and not _decoder_gives_rgb(file)
    return _ybr_to_rgb(eight) if ybr else eight


def _decoder_gives_rgb(file: PixelFile) -> bool:
    """Lossy JPEG comes out of its decoder as RGB; every other codec leaves YBR_FULL as it is.

    YBR_ICT and YBR_RCT never get here: JPEG 2000 undoes these transforms itself.
    """
    from inference.reading.decode import LOSSY_JPEG

    return file.transfer_syntax in LOSSY_JPEG


def _to_bytes(pixels: Array, bits: int) -> Rgb:
    """The eight highest of the stored bits."""
    eight: Rgb = (pixels >> (bits - 8) if bits > 8 else pixels).astype(np.uint8)
    return eight


def _spread_422(stored: Array, rows: int, columns: int) -> Rgb:
    """Y0 Y1 Cb Cr for each pair of pixels."""
    pairs = stored.reshape(rows, columns // 2, 4)
    out = np.empty((rows, columns // 2, 2, 3), np.uint8)
    out[..., 0] = pairs[..., :2]
    out[..., 1:] = pairs[..., None, 2:]
    return out.reshape(rows, columns, 3)


def _ybr_to_rgb(pixels: Rgb) -> Rgb:
    """PS3.3 C.7.6.3.1.2, full range, rounded to the nearest."""
    y, cb, cr = (pixels[..., n].astype(np.float32) for n in range(3))
    cb, cr = cb - 128, cr - 128
    rgb = np.stack([y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb], axis=-1)
    whole: Rgb = np.clip(np.rint(rgb), 0, 255).astype(np.uint8)
    return whole


def _from_palette(stored: Array, file: PixelFile) -> Rgb:
    """Through the three lookup tables (C.7.6.3.1.5, .6); outside them, the end entries."""
    channels = []
    for descriptor, data in zip(file.palette[:3], file.palette[3:], strict=True):
        if len(descriptor) != 6 or not data:
            raise InputError(f"{file.path.name} has no usable colour palette.")
        count, first, bits = (int(v) for v in np.frombuffer(descriptor, "<u2"))
        count = count or 0x10000
        first = first - 0x10000 if file.layout.signed and first >= 0x8000 else first
        entries = _palette_entries(data, count, bits, file)
        index = np.clip(stored.astype(np.int64) - first, 0, count - 1)
        channels.append(entries[index])
    return np.stack(channels, axis=-1)


def _palette_entries(data: bytes, count: int, bits: int, file: PixelFile) -> Rgb:
    """(count,) entries of one channel as bytes; 16-bit tables give their high byte."""
    if bits <= 8 and len(data) in (count, count + count % 2):
        return np.frombuffer(data, np.uint8, count)
    if len(data) < 2 * count:
        raise InputError(f"{file.path.name} has a colour palette that is too short.")
    entries = np.frombuffer(data, "<u2", count)
    high: Rgb = (entries >> 8 if bits > 8 else entries).astype(np.uint8)
    return high
