"""One file's header read: by the tag walk when plain, by pydicom when odd."""

import os
from pathlib import Path

from inference.reading.familiar_headers import remember, walked_as_before
from inference.reading.file_header import DEFLATED, EXPLICIT_BIG, IMPLICIT_LITTLE, FileHeader
from inference.reading.file_meta import META_AT, PREFIX_AT, read_meta
from inference.reading.object_references import with_references
from inference.reading.tag_walk import FileBytes, OddHeader, Walked, walk
from inference.reading.tail_check import with_tail_checked

# Non-blocking, so that opening a pipe somebody left in a folder does not wait for its writer.
_READ_ONLY = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_NOT_WALKED = frozenset({IMPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED})
_PLAUSIBLE_FIRST_GROUPS = (b"\x02\x00", b"\x08\x00", b"\x04\x00")
_PROGRAMS = {b"MZ": "a Windows program (PE)", b"\x7fELF": "a Linux program (ELF)"}


def read_header(path: Path) -> FileHeader | None:
    """The header of a DICOM file, or None when the file is none.

    Reads the first 8 KiB of a well-formed explicit little-endian file. Never raises for the
    file's content: what is wrong with it is in ``problem``.
    """
    try:
        descriptor = os.open(path, _READ_ONLY)
    except OSError as error:
        return FileHeader(path, 0, 0, problem=f"{path.name} cannot be opened: {error.strerror}.")
    try:
        header = _read_open(path, descriptor)
        if header is not None:
            header = with_tail_checked(header, descriptor)
    except OSError as error:
        return FileHeader(path, 0, 0, problem=f"{path.name} cannot be read: {error.strerror}.")
    finally:
        os.close(descriptor)
    return None if header is None else with_references(header)


def _read_open(path: Path, descriptor: int) -> FileHeader | None:
    source = FileBytes(descriptor)
    start = source.block
    if start[PREFIX_AT:META_AT] != b"DICM" and not _looks_bare(start):
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
    if known := walked_as_before(source.block, source.size):
        return known
    start = source.block
    syntax, meta_end = read_meta(start)
    if not syntax or syntax in _NOT_WALKED:
        raise OddHeader("not explicit little-endian")
    walked = walk(source, meta_end)
    if walked.pixel_tag and not source.start:
        remember(start, source.size, syntax, meta_end, walked)
    return syntax, walked


def _looks_bare(start: bytes) -> bool:
    """A data set without preamble: group 0002 or 0008 first, with a small element number."""
    return len(start) > 16 and start[:2] in _PLAUSIBLE_FIRST_GROUPS and start[3] == 0


def hidden_program(start: bytes) -> str:
    """Which executable format the 128-byte preamble imitates, "" for none."""
    if start[:1] == b"\0" or start[PREFIX_AT:META_AT] != b"DICM":
        return ""
    return next((name for magic, name in _PROGRAMS.items() if start.startswith(magic)), "")
