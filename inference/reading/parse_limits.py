"""Limits that keep a hostile header from costing minutes or gigabytes before it is refused."""

from typing import BinaryIO

from pydicom.tag import BaseTag

from inference.reading import tags

MOST_ELEMENTS = 50_000
MOST_ITEMS = 300_000
LONGEST_HEADER = 64 * 1024 * 1024
_LOOKED_AT_FROM = 4 * 1024 * 1024
_ITEM = b"\xfe\xff\x00\xe0"


class StopBeforePixels:
    """pydicom's stop condition: at the pixel data, and with ValueError far beyond any header."""

    def __init__(self) -> None:
        self._elements = 0

    def __call__(self, tag: BaseTag, vr: str | None, length: int) -> bool:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise ValueError(f"more than {MOST_ELEMENTS} attributes before the pixels")
        return int(tag) in tags.PIXEL_TAGS


def check_items(file: BinaryIO, size: int) -> None:
    """ValueError when a large file's header holds more sequence items than pydicom can read.

    A few megabytes of empty items would take it minutes. ``file`` is left at its beginning.
    """
    if size > _LOOKED_AT_FROM and file.read(LONGEST_HEADER).count(_ITEM) > MOST_ITEMS:
        raise ValueError(f"more than {MOST_ITEMS} sequence items")
    file.seek(0)
