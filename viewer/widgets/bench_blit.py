"""The blit that `radlens bench view` measures against: ready frames onto a real window."""

import time
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from inference.imaging.errors import InputError

Pixels = NDArray[np.uint8]
_EXPOSED_SECONDS = 10.0  # a window that is not on the screen is not painted: a blit of nothing


class BlitWindow(QWidget):
    """A bare window that shows RGB32 frames 1:1, side by side from its top left."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self._images: list[tuple[QPoint, QImage]] = []
        self.resize(side, side)

    def blit(self, frames: Sequence[Pixels]) -> None:
        """Show (h, w, 4) BGRX frames of one size now, as a window shows the views that changed
        in one turn: in one repaint. Returns when it was handed to the window system."""
        height, width = frames[0].shape[:2]
        columns = max(1, self.width() // width)
        self._images = [
            (
                QPoint(number % columns * width, number // columns * height),
                QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32),
            )
            for number, pixels in enumerate(frames)
        ]
        shown = QRect()
        for place, image in self._images:
            shown |= QRect(place, image.size())
        self.repaint(shown)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        for place, image in self._images:
            painter.drawImage(place, image)
        painter.end()


def window_blit(side: int) -> Callable[[Sequence[Pixels]], None]:
    """The blit of a window ``side`` pixels large, on screen (or the off-screen platform)."""
    application = QApplication.instance() or QApplication([])
    window = BlitWindow(side)
    window.show()
    give_up = time.monotonic() + _EXPOSED_SECONDS
    while not (handle := window.windowHandle()) or not handle.isExposed():
        if time.monotonic() > give_up:
            raise InputError("The window system does not show the bench's window.")
        application.processEvents()
    return window.blit
