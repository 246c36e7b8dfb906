"""A small strict walk over explicit-VR little-endian elements; whatever is odd is not for it."""

import os
import stat
import struct
from dataclasses import dataclass, replace

from inference.reading import tags
from inference.reading.header_layout import HeaderLayout, layout_of

FIRST_READ = 8 * 1024
NEXT_READ = 32 * 1024
LONGEST_KEPT = 4 * 1024 * 1024
UNDEFINED = 0xFFFFFFFF
_DEEPEST = 32

_element_at = struct.Struct("<I2sH").unpack_from  # tag as element << 16 | group
_length_at = struct.Struct("<I").unpack_from
_item_at = struct.Struct("<II").unpack_from
HEADS = {
    **dict.fromkeys(b"AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US".split(), 8),
    **dict.fromkeys(b"OB OD OF OL OV OW SQ SV UC UN UR UT UV".split(), 12),
}


def _as_stored(tag: int) -> int:
    """A tag as its four little-endian bytes read as one number."""
    return (tag & 0xFFFF) << 16 | tag >> 16


KEPT: dict[int, int] = {_as_stored(tag): tag for tag in tags.KEPT}
KEPT_BYTES = {struct.pack("<I", stored): tag for stored, tag in KEPT.items()}
_PIXELS = {_as_stored(tag): tag for tag in tags.PIXEL_TAGS}
_SEQUENCES = frozenset(map(_as_stored, tags.SEQUENCES))
_ITEM, _ITEM_END, _SEQUENCE_END = map(_as_stored, (0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD))


class OddHeader(Exception):  # noqa: N818 - a question for pydicom, not an error
    """The header is outside the narrow form that the walk accepts."""


class FileBytes:
    """Bytes of an open file from ``start`` on, read as they are needed."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        state = os.fstat(descriptor)
        self.regular = stat.S_ISREG(state.st_mode)
        self.size, self.mtime_ns = state.st_size, state.st_mtime_ns
        self.start = 0
        self.block = os.read(descriptor, FIRST_READ) if self.regular else b""

    def advance(self, position: int) -> None:
        """Make ``block`` begin at ``position`` and hold more than before; OddHeader at the end."""
        wanted = max(2 * len(self.block), NEXT_READ) if position == self.start else NEXT_READ
        if position >= self.size or self.start + len(self.block) >= self.size:
            raise OddHeader("ends early")
        if wanted > LONGEST_KEPT:
            raise OddHeader("a very long value")
        os.lseek(self._descriptor, position, os.SEEK_SET)
        self.block, self.start = os.read(self._descriptor, wanted), position


@dataclass(frozen=True, slots=True)
class Walked:
    """Raw values of the kept tags, and where the pixel data's value lies (tag 0 = none)."""

    values: dict[int, bytes]
    pixel_tag: int = 0
    pixel_offset: int = 0
    pixel_length: int = 0


def walk(source: FileBytes, position: int) -> Walked:
    """Collect the kept elements from ``position`` up to the pixel data or the end of the file.

    Raises OddHeader on unknown VRs, kept tags out of order, lengths beyond the file, sequences
    that reading needs, and deep nesting: the caller then asks pydicom.
    """
    key = (position, source.size)
    if (same := _walked_alike(source.block, key)) is not None:
        return same
    values: dict[int, bytes] = {}
    while True:
        end, pixels = _walk_block(source.block, position - source.start, values)
        position = source.start + end
        if pixels:
            tag, length = pixels
            walked = Walked(values, tag, position, length)
            if not source.start:
                _remember_layout(source.block, key, walked)
            return walked
        if position == source.size:
            return Walked(values)
        source.advance(position)


