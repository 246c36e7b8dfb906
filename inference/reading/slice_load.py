"""One slice from its file to its place in the volume."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from inference.reading.checks import UNCOMPRESSED
from inference.reading.decode import decode_frame
from inference.reading.fragments import frames_of
from inference.reading.pixel_bytes import encapsulated_value, read_frame_into
from inference.reading.plan import PixelFile, SlicePlan
from inference.reading.true_values import rescale_in_place, true_values

Array = NDArray[np.generic]


def load_slice(plan: SlicePlan, target: Array, padding_value: float | None) -> None:
    """Fill ``target`` ((j, i) or (j, i, 3) of the volume) with one slice's true values."""
    layout = plan.file.layout
    if layout.colour:
        from inference.reading.colour import to_rgb

        target[...] = to_rgb(_stored(plan), plan.file)
    elif _straight(plan, target):
        read_frame_into(plan.file, plan.frame, target)
        rescale_in_place(plan, target, padding_value)
    else:
        true_values(plan, _stored(plan), target, padding_value)


def _straight(plan: SlicePlan, target: Array) -> bool:
    """Whether the file's bytes can be read into their place and be rescaled there."""
    stored = plan.file.layout.stored_dtype
    return (
        plan.file.transfer_syntax in UNCOMPRESSED
        and plan.lookup is None
        and target.dtype.kind in "iu"
        and stored.isnative
        and stored.kind in "iu"
        and stored.itemsize == target.dtype.itemsize
    )


def _stored(plan: SlicePlan) -> Array:
    """One frame's stored samples in a fresh array: (j, i), (j, i, n) or as planes (n, j, i)."""
    file, layout = plan.file, plan.file.layout
    if file.transfer_syntax not in UNCOMPRESSED:
        fragments = _frames(file)[plan.frame]
        data = b"".join(fragments)
        return np.array(decode_frame(data, file.transfer_syntax, layout, file.path.name))
    samples = layout.frame_bytes // (layout.bits_allocated // 8)
    stored = np.empty(samples, layout.stored_dtype)
    read_frame_into(file, plan.frame, stored)
    native = stored.astype(stored.dtype.newbyteorder("="), copy=False)
    if layout.samples == 1:
        return native.reshape(layout.rows, layout.columns)
    return native


@lru_cache(maxsize=2)
def _cached_frames(file: PixelFile) -> list[list[memoryview]]:
    return frames_of(encapsulated_value(file), file.frame_count, file.path.name)


def _frames(file: PixelFile) -> list[list[memoryview]]:
    """Fragments by frame; a multi-frame file's are kept while its frames are loaded."""
    if file.frame_count > 1:
        return _cached_frames(file)
    return frames_of(encapsulated_value(file), 1, file.path.name)
