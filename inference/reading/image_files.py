"""The one door to pictures that are no DICOM: NIfTI, NRRD and MetaImage files."""

from collections.abc import Callable
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
)
from inference.imaging.volume import Volume
from inference.reading.entry import SeriesEntry
from inference.reading.raster import RasterPlan, read_raster


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


def is_image_file(path: Path) -> bool:
    """True for the names this module reads (by suffix, any case; the file is not opened)."""
    return path.name.lower().endswith(tuple(SCANNERS))


def scan_image_file(path: Path) -> tuple[SeriesEntry, ...]:
    """One entry per 3D stack of ``path`` (two or more for 4D files), from its header alone.

    Raises InputError when the file cannot be shown truly.
    """
    name = path.name.lower()
    for suffix, scan in SCANNERS.items():
        if name.endswith(suffix):
            try:
                return scan(path)
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
    plan = entry.plan
    if not isinstance(plan, RasterPlan):
        raise TypeError(f"{entry.id} was not scanned by this module")
    shape = entry.geometry.shape_kji + ((3,) if entry.colour else ())
    try:
        array = np.empty(shape, entry.dtype) if out is None else out
        read_raster(plan, array, report, cancelled)
    except OSError as error:
        raise InputError(f"{plan.path.name} cannot be read: {error.strerror}.") from error
    except MemoryError as error:
        raise InputError(f"{plan.path.name} does not fit into memory.") from error
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
