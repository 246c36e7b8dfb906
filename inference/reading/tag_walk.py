"""A small strict walk over explicit-VR little-endian elements; whatever is odd is not for it."""

import os
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from struct import Struct

from inference.reading import tags

FIRST_READ = 16 * 1024
LONGEST_KEPT = 4 * 1024 * 1024
UNDEFINED = 0xFFFFFFFF
_ELEMENT = Struct("<HH2sH").unpack_from
_LENGTH = Struct("<I").unpack_from
_ITEM = Struct("<HHI").unpack_from
_SHORT_VRS = frozenset(
    b"AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US".split(b" ")
)
_LONG_VRS = frozenset(b"OB OD OF OL OV OW SQ SV UC UN UR UT UV".split(b" "))
_DEEPEST = 16


class OddHeader(Exception):  # noqa: N818 - a question for pydicom, not an error
    """The header is outside the narrow form that the walk accepts."""


class FileBytes:
    """Bytes of an open file, read ahead in blocks; ``size`` is the file's."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.size = os.fstat(descriptor).st_size
        self.start = 0
        self.block = os.read(descriptor, FIRST_READ)

    def fill(self, position: int, count: int) -> None:
        """Make ``block`` begin at ``position`` and hold ``count`` bytes; OddHeader if it cannot."""
        if position + count > self.size:
            raise OddHeader("ends early")
        os.lseek(self._descriptor, position, os.SEEK_SET)
        self.block = os.read(self._descriptor, max(count, FIRST_READ))
        self.start = position
        if len(self.block) < count:
            raise OddHeader("ends early")


class MemoryBytes(FileBytes):
    """The same over bytes already in memory (an inflated data set)."""

    def __init__(self, block: bytes) -> None:
        self.size = len(block)
        self.start = 0
        self.block = block

    def fill(self, position: int, count: int) -> None:
        raise OddHeader("ends early")


@dataclass(frozen=True, slots=True)
class Walked:
    """Raw values of the kept tags, and where the pixel data's value lies (tag 0 = none)."""

    values: dict[int, bytes]
    pixel_tag: int = 0
    pixel_offset: int = 0
    pixel_length: int = 0


def walk(source: FileBytes, position: int, kept: AbstractSet[int] = tags.KEPT) -> Walked:
    """Collect the ``kept`` elements from ``position`` up to the pixel data.

    Raises OddHeader on descending tags, unknown VRs, lengths beyond the file, sequences that
    reading needs, and deep nesting: the caller then asks pydicom.
    """
    values: dict[int, bytes] = {}
    block, start, size = source.block, source.start, source.size
    limit, here, last = len(block) - 12, position - start, -1
    while True:
        if here > limit:
            if start + here == size:
                return Walked(values)
            here = _refill(source, start + here)
            block, start = source.block, source.start
            limit = max(len(block) - 12, 0)
        group, element, vr, length = _ELEMENT(block, here)
        tag = group << 16 | element
        if tag <= last:
            raise OddHeader("tags descend")
        last = tag
        if vr in _SHORT_VRS:
            here += 8
        elif vr in _LONG_VRS:
            (length,) = _LENGTH(block, here + 8)
            here += 12
            if tag in tags.PIXEL_TAGS:
                return Walked(values, tag, start + here, length)
            if tag in tags.SEQUENCES:
                raise OddHeader("a sequence that matters")
            if length == UNDEFINED:
                here = _end_of_sequence(source, start + here, vr, 0) - start
                if source.start != start:
                    here, block, start = here + start - source.start, source.block, source.start
                    limit = len(block) - 12
                continue
        else:
            raise OddHeader("unknown VR")
        if tag in kept:
            if here + length > len(block):
                here, block, start = _hold(source, start + here, length)
                limit = len(block) - 12
            values[tag] = block[here : here + length]
        here += length
        if start + here > size:
            raise OddHeader("a value ends beyond the file")


def _refill(source: FileBytes, position: int) -> int:
    """Read on at ``position``; the last element of a file may be only 8 bytes long."""
    wanted = min(12, source.size - position)
    if wanted < 8:
        raise OddHeader("ends inside an element")
    if position - source.start + wanted > len(source.block):
        source.fill(position, wanted)
    if len(source.block) - (position - source.start) < 12:
        source.block += b"\0" * 12
    return position - source.start


def _hold(source: FileBytes, position: int, length: int) -> tuple[int, bytes, int]:
    if length > LONGEST_KEPT:
        raise OddHeader("a very long value")
    source.fill(position, length)
    return 0, source.block, source.start


def _end_of_sequence(source: FileBytes, position: int, vr: bytes, depth: int) -> int:
    """Absolute position behind an undefined-length sequence that starts at ``position``."""
    if vr != b"SQ" or depth > _DEEPEST:
        raise OddHeader("deep or unknown nesting")
    while True:
        group, element, length = _ITEM(_bytes_at(source, position, 8))
        position += 8
        if (group, element) == (0xFFFE, 0xE0DD):
            return position
        if (group, element) != (0xFFFE, 0xE000):
            raise OddHeader("no item where one must be")
        position = (
            _end_of_item(source, position, depth) if length == UNDEFINED else (position + length)
        )


def _end_of_item(source: FileBytes, position: int, depth: int) -> int:
    while True:
        group, element, vr, length = _ELEMENT(_bytes_at(source, position, 8))
        if group == 0xFFFE:
            if element != 0xE00D:
                raise OddHeader("no end of item")
            return position + 8
        if vr in _SHORT_VRS:
            position += 8 + length
        elif vr in _LONG_VRS:
            (length,) = _LENGTH(_bytes_at(source, position + 8, 4))
            position += 12
            if length == UNDEFINED:
                position = _end_of_sequence(source, position, vr, depth + 1)
            else:
                position += length
        else:
            raise OddHeader("unknown VR")


def _bytes_at(source: FileBytes, position: int, count: int) -> bytes:
    here = position - source.start
    if here < 0 or here + count > len(source.block):
        source.fill(position, count)
        here = 0
    return source.block[here : here + count]
