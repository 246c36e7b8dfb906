"""One slice of a picture: a single-frame file, or one frame of a multi-frame one."""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, replace
from typing import cast

from inference.reading import tags
from inference.reading.attributes import code, integer, numbers
from inference.reading.file_header import FileHeader

Triple = tuple[float, float, float]
Six = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, eq=False, slots=True)
class Slice:
    """A frame (number from 0) of a file, with the values that hold for it.

    ``position`` is the LPS mm of its first pixel's centre, ``orientation`` the row and column
    cosines (PS3.3 C.7.6.2.1.1); None where absent or unusable.
    """

    header: FileHeader
    frame: int
    values: Mapping[int, bytes]
    position: Triple | None
    orientation: Six | None
    number: int | None

    @property
    def sop_instance_uid(self) -> str:
        return code(self.header.values, tags.SOP_INSTANCE_UID)


def slices_of(headers: Iterable[FileHeader]) -> Iterator[Slice]:
    """All slices of image files, in the order given."""
    orientations: dict[bytes, Six | None] = {}
    for header in headers:
        if header.frames:
            for frame, own in enumerate(header.frames):
                values = ChainMap(_mutable(own), _mutable(header.values))
                yield _slice(header, frame, values, orientations)
        elif (count := integer(header.values, tags.NUMBER_OF_FRAMES) or 1) == 1:
            yield _slice(header, 0, header.values, orientations)
        else:
            for frame in range(count):
                one = _slice(header, frame, header.values, orientations)
                yield replace(one, position=_offset_position(one, count))


def _slice(
    header: FileHeader,
    frame: int,
    values: Mapping[int, bytes],
    orientations: dict[bytes, Six | None],
) -> Slice:
    raw = values.get(tags.IMAGE_ORIENTATION, b"")
    if raw not in orientations:
        orientations[raw] = _orientation(numbers(values, tags.IMAGE_ORIENTATION))
    position = numbers(values, tags.IMAGE_POSITION)
    place = (position[0], position[1], position[2]) if len(position) == 3 else None
    return Slice(header, frame, values, place, orientations[raw], _number(values, frame))


def _mutable(values: Mapping[int, bytes]) -> MutableMapping[int, bytes]:
    """For ChainMap's signature alone; nobody writes to it."""
    return cast(MutableMapping[int, bytes], values)


def _offset_position(one: Slice, count: int) -> Triple | None:
    """A frame's place by GridFrameOffsetVector (RT Dose, PS3.3 C.8.8.3.2), else None.

    Without functional groups or offsets, the file's one position holds for no frame but the first.
    """
    offsets = numbers(one.values, tags.GRID_FRAME_OFFSETS)
    if one.position is None or one.orientation is None or len(offsets) != count or offsets[0]:
        return None
    (a, b, c), (d, e, f) = one.orientation[:3], one.orientation[3:]
    normal = b * f - c * e, c * d - a * f, a * e - b * d
    x, y, z = (p + offsets[one.frame] * n for p, n in zip(one.position, normal, strict=True))
    return x, y, z


def _number(values: Mapping[int, bytes], frame: int) -> int | None:
    number = integer(values, tags.INSTANCE_NUMBER)
    return None if number is None else number + frame


def _orientation(parsed: tuple[float, ...]) -> Six | None:
    """The six cosines if they are two unit vectors at right angles (to 1 %), normalised."""
    if len(parsed) != 6:
        return None
    row, column = parsed[:3], parsed[3:]
    lengths = sum(v * v for v in row) ** 0.5, sum(v * v for v in column) ** 0.5
    across = sum(a * b for a, b in zip(row, column, strict=True))
    if abs(lengths[0] - 1) > 0.01 or abs(lengths[1] - 1) > 0.01 or abs(across) > 0.01:
        return None
    a, b, c = (v / lengths[0] for v in row)
    d, e, f = (v / lengths[1] for v in column)
    return a, b, c, d, e, f
