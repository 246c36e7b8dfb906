"""The picture of one view: not tried yet, kept as an image, or on the window alone."""

import numpy as np
from PySide6.QtGui import QImage

from viewer.render.calibration import calibrate
from viewer.render.compose import Pixels
from viewer.render.kernels.frame import Frame, whole_frame


class ViewPicture:
    """Pixels are drawn again where they were: new memory costs a page fault every 4 KiB.

    ``is_tried`` stays True for a picture that cannot be drawn: it is told once, not at each
    paint. ``is_shown`` means that the window has it and nothing of it is kept.
    """

    def __init__(self) -> None:
        self.image: QImage | None = None
        self.is_tried = False
        self.is_shown = False
        self._pixels: Pixels | None = None

    def forget(self) -> None:
        """What is to be seen has changed."""
        self.image, self.is_tried, self.is_shown = None, False, False

    @property
    def waits(self) -> bool:
        """Whether it was not tried yet."""
        return self.image is None and not self.is_tried

    def place(self, size_wh: tuple[int, int], onto: Frame | None) -> Frame:
        """Where to draw: ``onto`` where it has that size, else pixels of its own."""
        width, height = size_wh
        if onto is not None and (onto.width, onto.height) == size_wh:
            return onto
        if self._pixels is None or self._pixels.shape != (height, width, 4):
            self._pixels = np.empty((height, width, 4), np.uint8)
        return whole_frame(self._pixels)

    def take(self, frame: Frame, onto: Frame | None, table: bytes | None, ratio: float) -> None:
        """Keep what was drawn into ``frame`` unless that is the window's own ``onto``; on a
        calibrated screen through its ``table``. ``ratio`` is device pixels a logical one."""
        if table is not None:
            calibrate(frame, table)
        self.is_shown = frame is onto
        if self.is_shown or self._pixels is None:
            return
        size, line = (frame.width, frame.height), 4 * frame.stride
        self.image = QImage(self._pixels.data, *size, line, QImage.Format.Format_RGB32)
        self.image.setDevicePixelRatio(ratio)
