"""Headers that repeat another one of their series but for values that change from file to file.

All bytes but those of these values are compared with the other header's, so that whatever else
differs is noticed: a length, a VR, one more element, a value that never changed before. Such a file
is walked, and what changes in it is learnt. Values that repeat are one object for all files.
"""

import struct

from inference.reading import tags
from inference.reading.file_meta import META_AT, PREFIX_AT
from inference.reading.header_layout import Cut, Element, Fields, cut_at, elements_of
from inference.reading.tag_walk import HEADS, KEPT_BYTES, Walked

# By the size of the file, the last met first. The first file of a size is not remembered, as most
# sizes come once in no series.
_FAMILIAR: dict[int, list["_Familiar"]] = {}
_MOST_SIZES, _MOST_SERIES = 500, 4
# The lengths of the file meta information and its transfer syntax say how to read all that follows.
_NEVER_CHANGING = frozenset({b"\x02\x00\x00\x00", b"\x02\x00\x10\x00"})


def walked_as_before(block: bytes, size: int) -> tuple[str, Walked] | None:
    """Transfer syntax and elements of the file that begins with ``block``, if it repeats another.

    What a walk of it would give; None where it has to be walked.
    """
    for known in _FAMILIAR.get(size, ()):
        if (values := known.values_in(block)) is not None:
            first = known.walked
            walked = Walked(values, first.pixel_tag, first.pixel_offset, first.pixel_length)
            return known.syntax, walked
    return None


def remember(block: bytes, size: int, syntax: str, meta_end: int, walked: Walked) -> None:
    """Learn from a header that had to be walked; ``block`` holds all of it."""
    if size not in _FAMILIAR:
        if len(_FAMILIAR) >= _MOST_SIZES:
            _FAMILIAR.clear()
        _FAMILIAR[size] = []
        return
    known = _FAMILIAR[size]
    for place, one in enumerate(known):
        if one.learn(block, syntax, meta_end, walked):
            known.insert(0, known.pop(place))
            return
    elements = _elements(block, meta_end, walked.pixel_offset)
    if elements:
        known.insert(0, _Familiar(block, elements, syntax, meta_end, walked))
        del known[_MOST_SERIES:]


def _elements(block: bytes, meta_end: int, pixels: int) -> list[Element]:
    """The elements of file meta information and data set, () where they are not plain."""
    try:
        found = elements_of(block, META_AT, pixels, HEADS, KEPT_BYTES) or []
    except (KeyError, struct.error):  # the meta information was not walked
        return []
    return found if any(one.begin == meta_end for one in found) else []


class _Familiar:
    """One header, and which of its values are others in the headers like it."""

    def __init__(
        self, block: bytes, elements: list[Element], syntax: str, meta_end: int, walked: Walked
    ) -> None:
        self.syntax, self.walked, self._meta_end = syntax, walked, meta_end
        self._block, self._elements = block[: walked.pixel_offset], elements
        self._changing: frozenset[Element] = frozenset()
        self._cut: Cut | None = None
        self._fixed: Fields = ()

    def values_in(self, block: bytes) -> dict[int, bytes] | None:
        """The kept values of a header that repeats this one, else None."""
        cut = self._cut
        if cut is None or len(block) < len(self._block):
            return None
        found = cut.fields.unpack_from(block, PREFIX_AT)
        if cut.fixed_in(found) != self._fixed:
            return None
        values = self.walked.values.copy()
        values.update(zip(cut.tags, cut.values_in(found), strict=True))
        return values

    def learn(self, block: bytes, syntax: str, meta_end: int, walked: Walked) -> bool:
        """Note what changes in ``block``; False when that header is no repetition of this one."""
        mine, elements = self._block, self._elements
        if not (
            syntax == self.syntax
            and (meta_end, walked.pixel_offset) == (self._meta_end, self.walked.pixel_offset)
            and walked.values.get(tags.SERIES_UID) == self.walked.values.get(tags.SERIES_UID)
            and all(block[one.begin : one.value] == mine[one.begin : one.value] for one in elements)
        ):
            return False
        changed = [
            one for one in elements if block[one.value : one.end] != mine[one.value : one.end]
        ]
        if any(mine[one.begin : one.begin + 4] in _NEVER_CHANGING for one in changed):
            return False
        self._changing = self._changing.union(changed)
        moving = [one for one in elements if one in self._changing]
        self._cut = cut = cut_at(moving, PREFIX_AT, len(mine))
        self._fixed = cut.fixed_in(cut.fields.unpack_from(mine, PREFIX_AT))
        return True
