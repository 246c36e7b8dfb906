"""Compressed frames into stored values: imagecodecs first, what pydicom can call behind it."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.reading.jpeg_colour import jpeg_is_ybr
from inference.reading.pixel_format import PixelFormat

Array = NDArray[Any]
Codec = Callable[[bytes, PixelFormat], Array]

RLE = "1.2.840.10008.1.2.5"
_J = "1.2.840.10008.1.2.4."
JPEG_BASELINE = _J + "50"
JPEG_EXTENDED = _J + "51"
LOSSY_JPEG = (JPEG_BASELINE, JPEG_EXTENDED)
JPEG_LOSSLESS = (_J + "57", _J + "70")
JPEG_LS = (_J + "80", _J + "81")
JPEG_2000 = (_J + "90", _J + "91")
HTJ2K = (_J + "201", _J + "202", _J + "203")
DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"
END_OF_IMAGE = b"\xff\xd9"  # closes JPEG, JPEG-LS and JPEG 2000 alike
BIT_EXACT = (RLE, DEFLATED_FRAMES)  # these pack the stored cells as they are
# Lossy JPEG 2000 may be cut at a wanted rate, and real files then lack the closing marker.
_MAY_LACK_END = (*BIT_EXACT, JPEG_2000[1], HTJ2K[2])
_FAILURES = (RuntimeError, ValueError, TypeError, IndexError, MemoryError, OverflowError)


def decode_frame(data: bytes, syntax: str, layout: PixelFormat, name: str) -> Array:
    """(j, i) or (j, i, n) stored values of one compressed frame, of the declared width and sign.

    Raises InputError when no decoder accepts it, or when it holds another picture than declared.
    """
    codec = _codecs().get(syntax)
    if codec is None:
        raise InputError(f"{name} is compressed in a way that is not supported ({syntax}).")
    if syntax not in _MAY_LACK_END and not data.rstrip(b"\0").endswith(END_OF_IMAGE):
        raise InputError(f"{name} holds compressed pixels that are cut short.")
    try:
        decoded = np.asarray(codec(data, layout))
    except _FAILURES:
        decoded = _second_opinion(data, syntax, layout, name)
    return _as_declared(decoded, syntax, layout, name)


def supported(syntax: str) -> bool:
    """Whether frames of this compressed transfer syntax can be decoded."""
    return syntax in _codecs()


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


def _second_opinion(data: bytes, syntax: str, layout: PixelFormat, name: str) -> Array:
    """gdcm, then OpenJPEG by way of pylibjpeg, as pydicom drives them."""
    from pydicom.encaps import encapsulate
    from pydicom.pixels.decoders.base import get_decoder
    from pydicom.uid import UID

    if syntax in BIT_EXACT:
        raise InputError(f"{name} holds compressed pixels that cannot be decoded.")
    if syntax in (*JPEG_2000, *HTJ2K):
        return _openjpeg(data, name)
    options: dict[str, Any] = {
        "rows": layout.rows,
        "columns": layout.columns,
        "number_of_frames": 1,
        "samples_per_pixel": layout.samples,
        "photometric_interpretation": layout.photometric,
        "bits_allocated": layout.bits_allocated,
        "bits_stored": layout.bits_stored,
        "pixel_representation": int(layout.signed),
        "planar_configuration": 0,
        "pixel_keyword": "PixelData",
    }
    as_rgb = layout.photometric.startswith("YBR_FULL") and syntax in LOSSY_JPEG
    try:
        decoder = get_decoder(UID(syntax))
        array, _ = decoder.as_array(encapsulate([data]), raw=not as_rgb, index=0, **options)
    except (*_FAILURES, AttributeError, NotImplementedError) as error:
        raise InputError(f"{name} holds compressed pixels that cannot be decoded.") from error
    return np.asarray(array)


def _openjpeg(data: bytes, name: str) -> Array:
    """Past pydicom, whose search for the stream's parameters never ends in some damaged ones."""
    from openjpeg.utils import decode

    try:
        return np.asarray(decode(data))
    except _FAILURES as error:
        raise InputError(f"{name} holds compressed pixels that cannot be decoded.") from error


def _as_declared(decoded: Array, syntax: str, layout: PixelFormat, name: str) -> Array:
    """Size and range checked against the header, then in the declared width and sign."""
    wanted = (layout.rows, layout.columns) + ((layout.samples,) if layout.samples > 1 else ())
    if decoded.shape != wanted:
        raise InputError(
            f"{name} declares a picture of {layout.columns} × {layout.rows} pixels, but its "
            "compressed data hold another."
        )
    stored = np.dtype(f"{'i' if layout.signed else 'u'}{layout.bits_allocated // 8}")
    if syntax not in BIT_EXACT:
        _check_range(decoded, layout, name)
    if decoded.dtype.itemsize == stored.itemsize:
        return decoded.view(stored)
    return decoded.astype(stored)


def _check_range(decoded: Array, layout: PixelFormat, name: str) -> None:
    """A picture with more bits than its header declares would be cut; it is refused."""
    room = 1 << layout.bits_stored
    low, high = int(decoded.min()), int(decoded.max())
    if decoded.dtype.itemsize * 8 > layout.bits_stored and (high >= room or low < -(room // 2)):
        raise InputError(f"{name} holds larger pixel values than its header declares.")


def _jpeg_2000(data: bytes, layout: PixelFormat) -> Array:
    from imagecodecs import jpeg2k_decode

    return np.asarray(jpeg2k_decode(data, numthreads=1))


def _jpeg_ls(data: bytes, layout: PixelFormat) -> Array:
    from imagecodecs import jpegls_decode

    return np.asarray(jpegls_decode(data))


def _jpeg_lossless(data: bytes, layout: PixelFormat) -> Array:
    from imagecodecs import ljpeg_decode

    return np.asarray(ljpeg_decode(data))


def _jpeg(data: bytes, layout: PixelFormat) -> Array:
    """Lossy JPEG, 8 or 12 bit; colour comes out as RGB."""
    from imagecodecs import jpeg8_decode

    if layout.samples == 1:
        return np.asarray(jpeg8_decode(data))
    space = "YCBCR" if jpeg_is_ybr(data, layout.photometric) else "RGB"
    return np.asarray(jpeg8_decode(data, colorspace=space, outcolorspace="RGB"))


def _rle(data: bytes, layout: PixelFormat) -> Array:
    from imagecodecs import dicomrle_decode

    stored = np.dtype(f"<u{layout.bits_allocated // 8}")
    plain = np.frombuffer(dicomrle_decode(data, stored), stored)
    planes = plain.reshape(layout.samples, layout.rows, layout.columns)
    return planes[0] if layout.samples == 1 else np.ascontiguousarray(np.moveaxis(planes, 0, -1))


def _deflated(data: bytes, layout: PixelFormat) -> Array:
    from inference.reading.inflate import inflate

    plain = inflate(data, layout.frame_bytes, whole=False)
    shape = (layout.rows, layout.columns) + ((layout.samples,) if layout.samples > 1 else ())
    return np.frombuffer(plain, layout.stored_dtype).reshape(shape)
