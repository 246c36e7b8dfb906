"""Slices of an uncompressed NIfTI, NRRD or MetaImage file, read in whatever order is wanted."""

from collections.abc import Callable, Iterable
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.progress import CancelCheck, ProgressReport, raise_if
from inference.reading.raster import RasterPlan, check_plan, convert, lands_as_stored

Array = NDArray[np.generic]


def lies_in_slices(plan: RasterPlan) -> bool:
    """Whether each slice is one run of plain bytes in the file."""
    return plan.encoding == "raw" and plan.axes.removeprefix("t") in ("kji", "kjic")


def read_raw_slices(
    plan: RasterPlan,
    out: Array,
    order: Iterable[int],
    on_slice: Callable[[int], None],
    report: ProgressReport,
    cancelled: CancelCheck,
) -> None:
    """As ``raster.read_raster``, slice by slice; ``on_slice(k)`` once slice k is in place."""
    check_plan(plan)
    shape = plan.stored_shape[plan.axes.startswith("t") :]
    block = np.empty(shape[1:], plan.stored_dtype)
    begin = plan.file_offset + plan.stream_offset + plan.stack * shape[0] * block.nbytes
    direct = lands_as_stored(plan, out.dtype, shape[3:])
    with plan.path.open("rb", buffering=0) as file:
        for done, k in enumerate(order, 1):
            raise_if(cancelled)
            target = out[k : k + 1]
            stored = target if direct else block
            _read_at(file, begin + k * block.nbytes, stored, plan)
            if not direct:
                convert(block[None, ..., :3] if shape[3:] else block[None], plan, target)
            on_slice(k)
            report("Reading pixels", done / len(out))


def _read_at(file: BinaryIO, place: int, array: Array, plan: RasterPlan) -> None:
    """Fill contiguous ``array`` with the bytes at ``place``, all of them or InputError."""
    view = memoryview(array.reshape(-1).view(np.uint8).data)
    file.seek(place)
    done = 0
    while done < len(view):
        count = file.readinto(view[done:])  # type: ignore[attr-defined]
        if not count:
            raise InputError(
                f"{plan.path.name} is cut short: {plan.stored_bytes} bytes were declared, "
                f"{place + done - plan.file_offset} could be read."
            )
        done += count
