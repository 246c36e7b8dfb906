"""The jobs that the sandbox knows: module-level functions, called in the child."""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from inference.imaging.label_map import LabelMap
from inference.reading.entry import ObjectEntry, Scan, SeriesEntry
from inference.reading.file_header import EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE
from inference.reading.objects.content import ObjectContent
from inference.reading.plan import StackPlan
from inference.reading.raster import RasterPlan

if TYPE_CHECKING:
    from inference.reading.sandbox_worker import JobContext

_DICOM = ("dicom", "dicom-multiframe")
_PLAIN_SYNTAXES = frozenset({EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG})


def scan(paths: Sequence[Path], skipped: frozenset[Path], context: "JobContext") -> Scan:
    """``scan.scan_paths`` without the files that an earlier attempt died of."""
    from inference.reading.scan import scan_paths

    return scan_paths(
        paths,
        skipped=skipped,
        report=context.report,
        cancelled=context.cancelled,
        on_file=context.touch,
    )


def load(
    entry: SeriesEntry, first_k: int | None, threads: int, context: "JobContext"
) -> dict[str, object] | SeriesEntry:
    """Fill the shared memory; all of the Volume but its array, or a wider entry to try."""
    from inference.reading.load import load_volume, widened
    from inference.reading.true_values import ValuesDoNotFit

    if entry.format not in _DICOM:
        from inference.reading.image_files import load_image_room

        volume = load_image_room(entry, context.room, context.report, context.cancelled)
        context.all_done(volume.geometry.shape_kji[0])
    else:
        array = array_in(entry, context.room)
        try:
            volume = load_volume(
                entry,
                first_k=first_k,
                on_slice=context.slice_done,
                out=array,
                threads=threads,
                report=context.report,
                cancelled=context.cancelled,
            )
        except ValuesDoNotFit:
            return widened(entry)
    names = (field.name for field in fields(volume) if field.name != "array")
    return {name: getattr(volume, name) for name in names}


def read_object(
    entry: ObjectEntry, source: SeriesEntry | None, context: "JobContext"
) -> ObjectContent:
    """``objects.read_object``."""
    from inference.reading import objects

    context.touch(entry.path)
    return objects.read_object(entry, source)


def read_overlays(source: SeriesEntry, context: "JobContext") -> tuple[LabelMap, ...]:
    """``objects.overlays.read_overlays``."""
    from inference.reading.objects.overlays import read_overlays as read

    return read(source, cancelled=context.cancelled)


def needs_no_decoding(entry: SeriesEntry) -> bool:
    """True when the files hold plain numbers at known places: reading them parses nothing."""
    plan = entry.plan
    if isinstance(plan, RasterPlan):
        return plan.encoding == "raw"
    return isinstance(plan, StackPlan) and all(
        planned.file.transfer_syntax in _PLAIN_SYNTAXES for planned in plan.slices
    )


def bytes_needed(entry: SeriesEntry) -> int:
    """Shared memory that a load of ``entry`` fills."""
    if entry.format not in _DICOM:
        from inference.reading.image_files import room_bytes

        return room_bytes(entry)
    return _values_bytes(entry)


def array_in(entry: SeriesEntry, room: NDArray[np.uint8]) -> NDArray[np.generic]:
    """The values' place: the tail of the room."""
    tail = room[len(room) - _values_bytes(entry) :]
    return tail.view(entry.dtype).reshape(_shape(entry))


def _shape(entry: SeriesEntry) -> tuple[int, ...]:
    return entry.geometry.shape_kji + ((3,) if entry.colour else ())


def _values_bytes(entry: SeriesEntry) -> int:
    return int(np.prod(_shape(entry), dtype=np.int64)) * np.dtype(entry.dtype).itemsize
