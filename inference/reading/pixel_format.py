"""How stored pixels are laid out and what they mean (PS3.5 8, PS3.3 C.7.6.3, C.11.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from inference.imaging.errors import InputError
from inference.reading import tags
from inference.reading.attributes import code, integer, number, signed_or_not
from inference.reading.file_header import EXPLICIT_BIG, FileHeader

GREY = ("MONOCHROME1", "MONOCHROME2")
COLOUR = (
    "RGB",
    "PALETTE COLOR",
    "YBR_FULL",
    "YBR_FULL_422",
    "YBR_PARTIAL_420",
    "YBR_ICT",
    "YBR_RCT",
)
_LARGEST_SIDE = 65535


@dataclass(frozen=True, slots=True)
class PixelFormat:
    """The layout of one frame; ``floating`` for Float and Double Float Pixel Data."""

    rows: int
    columns: int
    samples: int
    bits_allocated: int
    bits_stored: int
    high_bit: int
    signed: bool
    planar: bool
    photometric: str
    big_endian: bool = False
    floating: bool = False

    @property
    def stored_dtype(self) -> np.dtype[np.generic]:
        """dtype of the samples as they lie in an uncompressed file."""
        kind = "f" if self.floating else ("i" if self.signed else "u")
        return _dtype(self.big_endian, kind, self.bits_allocated // 8)

    @property
    def frame_bytes(self) -> int:
        """Bytes of one uncompressed frame (YBR_FULL_422 stores two samples a pixel)."""
        samples = 2 if self.photometric == "YBR_FULL_422" else self.samples
        return self.rows * self.columns * samples * (self.bits_allocated // 8)

    @property
    def colour(self) -> bool:
        return self.photometric in COLOUR

    @property
    def range(self) -> tuple[int, int]:
        """Smallest and largest stored value that the declared bits can hold."""
        return stored_range(self.signed, self.bits_stored)


def stored_range(signed: bool, bits_stored: int) -> tuple[int, int]:
    """Smallest and largest integer of that many bits."""
    if signed:
        return -(1 << (bits_stored - 1)), (1 << (bits_stored - 1)) - 1
    return 0, (1 << bits_stored) - 1


@lru_cache(maxsize=32)
def _dtype(big_endian: bool, kind: str, size: int) -> np.dtype[np.generic]:
    return np.dtype(f"{'>' if big_endian else '<'}{kind}{size}")


_KEY = (
    tags.ROWS,
    tags.COLUMNS,
    tags.SAMPLES_PER_PIXEL,
    tags.BITS_ALLOCATED,
    tags.BITS_STORED,
    tags.HIGH_BIT,
    tags.PIXEL_REPRESENTATION,
    tags.PLANAR_CONFIGURATION,
    tags.PHOTOMETRIC,
)


def pixel_format(header: FileHeader) -> PixelFormat:
    """The checked layout of a file's frames; InputError (without file name) when impossible."""
    values = header.values
    key = tuple(map(values.get, _KEY))
    return _format(key, header.pixel_tag, header.transfer_syntax == EXPLICIT_BIG)


@lru_cache(maxsize=256)
def _format(key: tuple[bytes | None, ...], pixel_tag: int, big_endian: bool) -> PixelFormat:
    values = {tag: raw for tag, raw in zip(_KEY, key, strict=True) if raw is not None}
    allocated = integer(values, tags.BITS_ALLOCATED) or 0
    stated = integer(values, tags.BITS_STORED)
    stored = allocated if stated is None else stated
    high_bit = integer(values, tags.HIGH_BIT)
    layout = PixelFormat(
        rows=integer(values, tags.ROWS) or 0,
        columns=integer(values, tags.COLUMNS) or 0,
        samples=integer(values, tags.SAMPLES_PER_PIXEL) or 1,
        bits_allocated=allocated,
        bits_stored=stored,
        high_bit=stored - 1 if high_bit is None else high_bit,
        signed=integer(values, tags.PIXEL_REPRESENTATION) == 1,
        planar=integer(values, tags.PLANAR_CONFIGURATION) == 1,
        photometric=code(values, tags.PHOTOMETRIC).upper(),
        big_endian=big_endian,
        floating=pixel_tag != tags.PIXEL_DATA,
    )
    _check(layout)
    return layout


def _check(layout: PixelFormat) -> None:
    if not (0 < layout.rows <= _LARGEST_SIDE and 0 < layout.columns <= _LARGEST_SIDE):
        raise InputError(f"declares a picture of {layout.columns} × {layout.rows} pixels")
    if layout.photometric not in GREY + COLOUR:
        shown = layout.photometric[:32] or "(none)"
        raise InputError(f"has the unknown photometric interpretation {shown}")
    wanted = 1 if layout.photometric in (*GREY, "PALETTE COLOR") else 3
    if layout.samples != wanted:
        raise InputError(f"declares {layout.samples} values a pixel and is {layout.photometric}")
    allowed = (32, 64) if layout.floating else (8, 16, 32)
    if layout.bits_allocated not in allowed:
        raise InputError(f"allocates {layout.bits_allocated} bits a sample, which no image does")
    if layout.floating:
        return
    if not 0 < layout.bits_stored <= layout.bits_allocated:
        raise InputError(
            f"declares {layout.bits_stored} stored bits in {layout.bits_allocated} allocated ones"
        )
    if not layout.bits_stored - 1 <= layout.high_bit < layout.bits_allocated:
        raise InputError(
            f"declares {layout.bits_stored} stored bits with bit {layout.high_bit} as the highest "
            f"of {layout.bits_allocated}"
        )


@dataclass(frozen=True, slots=True)
class Rescale:
    """value = stored × slope + intercept (PS3.3 C.11.1.1.2)."""

    slope: float = 1.0
    intercept: float = 0.0

    @property
    def whole(self) -> bool:
        return self.slope == int(self.slope) and self.intercept == int(self.intercept)


def rescale(values: Mapping[int, bytes]) -> Rescale:
    """The file's rescale; an absent slope, or slope 0 (flagged elsewhere), counts as 1."""
    slope = values.get(tags.RESCALE_SLOPE) or values.get(tags.DOSE_GRID_SCALING)
    return _rescale(slope, values.get(tags.RESCALE_INTERCEPT))


@lru_cache(maxsize=4096)
def _rescale(slope: bytes | None, intercept: bytes | None) -> Rescale:
    values = {tags.RESCALE_SLOPE: slope or b"", tags.RESCALE_INTERCEPT: intercept or b""}
    return Rescale(
        number(values, tags.RESCALE_SLOPE) or 1.0, number(values, tags.RESCALE_INTERCEPT) or 0.0
    )


def padding(values: Mapping[int, bytes], signed: bool) -> tuple[int, int] | None:
    """Lowest and highest stored value that means "no picture here" (C.7.5.1.1.2), or None."""
    if tags.PIXEL_PADDING_VALUE not in values:
        return None
    value = signed_or_not(integer(values, tags.PIXEL_PADDING_VALUE), signed)
    if value is None:
        return None
    limit = signed_or_not(integer(values, tags.PIXEL_PADDING_LIMIT), signed)
    limit = value if limit is None else limit
    return min(value, limit), max(value, limit)
