"""A series entry into a volume: straight from the files to their place, the wanted slice first."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice

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
from inference.reading.slice_load import load_slice
from inference.reading.true_values import ValuesDoNotFit

Array = NDArray[np.generic]
OnSlice = Callable[[int], None]
_PROBED, _QUICK_BYTES_PER_SECOND = 16, 1e9
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
    plan, pending = _plan(entry), iter(order)
    taking, telling = threading.Lock(), threading.Lock()
    failed = threading.Event()
    done = 0

    def work(most: int | None = None) -> None:
        nonlocal done
        for k in islice(_shared(pending, taking), most):
            if failed.is_set():
                return
            try:
                raise_if(cancelled)
                load_slice(plan.slices[k], array[k], plan.padding_value)
            except BaseException:
                failed.set()
                raise
            with telling:
                done += 1
                if on_slice is not None:
                    on_slice(k)
                report("reading", done / len(order))

    if threads < 2 or len(order) < 2 or _come_quickly(plan, array, work):
        work()
        return
    with ThreadPoolExecutor(threads) as pool:
        for task in [pool.submit(work) for _ in range(threads)]:
            task.result()


def _come_quickly(plan: StackPlan, array: Array, work: Callable[[int], None]) -> bool:
    """Whether plain slices come from memory, by the first few: then a second thread is in the way.

    Each would hold the interpreter while the other wants it for its next file. From a disk or a
    network two files on the way are better than one.
    """
    if plan.slices[0].file.transfer_syntax not in UNCOMPRESSED:
        return False
    some = min(_PROBED, len(array))
    started = time.perf_counter()
    work(some)
    seconds = time.perf_counter() - started
    return bool(some * array[0].nbytes > _QUICK_BYTES_PER_SECOND * seconds)


def _shared(pending: Iterator[int], lock: threading.Lock) -> Iterator[int]:
    """Numbers taken one by one from an iterator that several threads share."""
    while True:
        with lock:
            k = next(pending, None)
        if k is None:
            return
        yield k


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
