"""The frames of encapsulated pixel data (PS3.5 A.4), from its items."""

from collections.abc import Sequence
from struct import Struct

from inference.imaging.errors import InputError

_ITEM = Struct("<HHI").unpack_from
_UNDEFINED = 0xFFFFFFFF


def frames_of(value: bytes | bytearray, frame_count: int, name: str) -> list[list[memoryview]]:
    """Fragments of each frame; InputError when they cannot be told apart or end early."""
    items = _items(memoryview(value), name)
    table, fragments = items[0][1], items[1:]
    if not fragments:
        raise InputError(f"{name} holds no compressed picture.")
    if frame_count == 1:
        return [[data for _, data in fragments]]
    if len(fragments) == frame_count:
        return [[data] for _, data in fragments]
    if len(table) == 4 * frame_count:
        return _by_offsets(table, fragments, name)
    raise InputError(
        f"{name} holds {len(fragments)} compressed fragments for {frame_count} frames and no "
        "table that tells which belong together."
    )


def _items(value: memoryview, name: str) -> list[tuple[int, memoryview]]:
    """(offset, data) of each item up to the sequence delimiter; the first is the offset table."""
    items: list[tuple[int, memoryview]] = []
    position = 0
    while position + 8 <= len(value):
        group, element, length = _ITEM(value, position)
        if (group, element) == (0xFFFE, 0xE0DD) and items:
            return items
        end = position + 8 + length
        if (group, element) != (0xFFFE, 0xE000) or length == _UNDEFINED or end > len(value):
            break
        items.append((position, value[position + 8 : end]))
        position = end
    if items and position == len(value):
        return items
    raise InputError(f"{name} has damaged or cut short compressed pixel data.")


def _by_offsets(
    table: memoryview, fragments: Sequence[tuple[int, memoryview]], name: str
) -> list[list[memoryview]]:
    starts = [int.from_bytes(table[n : n + 4], "little") for n in range(0, len(table), 4)]
    origin = fragments[0][0]
    frames: list[list[memoryview]] = [[] for _ in starts]
    places = {origin + start: n for n, start in enumerate(starts)}
    current = -1
    for offset, data in fragments:
        current = places.get(offset, current)
        if current < 0:
            raise InputError(f"{name} has a wrong offset table.")
        frames[current].append(data)
    if not all(frames):
        raise InputError(f"{name} has a wrong offset table.")
    return frames
