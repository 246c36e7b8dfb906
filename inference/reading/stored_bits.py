"""Stored bits into stored values: unused bits cleared, signs extended (PS3.5 8.1.1)."""

import numpy as np
from numpy.typing import NDArray

from inference.reading.pixel_format import PixelFormat

Array = NDArray[np.generic]


def clear_unused_bits(stored: Array, layout: PixelFormat) -> None:
    """Keep, in place, only the declared bits of integers as they lay in the file."""
    unused = layout.bits_allocated - layout.bits_stored
    if not unused or layout.floating:
        return
    above = layout.bits_allocated - 1 - layout.high_bit
    if not layout.signed and above == unused:
        np.bitwise_and(stored, stored.dtype.type((1 << layout.bits_stored) - 1), out=stored)
        return
    if above:
        np.left_shift(stored, above, out=stored)
    np.right_shift(stored, unused, out=stored)


def extend_sign(stored: Array, layout: PixelFormat) -> None:
    """Extend, in place, the sign of decoded values that lie in the lowest stored bits."""
    unused = layout.bits_allocated - layout.bits_stored
    if unused and layout.signed:
        np.left_shift(stored, unused, out=stored)
        np.right_shift(stored, unused, out=stored)
