"""Headers laid out exactly like one that was walked before: all their values taken in one step.

The files of a series differ in what their values hold, hardly in how long they are. Every element's
tag, VR and length is compared; one that differs anywhere is walked.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

_length_at = struct.Struct("<I").unpack_from
_short_at = struct.Struct("<H").unpack_from


@dataclass(frozen=True, slots=True)
class HeaderLayout:
    """Where the elements between two places of a file lie, and which of their values are kept.

    ``heads`` are the elements' first 8 or 12 bytes (tag, VR, length, PS3.5 7.1.2), the last one
    that of the pixel data, whose value begins at ``end``.
    """

    begin: int
    end: int
    heads: tuple[bytes, ...]
    tags: tuple[int, ...]
    _fields: struct.Struct
    _heads_in: Any
    _values_in: Any

    def values_in(self, block: bytes) -> dict[int, bytes] | None:
        """The kept values by tag, or None where any element of ``block`` is another."""
        if len(block) < self.end:
            return None
        fields = self._fields.unpack_from(block, self.begin)
        if self._heads_in(fields) != self.heads:
            return None
        return dict(zip(self.tags, self._values_in(fields), strict=True))


@dataclass(frozen=True, slots=True)
class Element:
    """Where an element begins, its value begins, and the next element does; ``tag`` if kept."""

    begin: int
    value: int
    end: int
    tag: int


def elements_of(
    block: bytes, begin: int, end: int, head_sizes: Mapping[bytes, int], kept: Mapping[bytes, int]
) -> list[Element] | None:
    """The elements of a header that was walked from ``begin`` to its pixels' value at ``end``.

    ``head_sizes`` are the bytes before a value by VR, ``kept`` the tags wanted by their four
    bytes. The last element, the pixels', ends where its value begins. None where elements nest.
    """
    here, found = begin, list[Element]()
    while here < end:
        size = head_sizes[block[here + 4 : here + 6]]
        (length,) = _short_at(block, here + 6) if size == 8 else _length_at(block, here + 8)
        value = here + size
        after = value if value == end else value + length
        if after > end:  # an undefined length
            return None
        found.append(Element(here, value, after, kept.get(block[here : here + 4], 0)))
        here = after
    return found if found and found[-1].value == end else None


def layout_of(
    block: bytes, begin: int, end: int, head_sizes: Mapping[bytes, int], kept: Mapping[bytes, int]
) -> HeaderLayout | None:
    """The layout of a header; arguments as for ``elements_of``.

    None where elements nest, or too few are kept for a layout to be worth it.
    """
    elements = elements_of(block, begin, end, head_sizes, kept)
    if elements is None:
        return None
    form = ["<"]
    heads_at, values_at, tags = list[int](), list[int](), list[int]()
    for one in elements:
        heads_at.append(len(heads_at) + len(values_at))
        form.append(f"{one.value - one.begin}s")
        if one.tag:
            values_at.append(len(heads_at) + len(values_at))
            tags.append(one.tag)
        form.append(f"{one.end - one.value}{'s' if one.tag else 'x'}")
    if len(values_at) < 2:
        return None
    fields = struct.Struct("".join(form))
    heads_in, values_in = itemgetter(*heads_at), itemgetter(*values_at)
    heads = heads_in(fields.unpack_from(block, begin))
    return HeaderLayout(begin, end, heads, tuple(tags), fields, heads_in, values_in)
