"""pydicom data elements back into the raw little-endian bytes that headers keep."""

from collections.abc import Iterable

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
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
    if not isinstance(element, RawDataElement) or element.value is None:
        return None
    value = bytes(element.value)
    return value if element.is_little_endian else _swapped(value, _SWAPPED.get(tag, 1))


def _swapped(value: bytes, width: int) -> bytes:
    if width == 1:
        return value
    whole = len(value) // width * width
    return b"".join(value[n : n + width][::-1] for n in range(0, whole, width))
