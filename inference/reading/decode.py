"""Compressed frames into stored values: imagecodecs first, gdcm and OpenJPEG behind it."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.reading.pixel_format import PixelFormat

Array = NDArray[np.generic]
RLE = "1.2.840.10008.1.2.5"
_J = "1.2.840.10008.1.2.4."
JPEG_BASELINE = _J + "50"
JPEG_EXTENDED = _J + "51"
JPEG_LOSSLESS = (_J + "57", _J + "70")
JPEG_LS = (_J + "80", _J + "81")
JPEG_2000 = (_J + "90", _J + "91")
HTJ2K = (_J + "201", _J + "202", _J + "203")
DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"


def decode_frame(data: bytes, syntax: str, layout: PixelFormat, name: str) -> Array:
    """(rows, columns) or (rows, columns, samples) of one compressed frame.

    Raises InputError when no decoder accepts it or the picture has not the declared size.
    """
    codec = _codecs().get(syntax)
    if codec is None:
        raise InputError(f"{name} is compressed in a way that is not supported ({syntax}).")
    try:
        decoded = codec(data, layout)
    except (RuntimeError, ValueError, TypeError, MemoryError) as error:
        raise InputError(f"{name} holds compressed pixels that cannot be decoded.") from error
    return _checked(np.asarray(decoded), layout, name)


def supported(syntax: str) -> bool:
    """Whether frames of this compressed transfer syntax can be decoded."""
    return syntax in _codecs()


Codec = Callable[[bytes, PixelFormat], Array]


def _codecs() -> dict[str, Codec]:
    return {
        RLE: _rle,
        JPEG_BASELINE: _jpeg,
        JPEG_EXTENDED: _jpeg,
        **dict.fromkeys(JPEG_LOSSLESS, _jpeg_lossless),
        **dict.fromkeys(JPEG_LS, _jpeg_ls),
        **dict.fromkeys((*JPEG_2000, *HTJ2K), _jpeg_2000),
        DEFLATED_FRAMES: _deflated,
    }


def _checked(decoded: Array, layout: PixelFormat, name: str) -> Array:
    wanted = (layout.rows, layout.columns) + ((layout.samples,) if layout.samples > 1 else ())
    if decoded.shape != wanted:
        raise InputError(
            f"{name} declares a picture of {layout.columns} × {layout.rows} pixels and its "
            "compressed data holds another."
        )
    if decoded.dtype.itemsize * 8 > layout.bits_allocated:
        raise InputError(f"{name} holds more bits a pixel than it declares.")
    stored = np.dtype(f"{'i' if layout.signed else 'u'}{layout.bits_allocated // 8}")
    if decoded.dtype.kind == stored.kind or decoded.dtype.itemsize == stored.itemsize:
        return (
            decoded.astype(stored, copy=False)
            if decoded.dtype.kind == stored.kind
            else (np.ascontiguousarray(decoded).view(stored))
        )
    return decoded.astype(stored)


def _jpeg_2000(data: bytes, layout: PixelFormat) -> Array:
    from imagecodecs import jpeg2k_decode

    return jpeg2k_decode(data, numthreads=1)


def _jpeg_ls(data: bytes, layout: PixelFormat) -> Array:
    from imagecodecs import jpegls_decode

    return jpegls_decode(data)


def _jpeg_lossless(data: bytes, layout: PixelFormat) -> Array:
    from imagecodecs import ljpeg_decode

    return ljpeg_decode(data)


def _jpeg(data: bytes, layout: PixelFormat) -> Array:
    from imagecodecs import jpeg8_decode

    return jpeg8_decode(data)


def _rle(data: bytes, layout: PixelFormat) -> Array:
    from imagecodecs import dicomrle_decode

    stored = np.dtype(f"<u{layout.bits_allocated // 8}")
    plain = np.frombuffer(dicomrle_decode(data, stored), stored)
    planes = plain.reshape(layout.samples, layout.rows, layout.columns)
    return planes[0] if layout.samples == 1 else np.moveaxis(planes, 0, -1)


def _deflated(data: bytes, layout: PixelFormat) -> Array:
    from inference.reading.inflate import inflate

    plain = inflate(data, layout.frame_bytes, whole=False)
    shape = (layout.rows, layout.columns) + ((layout.samples,) if layout.samples > 1 else ())
    return np.frombuffer(plain, layout.stored_dtype, count=int(np.prod(shape))).reshape(shape)
