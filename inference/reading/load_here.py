"""Loads plain numbers in this process: no decoder, no parser, only checked reads and a sum."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.imaging.progress import CancelCheck, ProgressReport
from inference.imaging.volume import Volume
from inference.reading.entry import SeriesEntry
from inference.reading.shared_room import check_free_memory

Array = NDArray[np.generic]


@dataclass(frozen=True, slots=True)
class LoadWatch:
    """Which slice comes first, and who hears of what during a load."""

    first_k: int | None
    on_array: Callable[[Array], None] | None
    on_slice: Callable[[int], None] | None
    threads: int
    report: ProgressReport
    cancelled: CancelCheck

    def show(self, array: Array) -> None:
        """Hand over the array that is about to fill, read-only."""
        if self.on_array is not None:
            view = array.view()
            view.setflags(write=False)
            self.on_array(view)


def load_here(entry: SeriesEntry, watch: LoadWatch) -> Volume | SeriesEntry:
    """The volume, or a wider entry to try. InputError, OperationCancelled."""
    from inference.reading.load import array_shape, load_volume, widened
    from inference.reading.true_values import ValuesDoNotFit

    shape = array_shape(entry)
    size = int(np.prod(shape, dtype=np.int64)) * np.dtype(entry.dtype).itemsize
    check_free_memory(size, entry.info.series_description or entry.files[0].name)
    array = np.empty(shape, entry.dtype)
    watch.show(array)
    try:
        return load_volume(
            entry,
            first_k=watch.first_k,
            on_slice=watch.on_slice,
            out=array,
            threads=watch.threads,
            report=watch.report,
            cancelled=watch.cancelled,
        )
    except ValuesDoNotFit:
        return widened(entry)
