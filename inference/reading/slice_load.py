"""One slice from its file to its place in the volume."""

from typing import Any

from numpy.typing import NDArray

from inference.reading.checks import UNCOMPRESSED
from inference.reading.pixel_bytes import read_frame_into
from inference.reading.plan import SlicePlan
from inference.reading.stored_frames import stored_frame
from inference.reading.true_values import rescale_in_place, true_values

Array = NDArray[Any]


def load_slice(plan: SlicePlan, target: Array, padding_value: float | None) -> None:
    """Fill ``target`` ((j, i) or (j, i, 3) of the volume) with one slice's true values.

    Raises InputError for damaged or changed files, ValuesDoNotFit before anything wraps.
    """
    if plan.file.layout.colour:
        from inference.reading.colour import to_rgb

        target[...] = to_rgb(stored_frame(plan.file, plan.frame), plan.file)
    elif _straight(plan, target):
        read_frame_into(plan.file, plan.frame, target)
        rescale_in_place(plan, target, padding_value)
    else:
        true_values(plan, stored_frame(plan.file, plan.frame), target, padding_value)


def _straight(plan: SlicePlan, target: Array) -> bool:
    """Whether the file's bytes can be read into their place and be rescaled there."""
    stored = plan.file.layout.stored_dtype
    intercept_room = 100 << (8 * stored.itemsize - 8)
    return (
        plan.file.transfer_syntax in UNCOMPRESSED
        and plan.lookup is None
        and target.dtype.kind in "iu"
        and stored.isnative
        and stored.kind in "iu"
        and stored.itemsize == target.dtype.itemsize
        and abs(plan.rescale.slope) <= 100
        and abs(plan.rescale.intercept) <= intercept_room
    )
