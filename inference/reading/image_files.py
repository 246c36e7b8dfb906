"""The one door to pictures that are no DICOM: NIfTI, NRRD and MetaImage files."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.flag import Flag
from inference.imaging.progress import (
    CancelCheck,
    ProgressReport,
    ignore_progress,
    never_cancelled,
    raise_if,
)
from inference.imaging.volume import Volume
from inference.reading.entry import SeriesEntry
from inference.reading.one_pass import headroom_bytes, inflate_whole
from inference.reading.raster import RasterPlan, check_plan, read_raster
from inference.reading.raw_slices import lies_in_slices, read_raw_slices


def _scan_nifti(path: Path) -> tuple[SeriesEntry, ...]:
    from inference.reading.nifti import scan_nifti

    return scan_nifti(path)


def _scan_nrrd(path: Path) -> tuple[SeriesEntry, ...]:
    from inference.reading.nrrd import scan_nrrd

    return scan_nrrd(path)


def _scan_metaimage(path: Path) -> tuple[SeriesEntry, ...]:
    from inference.reading.metaimage import scan_metaimage

    return scan_metaimage(path)


SCANNERS: dict[str, Callable[[Path], tuple[SeriesEntry, ...]]] = {
    ".nii": _scan_nifti,
    ".nii.gz": _scan_nifti,
    ".nrrd": _scan_nrrd,
    ".nhdr": _scan_nrrd,
    ".mha": _scan_metaimage,
    ".mhd": _scan_metaimage,
}
_SUFFIXES = tuple(SCANNERS)


def is_image_file(path: Path) -> bool:
    """True for the names this module reads (by suffix, any case; the file is not opened)."""
    return path.name.lower().endswith(_SUFFIXES)


def scan_image_file(path: Path) -> tuple[SeriesEntry, ...]:
    """One entry per 3D stack of ``path`` (two or more for 4D files), from its header alone.

    Raises InputError when the file cannot be shown truly.
    """
    name = path.name.lower()
    for suffix, scan in SCANNERS.items():
        if name.endswith(suffix):
            try:
                before = _stamp(path)
                return tuple(_stamped(entry, before) for entry in scan(path))
            except OSError as error:
                raise InputError(f"{path.name} cannot be read: {error.strerror}.") from error
    raise InputError(f"{path.name} is no NIfTI, NRRD or MetaImage file.")


def load_image_file(
    entry: SeriesEntry,
    *,
    out: NDArray[np.generic] | None = None,
    report: ProgressReport = ignore_progress,
    cancelled: CancelCheck = never_cancelled,
) -> Volume:
    """The values of one stack, in ``out`` if given ((k, j, i[, 3]) of ``entry.dtype``, C order).

    Raises InputError for a short, damaged or unreadable file and OperationCancelled.
    """
    plan = _plan_of(entry)
    if out is None:
        return load_image_room(entry, np.empty(room_bytes(entry), np.uint8), report, cancelled)
    with _named_failures(plan):
        read_raster(plan, out, report, cancelled)
    return _volume(entry, out)


def load_image_slices(
    entry: SeriesEntry,
    out: NDArray[np.generic],
    order: Sequence[int],
    on_slice: Callable[[int], None],
    report: ProgressReport = ignore_progress,
    cancelled: CancelCheck = never_cancelled,
) -> Volume:
    """As ``load_image_file``, told slice by slice, in ``order`` where the file lets one choose.

    Elsewhere (a compressed stream, whose checksum comes last) all slices are told at the end.
    """
    plan = _plan_of(entry)
    if not lies_in_slices(plan):
        volume = load_image_file(entry, out=out, report=report, cancelled=cancelled)
        for k in order:
            on_slice(k)
        return volume
    with _named_failures(plan):
        read_raw_slices(plan, out, order, on_slice, report, cancelled)
    return _volume(entry, out)


def room_bytes(entry: SeriesEntry) -> int:
    """Bytes of memory that ``load_image_room`` needs: the values, and a headroom before them."""
    plan = _plan_of(entry)
    headroom = headroom_bytes(plan, entry.dtype, entry.colour) or 0
    return headroom + int(np.prod(_shape(entry), dtype=np.int64)) * np.dtype(entry.dtype).itemsize


def load_image_room(
    entry: SeriesEntry,
    room: NDArray[np.uint8],
    report: ProgressReport = ignore_progress,
    cancelled: CancelCheck = never_cancelled,
) -> Volume:
    """As ``load_image_file``, into ``room`` (``room_bytes(entry)`` bytes): the fastest way.

    The volume's array is the tail of ``room``; the bytes before it are overwritten.
    """
    plan = _plan_of(entry)
    headroom = headroom_bytes(plan, entry.dtype, entry.colour)
    array = room[headroom or 0 :].view(entry.dtype).reshape(_shape(entry))
    with _named_failures(plan):
        raise_if(cancelled)
        check_plan(plan)
        if headroom is None or not inflate_whole(plan, room):
            read_raster(plan, array, report, cancelled)
    report("Reading pixels", 1.0)
    return _volume(entry, array)


def _plan_of(entry: SeriesEntry) -> RasterPlan:
    if not isinstance(entry.plan, RasterPlan):
        raise TypeError(f"{entry.id} was not scanned by this module")
    return entry.plan


def _shape(entry: SeriesEntry) -> tuple[int, ...]:
    return entry.geometry.shape_kji + ((3,) if entry.colour else ())


def _stamp(path: Path) -> tuple[Path, int, int]:
    state = path.stat()
    return path, state.st_size, state.st_mtime_ns


def _stamped(entry: SeriesEntry, header: tuple[Path, int, int]) -> SeriesEntry:
    """The entry, which knows what its files were: a place must not be told of other pixels."""
    plan = _plan_of(entry)
    pixels = () if plan.path == header[0] else (_stamp(plan.path),)
    return replace(entry, plan=replace(plan, stamps=(header, *pixels)))


def _check_unchanged(plan: RasterPlan) -> None:
    for path, *known in plan.stamps:
        if list(_stamp(path)[1:]) != known:
            raise InputError(f"{path.name} has changed since the folder was scanned.")


@contextmanager
def _named_failures(plan: RasterPlan) -> Iterator[None]:
    """Reading within: the files are those that were scanned, before it and after it."""
    try:
        _check_unchanged(plan)
        yield
        _check_unchanged(plan)
    except OSError as error:
        raise InputError(f"{plan.path.name} cannot be read: {error.strerror}.") from error
    except MemoryError as error:
        raise InputError(f"{plan.path.name} does not fit into memory.") from error


def _volume(entry: SeriesEntry, array: NDArray[np.generic]) -> Volume:
    return Volume(
        array=array,
        geometry=entry.geometry,
        info=entry.info,
        unit=entry.unit,
        flags=entry.flags + _value_flags(array),
        windows=entry.windows,
        stack_name=entry.stack_name,
    )


def _value_flags(array: NDArray[np.generic]) -> tuple[Flag, ...]:
    if array.dtype.kind != "f" or all(np.isfinite(part).all() for part in array):
        return ()
    return (Flag("values-not-finite", "The picture holds values that are no numbers."),)
