"""The pixels that a view is drawn into: a buffer of its own, or a part of a window's."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.jit import inlined


class Frame(NamedTuple):
    """A rectangle of 0xFFRRGGBB pixels within a larger picture.

    ``pixels`` are all of that picture, line after line; the rectangle begins at element ``first``
    and its lines are ``stride`` elements apart.
    """

    pixels: NDArray[np.uint32]
    first: int
    stride: int
    width: int
    height: int

    @property
    def array(self) -> NDArray[np.uint32]:
        """(height, width) view of the rectangle."""
        begin = self.pixels[self.first :]
        shape, item = (self.height, self.width), self.pixels.itemsize
        return np.lib.stride_tricks.as_strided(begin, shape, (item * self.stride, item))

    def part(self, left: int, top: int, width: int, height: int) -> "Frame":
        """A rectangle of this one; ValueError where it does not lie within it."""
        if min(left, top) < 0 or left + width > self.width or top + height > self.height:
            raise ValueError(f"{width}×{height} pixels at {left}, {top} are not within the frame")
        first = self.first + top * self.stride + left
        return Frame(self.pixels, first, self.stride, width, height)


def whole_frame(pixels: NDArray[np.uint8] | NDArray[np.uint32]) -> Frame:
    """The whole of (h, w, 4) BGRX or (h, w) 0xFFRRGGBB; ValueError where its lines do not
    follow each other."""
    height, width = pixels.shape[:2]
    if not pixels.flags.c_contiguous:
        raise ValueError("the lines of a frame's buffer must follow each other")
    return Frame(pixels.reshape(-1).view(np.uint32), 0, width, width, height)


@inlined
def line_of(frame: Frame, y: int) -> NDArray[np.uint32]:
    """The pixels of line ``y``."""
    begin = frame.first + y * frame.stride
    return frame.pixels[begin : begin + frame.width]
