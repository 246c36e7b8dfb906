"""The last step of a frame on a calibrated screen: P-values to driving levels, in place."""

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.ink import Frame
from viewer.render.kernels.present import present


def calibrate(pixels: NDArray[np.uint8], table: bytes) -> None:
    """Put each channel of (h, w, 4) BGRX through a table of 256 levels."""
    frame: Frame = pixels.view(np.uint32)[:, :, 0]
    present(frame, np.frombuffer(table, np.uint8))
