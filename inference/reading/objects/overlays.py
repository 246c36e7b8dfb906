"""Overlay planes 60xx of a series' own files as label maps (PS3.3 C.9.2)."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset

from inference.imaging.errors import InputError
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.progress import CancelCheck, never_cancelled, raise_if
from inference.reading.entry import SeriesEntry
from inference.reading.objects.segment_facts import palette_colour
from inference.reading.plan import SlicePlan, StackPlan

Mask = NDArray[np.bool_]

_GROUPS = range(0x6000, 0x6020, 2)
_ROWS, _COLUMNS, _FRAMES, _DESCRIPTION = 0x10, 0x11, 0x15, 0x22
_ORIGIN, _FIRST_FRAME, _ALLOCATED, _BIT, _DATA = 0x50, 0x51, 0x100, 0x102, 0x3000


@dataclass(frozen=True, slots=True)
class _Plane:
    """One overlay group of one file: (frames, rows, columns) bits and where they lie."""

    bits: Mask
    origin_ji: tuple[int, int]  # 0-based index of its first bit in the picture; may be negative
    first_frame: int  # 0-based
    description: str


def read_overlays(
    source: SeriesEntry, *, cancelled: CancelCheck = never_cancelled
) -> tuple[LabelMap, ...]:
    """One label map per overlay group found, on the series' own grid; none when it has none.

    Raises InputError when an overlay is cut short; OperationCancelled.
    """
    if not isinstance(source.plan, StackPlan):
        return ()
    found: dict[int, Mask] = {}
    names: dict[int, str] = {}
    for path, slices in _by_file(source.plan.slices).items():
        raise_if(cancelled)
        for group, plane in _planes(path):
            mask = found.setdefault(group, np.zeros(source.geometry.shape_kji, np.bool_))
            names.setdefault(group, plane.description)
            for k, planned in slices:
                _lay(mask[k], plane, planned.frame)
    return tuple(
        _label_map(source, group, mask, names[group])
        for group, mask in sorted(found.items())
        if mask.any()
    )


def _by_file(slices: Sequence[SlicePlan]) -> dict[Path, list[tuple[int, SlicePlan]]]:
    files: dict[Path, list[tuple[int, SlicePlan]]] = {}
    for k, planned in enumerate(slices):
        files.setdefault(planned.file.path, []).append((k, planned))
    return files


def _planes(path: Path) -> list[tuple[int, _Plane]]:
    import pydicom

    from inference.reading.malformed import MALFORMED, cause_of

    try:
        with warnings.catch_warnings(record=True):  # style remarks; the scan judged the file
            header = pydicom.dcmread(path, stop_before_pixels=True, force=True)
            groups = [group for group in _GROUPS if (group, _ROWS) in header]
            if any((group, _DATA) not in header for group in groups):
                header = pydicom.dcmread(path, force=True)
            return [(group, _plane(header, group, path.name)) for group in groups]
    except MALFORMED as error:
        raise InputError(f"{path.name} has damaged overlays: {cause_of(error)}.") from error


def _plane(header: Dataset, group: int, name: str) -> _Plane:
    rows, columns = int(header[group, _ROWS].value), int(header[group, _COLUMNS].value)
    frames = int(_value(header, group, _FRAMES) or 1)
    if rows < 1 or columns < 1 or frames < 1 or rows * columns * frames > 1 << 31:
        raise InputError(f"{name} declares an overlay of {columns} × {rows} pixels.")
    origin = _value(header, group, _ORIGIN) or [1, 1]
    shape = (frames, rows, columns)
    if (group, _DATA) in header:
        bits = _own_bits(bytes(header[group, _DATA].value), shape, name)
    else:
        bits = _bits_in_pixels(header, group, shape, name)
    return _Plane(
        bits,
        (int(origin[0]) - 1, int(origin[1]) - 1),
        int(_value(header, group, _FIRST_FRAME) or 1) - 1,
        str(_value(header, group, _DESCRIPTION) or "").strip(),
    )


def _value(header: Dataset, group: int, element: int) -> Any:
    return header[group, element].value if (group, element) in header else None


def _own_bits(data: bytes, shape: tuple[int, int, int], name: str) -> Mask:
    """Bits packed without gaps, lowest first (PS3.5 8.1.2)."""
    count = shape[0] * shape[1] * shape[2]
    if len(data) * 8 < count:
        raise InputError(f"{name} holds an overlay that is cut short.")
    bits = np.unpackbits(np.frombuffer(data, np.uint8), count=count, bitorder="little")
    return bits.reshape(shape).astype(np.bool_)


def _bits_in_pixels(header: Dataset, group: int, shape: tuple[int, int, int], name: str) -> Mask:
    """The retired form: one unused high bit of each pixel."""
    allocated = int(_value(header, group, _ALLOCATED) or 0)
    bit = int(_value(header, group, _BIT) or 0)
    compressed = header.file_meta.TransferSyntaxUID.is_compressed if header.file_meta else False
    data = header.get("PixelData")
    if compressed or allocated not in (8, 16) or bit >= allocated or data is None:
        raise InputError(f"{name} keeps an overlay in its pixels in a way that is not read.")
    count = shape[0] * shape[1] * shape[2]
    if len(data) < count * allocated // 8:
        raise InputError(f"{name} holds an overlay that is cut short.")
    values = np.frombuffer(data, f"<u{allocated // 8}", count=count)
    bits: Mask = ((values >> bit) & 1).astype(np.bool_).reshape(shape)
    return bits


def _lay(target: Mask, plane: _Plane, frame: int) -> None:
    """Put the plane of picture ``frame`` onto its slice, cut to the picture."""
    number = frame - plane.first_frame
    single = len(plane.bits) == 1
    if not (single or 0 <= number < len(plane.bits)):
        return
    bits = plane.bits[0 if single else number]
    (j, i), (rows, columns) = plane.origin_ji, target.shape
    high_j, high_i = min(rows, j + bits.shape[0]), min(columns, i + bits.shape[1])
    low_j, low_i = max(0, j), max(0, i)
    if high_j > low_j and high_i > low_i:
        target[low_j:high_j, low_i:high_i] |= bits[low_j - j : high_j - j, low_i - i : high_i - i]


def _label_map(source: SeriesEntry, group: int, mask: Mask, description: str) -> LabelMap:
    number = (group - 0x6000) // 2 + 1
    segment = Segment(1, description or f"Overlay {number}", palette_colour(number))
    return LabelMap(mask.astype(np.uint8), source.geometry, (segment,), f"Overlay {group:04X}")