def _walk_block(
    block: bytes, here: int, values: dict[int, bytes]
) -> tuple[int, tuple[int, int] | None]:
    """Where the block's last whole element ends, or where the pixel value begins, with its tag."""
    last, size, seen = max(values, default=-1), len(block), _SEEN
    try:
        while True:
            known = seen.get(block[here : here + 8])
            if known is None:
                stored, vr, length = _element_at(block, here)
                if HEADS[vr] == 12:
                    (length,) = _length_at(block, here + 8)
                    if stored in _PIXELS:
                        return here + 12, (_PIXELS[stored], length)
                    if length == UNDEFINED or stored in _SEQUENCES:
                        here = _sequence_end(block, here, stored, vr)
                        continue
                known = _remembered(block[here : here + 8], stored, HEADS[vr], length)
            head, step, tag = known
            if tag:
                if here + step > size:
                    return here, None
                if tag <= last:
                    raise OddHeader("tags descend")
                values[tag], last = block[here + head : here + step], tag
            here += step
    except struct.error:  # the block ends inside an element
        return here, None
    except KeyError as error:
        raise OddHeader("unknown VR") from error


# First 8 bytes of a short-form element → bytes before its value, bytes to the next element, and
# its tag if kept (else 0): files of one series repeat the same few hundred over and over.
_SEEN: dict[bytes, tuple[int, int, int]] = {}
_MOST_SEEN = 20_000


def _remembered(start: bytes, stored: int, head: int, length: int) -> tuple[int, int, int]:
    known = head, head + length, KEPT.get(stored, 0)
    if head == 8:  # a long form has its length behind these 8 bytes
        if len(_SEEN) >= _MOST_SEEN:
            _SEEN.clear()
        _SEEN[start] = known
    return known


# Layouts met so far, by the start of the walk and the size of the file: the files of a series come
# in a few sizes. The first file of a size makes no layout, as most sizes come once in no series.
_LAYOUTS: dict[tuple[int, int], list[tuple[HeaderLayout, Walked]]] = {}
_MOST_SIZES, _MOST_LAYOUTS = 2_000, 4


def _walked_alike(block: bytes, key: tuple[int, int]) -> Walked | None:
    for layout, walked in _LAYOUTS.get(key, ()):
        if (values := layout.values_in(block)) is not None:
            return Walked(values, walked.pixel_tag, walked.pixel_offset, walked.pixel_length)
    return None


def _remember_layout(block: bytes, key: tuple[int, int], walked: Walked) -> None:
    if key not in _LAYOUTS:
        if len(_LAYOUTS) >= _MOST_SIZES:
            _LAYOUTS.clear()
        _LAYOUTS[key] = []
    elif len(_LAYOUTS[key]) < _MOST_LAYOUTS:
        layout = layout_of(block, key[0], walked.pixel_offset, HEADS, KEPT_BYTES)
        if layout is not None:
            _LAYOUTS[key].append((layout, replace(walked, values={})))


def _sequence_end(block: bytes, here: int, stored: int, vr: bytes) -> int:
    """Place behind an undefined-length sequence that nobody needs; struct.error past the block."""
    if vr != b"SQ" or stored in _SEQUENCES:
        raise OddHeader("a sequence that matters, or of unknown form")
    here, depth, in_item = here + 12, 1, False
    while depth:
        if depth > _DEEPEST:
            raise OddHeader("deep nesting")
        stored, length = _item_at(block, here)
        here += 8
        if in_item and stored != _ITEM_END:
            here, in_item = _past_element(block, here - 8)
            depth += not in_item
        elif in_item:
            in_item = False
        elif stored == _SEQUENCE_END:
            depth, in_item = depth - 1, depth > 1
        elif stored == _ITEM:
            in_item = length == UNDEFINED
            here += 0 if in_item else length
        else:
            raise OddHeader("no item where one must be")
    return here


def _past_element(block: bytes, here: int) -> tuple[int, bool]:
    """(place, still in the item) behind an element, or inside the sequence that it opens."""
    _, vr, length = _element_at(block, here)
    head = HEADS.get(vr)
    if head is None:
        raise OddHeader("unknown VR")
    if head == 12:
        (length,) = _length_at(block, here + 8)
        if length == UNDEFINED:
            if vr != b"SQ":
                raise OddHeader("an undefined length outside a sequence")
            return here + 12, False
    return here + head + length, True
