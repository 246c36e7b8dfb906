"""The last step of a frame on a calibrated screen: P-values to driving levels, in place."""

import numpy as np

from viewer.render.kernels.frame import Frame
from viewer.render.kernels.present import present


def calibrate(frame: Frame, table: bytes) -> None:
    """Put each channel through a table of 256 levels."""
    present(frame, np.frombuffer(table, np.uint8))
