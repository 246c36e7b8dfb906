"""Headers laid out exactly like one that was walked before: all their values taken in one step.

The files of a series differ in what their values hold, hardly in how long they are. Every element's
tag, VR and length is compared; one that differs anywhere is walked.
"""

import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

_length_at = struct.Struct("<I").unpack_from
_short_at = struct.Struct("<H").unpack_from


Fields = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A header cut into what is the same in all files and kept values; ``tags`` are the latter's.

    ``fixed_in`` and ``values_in`` pick from what ``fields`` unpacks.
    """

    fields: struct.Struct
    fixed_in: Callable[[Fields], Fields]
    values_in: Callable[[Fields], Fields]
    tags: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HeaderLayout:
    """Where the elements between two places of a file lie, and which of their values are kept.

    ``heads`` are the elements' first 8 or 12 bytes (tag, VR, length, PS3.5 7.1.2), the last one
    that of the pixel data, whose value begins at ``end``.
    """

    begin: int
    end: int
    cut: Cut
    heads: Fields

    def values_in(self, block: bytes) -> dict[int, bytes] | None:
        """The kept values by tag, or None where any element of ``block`` is another."""
        if len(block) < self.end:
            return None
        found = self.cut.fields.unpack_from(block, self.begin)
        if self.cut.fixed_in(found) != self.heads:
            return None
        return dict(zip(self.cut.tags, self.cut.values_in(found), strict=True))


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
    cut = cut_at(elements, begin, end)
    if len(cut.tags) < 2:
        return None
    return HeaderLayout(begin, end, cut, cut.fixed_in(cut.fields.unpack_from(block, begin)))


def cut_at(elements: Sequence[Element], begin: int, end: int) -> Cut:
    """The bytes from ``begin`` to ``end`` cut at the values of elements, which are in order.

    The value of an element that is not kept is in neither part.
    """
    form, here = ["<"], begin
    fixed_at, values_at, tags = list[int](), list[int](), list[int]()
    for one in elements:
        fixed_at.append(len(fixed_at) + len(values_at))
        form.append(f"{one.value - here}s")
        if one.tag:
            values_at.append(len(fixed_at) + len(values_at))
            tags.append(one.tag)
        form.append(f"{one.end - one.value}{'s' if one.tag else 'x'}")
        here = one.end
    fixed_at.append(len(fixed_at) + len(values_at))
    form.append(f"{end - here}s")
    return Cut(struct.Struct("".join(form)), _picker(fixed_at), _picker(values_at), tuple(tags))


def _picker(places: list[int]) -> Callable[[Fields], Fields]:
    """What takes the fields at ``places``, as a tuple however many."""
    if len(places) > 1:
        return itemgetter(*places)
    begin, end = (places[0], places[0] + 1) if places else (0, 0)
    return itemgetter(slice(begin, end))
