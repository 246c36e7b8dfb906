"""What lies behind the pixel data: nothing, padding, or elements that may follow (PS3.10 7.2)."""

import os
from typing import Literal

from inference.reading import tags
from inference.reading.file_header import DEFLATED, EXPLICIT_BIG, FileHeader
from inference.reading.tag_walk import UNDEFINED


def with_tail_checked(header: FileHeader, descriptor: int) -> FileHeader:
    """The header, with a ``problem`` where something follows the pixels that cannot.

    A second pixel element, a stray item or a descending tag there means that the pixel data
    before it may not be what its length says.
    """
    end = header.pixel_offset + header.pixel_length
    known = header.pixel_tag and header.pixel_length != UNDEFINED and not header.problem
    if not known or end + 8 > header.size or header.transfer_syntax == DEFLATED:
        return header
    os.lseek(descriptor, end, os.SEEK_SET)
    tail = os.read(descriptor, 8)
    order: Literal["big", "little"] = "big" if header.transfer_syntax == EXPLICIT_BIG else "little"
    tag = int.from_bytes(tail[:2], order) << 16 | int.from_bytes(tail[2:4], order)
    may_follow = tag >> 16 != 0xFFFE and tag > tags.PIXEL_DATA
    if may_follow or not any(tail):
        return header
    return header._replace(problem=f"{header.path.name} holds stray data behind its pixels.")
