"""The file meta information in front of a data set (PS3.10 7.1)."""

from inference.reading.tag_walk import OddHeader

PREFIX_AT, META_AT = 128, 132
_TRANSFER_SYNTAX = b"\x02\x00\x10\x00UI"


def read_meta(start: bytes) -> tuple[str, int]:
    """Transfer syntax UID and end of the file meta information; OddHeader when it is odd."""
    if start[PREFIX_AT:META_AT] != b"DICM":
        raise OddHeader("no preamble")
    end = _end_of_meta(start)
    at = start.find(_TRANSFER_SYNTAX, META_AT, end)  # text and version come before it: no mimic
    value = at + 8 + int.from_bytes(start[at + 6 : at + 8], "little")
    if at < 0 or value > end:
        raise OddHeader("no transfer syntax")
    return start[at + 8 : value].strip(b"\0 ").decode("ascii", "replace"), end


def _end_of_meta(block: bytes) -> int:
    """End of group 0002 by its group length element, which must come first (PS3.10 7.1)."""
    if block[META_AT : META_AT + 8] != b"\x02\x00\x00\x00UL\x04\x00":
        raise OddHeader("no group length")
    end = 144 + int.from_bytes(block[140:144], "little")
    if end + 12 > len(block):
        raise OddHeader("long meta information")
    return end
