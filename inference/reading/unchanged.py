"""Whether two scans of a series found the very same files."""

from pathlib import Path

from inference.reading.entry import SeriesEntry
from inference.reading.plan import StackPlan
from inference.reading.raster import RasterPlan


def same_files(one: SeriesEntry, other: SeriesEntry) -> bool:
    """True when no file of either came, went, or was written since the other's scan.

    A copy of a DICOM file that kept its time, as the library makes it, is the same file.
    """
    return _stamps(one) == _stamps(other)


def _stamps(entry: SeriesEntry) -> frozenset[tuple[Path | str, int, int]]:
    """(SOP instance or path, size, time of the last change in ns) of each file it is read from."""
    if isinstance(entry.plan, StackPlan):
        return frozenset(
            (planned.sop_instance_uid, planned.file.size, planned.file.mtime_ns)
            for planned in entry.plan.slices
        )
    return frozenset(entry.plan.stamps) if isinstance(entry.plan, RasterPlan) else frozenset()
