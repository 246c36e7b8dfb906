"""The number type and the meaning of a stack's values, settled from its headers."""

import numpy as np

from inference.reading.plan import SlicePlan

_EXACT_TYPES = ("uint8", "int16", "uint16", "int32")


def volume_dtype(slices: tuple[SlicePlan, ...]) -> str:
    """The smallest type that holds every slice's true values exactly, float32 for fractions.

    A signed 16-bit slice with whole rescale counts as int16 (HU), although the intercept could
    carry its outermost values beyond: loading checks that and refuses to wrap.
    """
    if slices[0].file.layout.colour:
        return "uint8"
    if any(one.file.layout.floating for one in slices):
        return "float32"
    if not all(one.lookup is not None or one.rescale.whole for one in slices):
        return "float32"
    ranges = {_range(one) for one in slices}
    low, high = min(r[0] for r in ranges), max(r[1] for r in ranges)
    for name in _EXACT_TYPES:
        limits = np.iinfo(name)
        if limits.min <= low and high <= limits.max:
            return name
    return "float32"


def _range(one: SlicePlan) -> tuple[int, int]:
    if one.lookup is not None:
        return 0, 0xFFFF if one.lookup.bits > 8 else 0xFF
    low, high = one.file.layout.range
    slope, intercept = int(one.rescale.slope), int(one.rescale.intercept)
    if (low, high) == (-32768, 32767) and slope == 1 and abs(intercept) <= 8192:
        return low, high
    ends = low * slope + intercept, high * slope + intercept
    return min(ends), max(ends)


def padding_value(slices: tuple[SlicePlan, ...], dtype: str) -> float | None:
    """The value that stands in the volume for "no picture here", or None without padding."""
    padded = [one for one in slices if one.padding is not None]
    if not padded or slices[0].file.layout.colour:
        return None
    values = [
        one.padding[0] * one.rescale.slope + one.rescale.intercept
        for one in padded
        if one.padding is not None
    ]
    lowest = min(values)
    if np.dtype(dtype).kind == "f":
        return float(np.float32(lowest))
    limits = np.iinfo(dtype)
    return float(min(max(lowest, limits.min), limits.max))
