"""Inflates a whole gzip or zlib file in one call, three times faster than a stream."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.reading.raster import RasterPlan

MAX_HEADROOM = 64 << 20
MAX_PACKED = 1 << 30


def headroom_bytes(plan: RasterPlan, dtype: str, colour: bool) -> int | None:
    """Bytes needed before the values so that one call can inflate all; None = cannot."""
    stored = np.dtype(plan.stored_dtype)
    single = plan.axes.removeprefix("t") == ("kjic" if colour else "kji")
    single = single and (plan.axes[0] != "t" or plan.stored_shape[0] == 1)
    plain = stored == np.dtype(dtype) and stored.isnative and plan.is_plain
    plain = plain and (not colour or plan.stored_shape[-1] == 3)
    aligned = plan.stream_offset % 16 == 0 and plan.stream_offset <= MAX_HEADROOM
    packed = plan.encoding in ("gzip", "zlib") and plan.path.stat().st_size <= MAX_PACKED
    return plan.stream_offset if single and plain and aligned and packed else None


def inflate_whole(plan: RasterPlan, room: NDArray[np.uint8]) -> bool:
    """Fill ``room`` (headroom and values) with the decoded file, its checksum verified.

    False when the file is not one plain stream of exactly that length; the caller then reads it
    as a stream, which tells damage from oddity.
    """
    import imagecodecs

    decode: Any = imagecodecs.gzip_decode if plan.encoding == "gzip" else imagecodecs.deflate_decode
    with plan.path.open("rb") as file:
        file.seek(plan.file_offset)
        packed = file.read()
    try:
        decoded = decode(packed, out=room)
    except (imagecodecs.DeflateError, ValueError):
        return False
    return len(decoded) == len(room)
