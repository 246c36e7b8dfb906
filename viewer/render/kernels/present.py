"""Every pixel through a table of display levels."""

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.frame import Frame, line_of
from viewer.render.kernels.jit import kernel


@kernel
def present(frame: Frame, table: NDArray[np.uint8]) -> None:
    """0xAARRGGBB in place; the three channels alike."""
    for y in range(frame.height):
        line = line_of(frame, y)
        for x in range(len(line)):
            pixel = line[x]
            red = np.uint32(table[(pixel >> np.uint32(16)) & np.uint32(255)])
            green = np.uint32(table[(pixel >> np.uint32(8)) & np.uint32(255)])
            blue = np.uint32(table[pixel & np.uint32(255)])
            high = np.uint32(0xFF000000) | (red << np.uint32(16))
            line[x] = high | (green << np.uint32(8)) | blue
