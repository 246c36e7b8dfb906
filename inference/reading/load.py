"""A series entry into a volume: straight from the files to their place, the wanted slice first."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from inference.imaging.progress import (
    CancelCheck,
    ProgressReport,
    ignore_progress,
    never_cancelled,
    raise_if,
)
from inference.imaging.volume import Volume
from inference.reading.checks import UNCOMPRESSED
from inference.reading.entry import SeriesEntry
from inference.reading.plan import StackPlan
from inference.reading.slice_load import SliceLoader
from inference.reading.true_values import ValuesDoNotFit

Array = NDArray[np.generic]
OnSlice = Callable[[int], None]
_PAGE_BYTES = 2 << 20  # what the system maps and clears at a time where an array is large
_LONGEST_RUN = 8  # of slices, so that small ones too are read outward from the wanted one
_WIDER = {"uint8": "int32", "int16": "int32", "uint16": "int32", "int32": "float32"}


def load_volume(
    entry: SeriesEntry,
    *,
    first_k: int | None = None,
    on_slice: OnSlice | None = None,
    out: Array | None = None,
    threads: int = 2,
    report: ProgressReport = ignore_progress,
    cancelled: CancelCheck = never_cancelled,
) -> Volume:
    """All slices of ``entry`` as true values, (k, j, i) or (k, j, i, 3) uint8 for colour.

    Slice ``first_k`` (default the middle one) is read first, then outward. ``on_slice(k)`` is
    called, one call at a time, from the loading threads once slice k is in place. ``out`` is an
    array of exactly the entry's shape and dtype to fill (shared memory, say). Raises InputError,
    and its kind ValuesDoNotFit when ``out`` is too narrow for what the files really hold: then
    load ``widened(entry)``; without ``out`` this is done here. OperationCancelled on a wish.
    """
    if entry.format not in ("dicom", "dicom-multiframe"):
        return _image_file(entry, first_k, on_slice, out, report, cancelled)
    array = _target(entry, out)
    order = _outward(entry.geometry.shape_kji[0], first_k)
    try:
        _fill(entry, array, order, on_slice, threads, report, cancelled)
    except ValuesDoNotFit:
        if out is not None:
            raise
        return load_volume(
            widened(entry), first_k=first_k, on_slice=on_slice, threads=threads,
            report=report, cancelled=cancelled,
        )  # fmt: skip
    return _volume(entry, array)


def _image_file(
    entry: SeriesEntry,
    first_k: int | None,
    on_slice: OnSlice | None,
    out: Array | None,
    report: ProgressReport,
    cancelled: CancelCheck,
) -> Volume:
    from inference.reading.image_files import load_image_file, load_image_slices

    if on_slice is None:
        return load_image_file(entry, out=out, report=report, cancelled=cancelled)
    order = _outward(entry.geometry.shape_kji[0], first_k)
    return load_image_slices(entry, _target(entry, out), order, on_slice, report, cancelled)


def array_shape(entry: SeriesEntry) -> tuple[int, ...]:
    """Shape of the array that a load fills."""
    return (*entry.geometry.shape_kji, 3) if entry.colour else entry.geometry.shape_kji


def widened(entry: SeriesEntry) -> SeriesEntry:
    """The same entry with the next wider number type."""
    from inference.reading.values import padding_value

    dtype, plan = _WIDER[entry.dtype], _plan(entry)
    plan = replace(plan, padding_value=padding_value(plan.slices, dtype))
    return replace(entry, dtype=dtype, plan=plan)


def _plan(entry: SeriesEntry) -> StackPlan:
    if not isinstance(entry.plan, StackPlan):
        raise TypeError("the entry does not come from a DICOM scan")
    return entry.plan


def _target(entry: SeriesEntry, out: Array | None) -> Array:
    shape, dtype = array_shape(entry), np.dtype(entry.dtype)
    if out is None:
        return np.empty(shape, dtype)
    if out.shape != shape or out.dtype != dtype or not out.flags.c_contiguous:
        raise ValueError(f"out must be contiguous {shape} {dtype}, not {out.shape} {out.dtype}")
    return out


def _outward(count: int, first_k: int | None) -> list[int]:
    """Slice numbers from ``first_k`` (default the middle) outward."""
    first = count // 2 if first_k is None else min(max(first_k, 0), count - 1)
    return sorted(range(count), key=lambda k: (abs(k - first), k))


def _fill(
    entry: SeriesEntry,
    array: Array,
    order: list[int],
    on_slice: OnSlice | None,
    threads: int,
    report: ProgressReport,
    cancelled: CancelCheck,
) -> None:
    plan = _plan(entry)
    loader, pending = SliceLoader(plan, array.dtype), iter(_runs(order, _run_length(plan, array)))
    taking, telling, failed = threading.Lock(), threading.Lock(), threading.Event()
    done = 0

    def work() -> None:
        nonlocal done
        try:
            for k in _shared(pending, taking):
                if failed.is_set():
                    return
                raise_if(cancelled)
                loader.load(k, array[k])
                with telling:
                    done += 1
                    if on_slice is not None:
                        on_slice(k)
                    report("reading", done / len(order))
        except BaseException:
            failed.set()
            raise

    if threads < 2 or len(order) < 2:
        work()
        return
    with ThreadPoolExecutor(threads) as pool:
        for task in [pool.submit(work) for _ in range(threads)]:
            task.result()


def _run_length(plan: StackPlan, array: Array) -> int:
    """Slices that one thread loads before it takes others.

    Plain ones come as fast as memory does: a page that two threads fill is cleared by both.
    """
    plain = plan.slices[0].file.transfer_syntax in UNCOMPRESSED
    return min(max(1, _PAGE_BYTES // array[0].nbytes), _LONGEST_RUN) if plain else 1


def _runs(order: list[int], length: int) -> list[list[int]]:
    """The slices of ``order``, which goes outward from its first, in runs of neighbours."""
    first = order[0]
    sides = [k for k in order if k >= first], [k for k in order if k < first]
    runs = [side[n : n + length] for side in sides for n in range(0, len(side), length)]
    return sorted(runs, key=lambda run: (abs(run[0] - first), run[0]))


def _shared(pending: Iterator[list[int]], lock: threading.Lock) -> Iterator[int]:
    """Numbers from an iterator that several threads share, a run at a time."""
    while True:
        with lock:
            run = next(pending, None)
        if run is None:
            return
        yield from run


def _volume(entry: SeriesEntry, array: Array) -> Volume:
    plan = _plan(entry)
    return Volume(
        array=array,
        geometry=entry.geometry,
        info=entry.info,
        unit=entry.unit,
        flags=entry.flags,
        windows=entry.windows,
        inverted_display=plan.inverted_display,
        padding_value=plan.padding_value,
        stack_name=entry.stack_name,
        source_uids=tuple(one.sop_instance_uid for one in plan.slices),
        source_frames=tuple(
            one.frame + 1 if one.file.frame_count > 1 else 0 for one in plan.slices
        ),
    )
