"""What a load must do for each slice, settled from headers before any pixel is read."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from inference.reading.file_header import LookupTable
from inference.reading.pixel_format import PixelFormat, Rescale


# As tuples, the thousands of these are made and sent to another process several times faster.
class PixelFile(NamedTuple):
    """Where a file's pixel value lies, and what the file was when its header was read."""

    path: Path
    size: int
    mtime_ns: int
    transfer_syntax: str
    offset: int
    length: int
    frame_count: int
    layout: PixelFormat
    palette: tuple[bytes, ...] = ()


class SlicePlan(NamedTuple):
    """One slice: its file and frame, and how stored values become true ones."""

    file: PixelFile
    frame: int
    rescale: Rescale
    padding: tuple[int, int] | None = None
    lookup: LookupTable | None = None
    sop_instance_uid: str = ""


@dataclass(frozen=True, eq=False)
class StackPlan:
    """All slices in k order, and what holds for the whole volume."""

    slices: tuple[SlicePlan, ...]
    inverted_display: bool = False
    padding_value: float | None = None
