"""What is kept of one DICOM file's header: all that grouping and loading need, cacheable."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
IMPLICIT_LITTLE = "1.2.840.10008.1.2"
EXPLICIT_BIG = "1.2.840.10008.1.2.2"
DEFLATED = "1.2.840.10008.1.2.1.99"


@dataclass(frozen=True, slots=True)
class LookupTable:
    """A Modality or VOI LUT item (PS3.3 C.11.1.1, C.11.2.1.1), entries as little-endian uint16."""

    first_value: int
    entries: bytes
    bits: int
    explanation: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class UltrasoundRegion:
    """One item of PS3.3 C.8.5.5: pixel bounds and the physical step per pixel."""

    bounds_xyxy: tuple[int, int, int, int]
    units_xy: tuple[int, int]
    delta_xy: tuple[float, float]
    data_type: int


_NO_VALUES: Mapping[int, bytes] = {}


class FileHeader(NamedTuple):
    """Raw attribute values (little-endian bytes by tag) of one DICOM file; picklable.

    A tuple, which is made several times faster than a dataclass: an index has one for each file.

    ``frames`` holds, for a multi-frame file with functional groups, each frame's own values
    that take precedence over ``values``. ``pixel_offset`` is the first byte of the pixel value
    (in the inflated data set for deflated files), ``pixel_length`` 0xFFFFFFFF when encapsulated.
    ``problem`` is one sentence when the file claims to be DICOM and cannot be used;
    ``preamble`` names a program hidden in the preamble.
    """

    path: Path
    size: int
    mtime_ns: int
    transfer_syntax: str = ""
    values: Mapping[int, bytes] = _NO_VALUES
    pixel_tag: int = 0
    pixel_offset: int = 0
    pixel_length: int = 0
    frames: tuple[Mapping[int, bytes], ...] = ()
    modality_lut: LookupTable | None = None
    voi_luts: tuple[LookupTable, ...] = ()
    regions: tuple[UltrasoundRegion, ...] = ()
    referenced_series: tuple[str, ...] = ()
    preamble: str = ""
    problem: str = ""
