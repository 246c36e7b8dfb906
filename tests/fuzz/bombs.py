"""Files made to exhaust a reader: a few bytes that ask for gigabytes, or never end."""

import gzip
import struct
import zlib
from collections.abc import Callable, Iterator

import nibabel
import numpy as np
from pydicom.uid import (
    CTImageStorage,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    RLELossless,
)

Element = tuple[int, int, bytes, bytes]
_LONG = (b"OB", b"OW", b"SQ", b"UN")
_DEEP = 100_000


def element(group: int, number: int, vr: bytes, value: bytes) -> bytes:
    """One explicit little-endian element."""
    if vr in _LONG:
        return struct.pack("<HH2sHI", group, number, vr, 0, len(value)) + value
    return struct.pack("<HH2sH", group, number, vr, len(value)) + value


def part_10(syntax: str, body: bytes) -> bytes:
    """Preamble, meta information and a body as given."""
    uid = syntax.encode() + b"\0" * (len(syntax) % 2)
    meta = element(2, 1, b"OB", b"\0\1") + element(2, 0x10, b"UI", uid)
    return bytes(128) + b"DICM" + element(2, 0, b"UL", struct.pack("<I", len(meta))) + meta + body


def image_body(rows: int, columns: int, frames: int = 1, before: bytes = b"") -> bytes:
    """The elements of a CT image up to its pixels."""
    sop_class = CTImageStorage.encode() + b"\0" * (len(CTImageStorage) % 2)
    return b"".join(
        [
            element(8, 0x16, b"UI", sop_class),
            element(8, 0x18, b"UI", b"2.25.77\0"),
            element(8, 0x60, b"CS", b"CT"),
            before,
            element(0x20, 0xD, b"UI", b"2.25.75\0"),
            element(0x20, 0xE, b"UI", b"2.25.76\0"),
            element(0x20, 0x32, b"DS", b"0\\0\\0 "),
            element(0x20, 0x37, b"DS", b"1\\0\\0\\0\\1\\0 "),
            element(0x28, 2, b"US", struct.pack("<H", 1)),
            element(0x28, 4, b"CS", b"MONOCHROME2 "),
            element(0x28, 8, b"IS", str(frames).encode().ljust(12)),
            element(0x28, 0x10, b"US", struct.pack("<H", rows)),
            element(0x28, 0x11, b"US", struct.pack("<H", columns)),
            element(0x28, 0x30, b"DS", b"1\\1 "),
            element(0x28, 0x100, b"US", struct.pack("<H", 16)),
            element(0x28, 0x101, b"US", struct.pack("<H", 16)),
            element(0x28, 0x102, b"US", struct.pack("<H", 15)),
            element(0x28, 0x103, b"US", struct.pack("<H", 1)),
        ]
    )


def encapsulated(fragment: bytes) -> bytes:
    """A compressed pixel element of one fragment."""
    return (
        struct.pack("<HH2sHI", 0x7FE0, 0x10, b"OB", 0, 0xFFFFFFFF)
        + struct.pack("<HHI", 0xFFFE, 0xE000, 0)
        + struct.pack("<HHI", 0xFFFE, 0xE000, len(fragment))
        + fragment
        + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
    )


def all_bombs() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """File name and what makes its bytes; every one of them must be refused."""
    pixels = element(0x7FE0, 0x10, b"OW", bytes(800))
    yield (
        "declared-30000.dcm",
        lambda: part_10(ExplicitVRLittleEndian, image_body(30000, 30000) + pixels),
    )
    yield (
        "declared-30000-rle.dcm",
        lambda: part_10(RLELossless, image_body(30000, 30000) + encapsulated(_rle_of_nothing())),
    )
    yield (
        "declared-30000-j2k.dcm",
        lambda: part_10(
            JPEG2000Lossless, image_body(30000, 30000) + encapsulated(_j2k_of_nothing())
        ),
    )
    yield (
        "declared-frames.dcm",
        lambda: part_10(ExplicitVRLittleEndian, image_body(512, 512, 2_000_000_000) + pixels),
    )
    yield "deep-open.dcm", lambda: _deep(closed=False)
    yield "deep-closed.dcm", lambda: _deep(closed=True)
    yield "deep-implicit.dcm", _deep_implicit
    yield "deflate.dcm", _deflated_gigabytes
    yield "gzip.nii.gz", _gzip_gigabytes
    yield "huge.nii", lambda: _nifti((32767, 32767, 32767))
    yield (
        "huge.nrrd",
        lambda: (
            b"NRRD0004\ntype: double\ndimension: 3\nspace: LPS\nsizes: 99999 99999 99999\n"
            b"space directions: (1,0,0) (0,1,0) (0,0,1)\nendian: little\nencoding: bzip2\n\nBZh9"
        ),
    )
    yield (
        "huge.mha",
        lambda: (
            b"ObjectType = Image\nNDims = 3\nDimSize = 99999 99999 99999\n"
            b"ElementType = MET_DOUBLE\nCompressedData = True\nElementDataFile = LOCAL\n"
            + zlib.compress(bytes(1000))
        ),
    )


def _deep(closed: bool) -> bytes:
    start = struct.pack("<HH2sHI", 8, 0x1115, b"SQ", 0, 0xFFFFFFFF)
    item = struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)
    ends = struct.pack("<HHI", 0xFFFE, 0xE00D, 0) + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
    nested = (start + item) * _DEEP + (ends * _DEEP if closed else b"")
    return part_10(ExplicitVRLittleEndian, image_body(8, 8, before=nested) + _eight_by_eight())


def _deep_implicit() -> bytes:
    start = struct.pack("<HHI", 8, 0x1115, 0xFFFFFFFF)
    item = struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)
    return part_10(ImplicitVRLittleEndian, (start + item) * _DEEP)


def _eight_by_eight() -> bytes:
    return element(0x7FE0, 0x10, b"OW", bytes(128))


def _deflated_gigabytes() -> bytes:
    """2.5 GB of nothing behind a header: one compressed stretch, many times over."""
    head = image_body(20000, 20000) + struct.pack("<HH2sHI", 0x7FE0, 0x10, b"OW", 0, 3 << 30)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    stretch = packer.compress(bytes(64 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return part_10(DeflatedExplicitVRLittleEndian, start + stretch * 40 + packer.flush())


def _gzip_gigabytes() -> bytes:
    """A valid gzip file of 2.5 GB of nothing, whose header declares four small slices."""
    return gzip.compress(_nifti((16, 16, 4))) + gzip.compress(bytes(64 << 20)) * 40


def _nifti(shape: tuple[int, int, int]) -> bytes:
    header = nibabel.Nifti1Header()
    header.set_data_dtype(np.int16)
    header.set_data_shape(shape)
    header["magic"], header["vox_offset"], header["sform_code"] = b"n+1", 352, 1
    header["srow_x"], header["srow_y"], header["srow_z"] = np.eye(4)[:3]
    return bytes(header.binaryblock) + bytes(4)


def _rle_of_nothing() -> bytes:
    return struct.pack("<16I", 2, 64, 66, *[0] * 13) + b"\x81\0\x81\0"


def _j2k_of_nothing() -> bytes:
    """A JPEG 2000 main header that declares 30000 × 30000, and no data."""
    size = struct.pack(">HIIIIIIIIHBBB", 0, 30000, 30000, 0, 0, 30000, 30000, 0, 0, 1, 15, 1, 1)
    return b"\xff\x4f\xff\x51" + struct.pack(">H", len(size) + 2) + size + b"\xff\xd9"
