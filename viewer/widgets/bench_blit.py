"""The blit that `radlens bench view` measures against: a ready frame onto a real window."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

Pixels = NDArray[np.uint8]


class BlitWindow(QWidget):
    """A bare window that shows one RGB32 frame 1:1 at its top left."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self._image = QImage()
        self.resize(side, side)

    def blit(self, pixels: Pixels) -> None:
        """Show (h, w, 4) BGRX now; returns when it was handed to the window system."""
        height, width = pixels.shape[:2]
        self._image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        self.repaint(QRect(0, 0, width, height))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.drawImage(event.rect().topLeft(), self._image, event.rect())
        painter.end()


def window_blit(side: int) -> Callable[[Pixels], None]:
    """The blit of a window ``side`` pixels large, on screen (or the off-screen platform)."""
    application = QApplication.instance() or QApplication([])
    window = BlitWindow(side)
    window.show()
    application.processEvents()
    return window.blit
