"""One file's header: all that grouping and loading need, read once and cacheable."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from inference.reading.tag_walk import FileBytes, OddHeader, Walked, walk

EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
IMPLICIT_LITTLE = "1.2.840.10008.1.2"
EXPLICIT_BIG = "1.2.840.10008.1.2.2"
DEFLATED = "1.2.840.10008.1.2.1.99"
_NOT_WALKED = frozenset({IMPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED})
_TRANSFER_SYNTAX = b"\x02\x00\x10\x00UI"
_PREFIX_AT, _META_AT = 128, 132
_PLAUSIBLE_FIRST_GROUPS = (b"\x02\x00", b"\x08\x00", b"\x04\x00")
_PROGRAMS = {b"MZ": "a Windows program (PE)", b"\x7fELF": "a Linux program (ELF)"}


@dataclass(frozen=True, slots=True)
class LookupTable:
    """A Modality or VOI LUT item (PS3.3 C.11.1.1, C.11.2.1.1), entries as little-endian uint16."""

    first_value: int
    entries: bytes
    bits: int
    explanation: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class UltrasoundRegion:
    """One item of PS3.3 C.8.5.5: pixel bounds and the physical step per pixel."""

    bounds_xyxy: tuple[int, int, int, int]
    units_xy: tuple[int, int]
    delta_xy: tuple[float, float]
    data_type: int


@dataclass(frozen=True, slots=True)
class FileHeader:
    """Raw attribute values (little-endian bytes by tag) of one DICOM file; picklable.

    ``frames`` holds, for a multi-frame file with functional groups, each frame's own values
    that take precedence over ``values``. ``pixel_offset`` is the first byte of the pixel value
    (in the inflated data set for deflated files), ``pixel_length`` 0xFFFFFFFF when encapsulated.
    ``problem`` is one sentence when the file claims to be DICOM and cannot be used;
    ``preamble`` names a program hidden in the preamble.
    """

    path: Path
    size: int
    mtime_ns: int
    transfer_syntax: str = ""
    values: Mapping[int, bytes] = field(default_factory=dict)
    pixel_tag: int = 0
    pixel_offset: int = 0
    pixel_length: int = 0
    frames: tuple[Mapping[int, bytes], ...] = ()
    modality_lut: LookupTable | None = None
    voi_luts: tuple[LookupTable, ...] = ()
    regions: tuple[UltrasoundRegion, ...] = ()
    referenced_series: tuple[str, ...] = ()
    preamble: str = ""
    problem: str = ""


def read_header(path: Path) -> FileHeader | None:
    """The header of a DICOM file, or None when the file is none.

    Reads the first 8 KiB of a well-formed explicit little-endian file. Never raises for the
    file's content: what is wrong with it is in ``problem``.
    """
    from inference.reading.object_references import with_references

    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError as error:
        return FileHeader(path, 0, 0, problem=f"{path.name} cannot be opened: {error.strerror}.")
    try:
        header = _read_open(path, descriptor)
    except OSError as error:
        return FileHeader(path, 0, 0, problem=f"{path.name} cannot be read: {error.strerror}.")
    finally:
        os.close(descriptor)
    return None if header is None else with_references(header)


def _read_open(path: Path, descriptor: int) -> FileHeader | None:
    source = FileBytes(descriptor)
    start = source.block
    if start[_PREFIX_AT:_META_AT] != b"DICM" and not _looks_bare(start):
        return None
    try:
        syntax, walked = _walk_file(source)
    except OddHeader:
        from inference.reading.odd_headers import read_odd_header

        return read_odd_header(path, source.size, source.mtime_ns, hidden_program(start))
    return FileHeader(
        path,
        source.size,
        source.mtime_ns,
        syntax,
        walked.values,
        walked.pixel_tag,
        walked.pixel_offset,
        walked.pixel_length,
        preamble=hidden_program(start),
    )


def _walk_file(source: FileBytes) -> tuple[str, Walked]:
    syntax, meta_end = read_meta(source.block)
    if not syntax or syntax in _NOT_WALKED:
        raise OddHeader("not explicit little-endian")
    return syntax, walk(source, meta_end)


def read_meta(start: bytes) -> tuple[str, int]:
    """Transfer syntax UID and end of the file meta information; OddHeader when it is odd."""
    if start[_PREFIX_AT:_META_AT] != b"DICM":
        raise OddHeader("no preamble")
    end = _end_of_meta(start)
    at = start.find(_TRANSFER_SYNTAX, _META_AT, end)  # text and version come before it: no mimic
    value = at + 8 + int.from_bytes(start[at + 6 : at + 8], "little")
    if at < 0 or value > end:
        raise OddHeader("no transfer syntax")
    return start[at + 8 : value].strip(b"\0 ").decode("ascii", "replace"), end


def _end_of_meta(block: bytes) -> int:
    """End of group 0002 by its group length element, which must come first (PS3.10 7.1)."""
    if block[_META_AT : _META_AT + 8] != b"\x02\x00\x00\x00UL\x04\x00":
        raise OddHeader("no group length")
    end = 144 + int.from_bytes(block[140:144], "little")
    if end + 12 > len(block):
        raise OddHeader("long meta information")
    return end


def _looks_bare(start: bytes) -> bool:
    """A data set without preamble: group 0002 or 0008 first, with a small element number."""
    return len(start) > 16 and start[:2] in _PLAUSIBLE_FIRST_GROUPS and start[3] == 0


def hidden_program(start: bytes) -> str:
    """Which executable format the 128-byte preamble imitates, "" for none."""
    if start[:1] == b"\0" or start[_PREFIX_AT:_META_AT] != b"DICM":
        return ""
    return next((name for magic, name in _PROGRAMS.items() if start.startswith(magic)), "")
