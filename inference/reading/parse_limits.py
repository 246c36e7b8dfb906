"""Limits that keep a hostile header from costing minutes or gigabytes before it is refused."""

from typing import BinaryIO

from pydicom.tag import BaseTag

from inference.reading import tags

MOST_ELEMENTS = 50_000
MOST_ITEMS = 300_000
LONGEST_HEADER = 64 * 1024 * 1024
_LOOKED_AT_FROM = 4 * 1024 * 1024
_FUNCTIONAL_GROUPS = 0x52009229
_ITEM = b"\xfe\xff\x00\xe0"


class StopBeforePixels:
    """pydicom's stop condition: at the pixel data, and with ValueError far beyond any header.

    ``at_frames`` stops before the functional groups already: a result object may have ten
    thousand frames, and its header is wanted alone.
    """

    def __init__(self, at_frames: bool = False) -> None:
        self._elements, self._at_frames = 0, at_frames

    def __call__(self, tag: BaseTag, vr: str | None, length: int) -> bool:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise ValueError(f"more than {MOST_ELEMENTS} attributes before the pixels")
        return int(tag) in tags.PIXEL_TAGS or (self._at_frames and int(tag) >= _FUNCTIONAL_GROUPS)


def check_items(file: BinaryIO, size: int) -> None:
    """ValueError when a large file's header holds more sequence items than pydicom can read.

    A few megabytes of empty items would take it minutes. ``file`` is left at its beginning.
    """
    if size > _LOOKED_AT_FROM and file.read(LONGEST_HEADER).count(_ITEM) > MOST_ITEMS:
        raise ValueError(f"more than {MOST_ITEMS} sequence items")
    file.seek(0)
