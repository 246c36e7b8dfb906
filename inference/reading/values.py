"""The number type and the meaning of a stack's values, settled from its headers."""

import numpy as np

from inference.reading.plan import SlicePlan

_EXACT_TYPES = ("uint8", "int16", "uint16", "int32")


def volume_dtype(slices: tuple[SlicePlan, ...]) -> str:
    """The smallest type that holds every slice's true values exactly, float32 for fractions.

    A full 16-bit slice with a CT's intercept counts as int16 (HU), although its outermost
    values could lie beyond: loading checks that and widens rather than wraps.
    """
    if slices[0].file.layout.colour:
        return "uint8"
    if any(one.file.layout.floating for one in slices):
        return "float32"
    # Most slices share their layout and rescale: what follows is asked once of each kind.
    kinds = {(id(one.file.layout), id(one.rescale), id(one.lookup)): one for one in slices}.values()
    if not all(one.lookup is not None or one.rescale.whole for one in kinds):
        return "float32"
    ranges = {_range(one) for one in kinds}
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
    if slope == 1 and -8192 <= intercept <= -1000 and high in (32767, 65535):
        return max(low, -32768), 32767
    ends = low * slope + intercept, high * slope + intercept
    return min(ends), max(ends)


def padding_value(slices: tuple[SlicePlan, ...], dtype: str) -> float | None:
    """The value that stands in the volume for "no picture here", or None without padding."""
    padded = [one for one in slices if one.padding is not None]
    if not padded or slices[0].file.layout.colour:
        return None
    lowest = min(_padded(one) for one in padded)
    if np.dtype(dtype).kind == "f":
        return float(np.float32(lowest))
    limits = np.iinfo(dtype)
    return float(min(max(lowest, limits.min), limits.max))


def _padded(one: SlicePlan) -> float:
    """What a slice's padding becomes by its rescale; 0 through a Modality LUT."""
    if one.padding is None or one.lookup is not None:
        return 0.0
    return one.padding[0] * one.rescale.slope + one.rescale.intercept
