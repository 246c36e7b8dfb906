"""Small synthetic DICOM files by the thousand, for measuring the indexer; no patient in them."""

import struct
from collections.abc import Iterator
from pathlib import Path

_SHORT = frozenset({b"CS", b"UI", b"DA", b"TM", b"LO", b"PN", b"SH", b"IS", b"DS", b"US"})
_CT = b"1.2.840.10008.5.1.4.1.1.2"
_ROOT = "2.25.4096"  # below PS3.5 B.2; never a real instance
_NAMES = ("DOE^JANE", "MULLER^JORG", "WANG^XIAODONG", "GARCIA^LUCIA", "OKAFOR^CHIDI")


def write_files(folder: Path, count: int, slices_per_series: int = 100) -> Iterator[Path]:
    """Write ``count`` CT slices of 16×16 pixels, two series a study, each study in a folder."""
    pixels = bytes(16 * 16 * 2)
    for n in range(count):
        series, k = divmod(n, slices_per_series)
        path = folder / f"study{series // 2:05d}" / f"series{series % 2}" / f"IM{k:05d}.dcm"
        if k == 0:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(dicom_bytes(series // 2, series % 2, k, pixels))
        yield path


def dicom_bytes(study: int, series: int, k: int, pixels: bytes) -> bytes:
    """One explicit little-endian file with the attributes that a scanner writes."""
    uid = f"{_ROOT}.{study}.{series}.{k}"
    name = f"{_NAMES[study % len(_NAMES)]}{study}"
    day = f"20{10 + study % 16:02d}{study % 12 + 1:02d}{study % 28 + 1:02d}"
    elements = [
        (0x0008, 0x0005, b"CS", b"ISO_IR 100"),
        (0x0008, 0x0008, b"CS", rb"ORIGINAL\PRIMARY\AXIAL"),
        (0x0008, 0x0016, b"UI", _CT),
        (0x0008, 0x0018, b"UI", uid.encode()),
        (0x0008, 0x0020, b"DA", day.encode()),
        (0x0008, 0x0030, b"TM", b"101500"),
        (0x0008, 0x0050, b"SH", f"A{study:06d}".encode()),
        (0x0008, 0x0060, b"CS", b"CT"),
        (0x0008, 0x0080, b"LO", b"BENCH HOSPITAL"),
        (0x0008, 0x1030, b"LO", b"CT ABDOMEN"),
        (0x0008, 0x103E, b"LO", b"VENOUS" if series else b"ARTERIAL"),
        (0x0010, 0x0010, b"PN", name.encode()),
        (0x0010, 0x0020, b"LO", f"P{study:06d}".encode()),
        (0x0010, 0x0030, b"DA", b"19600101"),
        (0x0010, 0x0040, b"CS", b"F"),
        (0x0018, 0x0050, b"DS", b"2.5"),
        (0x0020, 0x000D, b"UI", f"{_ROOT}.{study}".encode()),
        (0x0020, 0x000E, b"UI", f"{_ROOT}.{study}.{series}".encode()),
        (0x0020, 0x0011, b"IS", str(series + 1).encode()),
        (0x0020, 0x0013, b"IS", str(k + 1).encode()),
        (0x0020, 0x0032, b"DS", rf"-120\-120\{k * 2.5}".encode()),
        (0x0020, 0x0037, b"DS", rb"1\0\0\0\1\0"),
        (0x0020, 0x0052, b"UI", f"{_ROOT}.{study}.99".encode()),
        (0x0028, 0x0002, b"US", struct.pack("<H", 1)),
        (0x0028, 0x0004, b"CS", b"MONOCHROME2"),
        (0x0028, 0x0010, b"US", struct.pack("<H", 16)),
        (0x0028, 0x0011, b"US", struct.pack("<H", 16)),
        (0x0028, 0x0030, b"DS", rb"0.9375\0.9375"),
        (0x0028, 0x0100, b"US", struct.pack("<H", 16)),
        (0x0028, 0x0101, b"US", struct.pack("<H", 16)),
        (0x0028, 0x0102, b"US", struct.pack("<H", 15)),
        (0x0028, 0x0103, b"US", struct.pack("<H", 1)),
        (0x0028, 0x1052, b"DS", b"-1024"),
        (0x0028, 0x1053, b"DS", b"1"),
        (0x7FE0, 0x0010, b"OW", pixels),
    ]
    body = b"".join(_element(*one) for one in elements)
    meta = b"".join(
        (
            _element(0x0002, 0x0002, b"UI", _CT),
            _element(0x0002, 0x0003, b"UI", uid.encode()),
            _element(0x0002, 0x0010, b"UI", b"1.2.840.10008.1.2.1"),
        )
    )
    length = struct.pack("<HH2sHI", 2, 0, b"UL", 4, len(meta))
    return bytes(128) + b"DICM" + length + meta + body


def _element(group: int, element: int, vr: bytes, value: bytes) -> bytes:
    if len(value) % 2:
        value += b"\0" if vr == b"UI" else b" "
    if vr in _SHORT:
        return struct.pack("<HH2sH", group, element, vr, len(value)) + value
    return struct.pack("<HH2sHI", group, element, vr, 0, len(value)) + value
