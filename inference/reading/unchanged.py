"""Whether two scans of a series found the very same files."""

from pathlib import Path

from inference.reading.entry import SeriesEntry
from inference.reading.plan import StackPlan
from inference.reading.raster import RasterPlan


def same_files(one: SeriesEntry, other: SeriesEntry) -> bool:
    """True when no file of either came, went, or was written since the other's scan."""
    return _stamps(one) == _stamps(other)


def _stamps(entry: SeriesEntry) -> frozenset[tuple[Path, int, int]]:
    """(path, size, time of the last change in ns) of each file that pixels or places are from."""
    if isinstance(entry.plan, StackPlan):
        files = {planned.file for planned in entry.plan.slices}
        return frozenset((file.path, file.size, file.mtime_ns) for file in files)
    return frozenset(entry.plan.stamps) if isinstance(entry.plan, RasterPlan) else frozenset()
