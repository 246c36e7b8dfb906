"""pydicom data elements back into the raw little-endian bytes that headers keep."""

import struct
from collections.abc import Iterable

from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue
from pydicom.tag import Tag

from inference.reading import tags

_SWAPPED = {
    **dict.fromkeys(tags.BINARY_SHORTS, 2),
    **dict.fromkeys(tags.PALETTES, 2),
    **dict.fromkeys(tags.BINARY_LONGS, 4),
    **dict.fromkeys(tags.BINARY_DOUBLES, 8),
}


def raw_values(dataset: Dataset, wanted: Iterable[int] = tags.KEPT) -> dict[int, bytes]:
    """The ``wanted`` elements that ``dataset`` itself holds, as bytes by tag."""
    found: dict[int, bytes] = {}
    for tag in wanted:
        value = raw_value(dataset, tag)
        if value is not None:
            found[tag] = value
    return found


def raw_value(dataset: Dataset, tag: int) -> bytes | None:
    """One element's value as stored, byte order made little; None when absent or too long."""
    key = Tag(tag)
    if key not in dataset:
        return None
    element = dataset.get_item(key)
    if not isinstance(element, RawDataElement):
        return _encoded(element, tag)
    if element.value is None:
        return None
    value = bytes(element.value)
    return value if element.is_little_endian else _swapped(value, _SWAPPED.get(tag, 1))


def _encoded(element: DataElement, tag: int) -> bytes | None:
    """The bytes of an element that pydicom has already converted (it does so for some)."""
    if element.VR == "SQ" or element.value is None:
        return None
    numbers = element.value if isinstance(element.value, (list, MultiValue)) else [element.value]
    width = _SWAPPED.get(tag, 1)
    if width in (2, 4):
        return b"".join((int(n) & (256**width - 1)).to_bytes(width, "little") for n in numbers)
    if width == 8:
        return struct.pack(f"<{len(numbers)}d", *map(float, numbers))
    return "\\".join(map(str, numbers)).encode("utf-8")


def _swapped(value: bytes, width: int) -> bytes:
    if width == 1:
        return value
    whole = len(value) // width * width
    return b"".join(value[n : n + width][::-1] for n in range(0, whole, width))
