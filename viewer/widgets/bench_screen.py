"""The window that `radlens bench view` draws in: frames as views draw theirs, and ready ones."""

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from inference.imaging.errors import InputError
from viewer.render.compose import draw
from viewer.render.kernels.frame import Frame, whole_frame
from viewer.state.scene import Scene
from viewer.widgets.device_pixels import pixels_under

Pixels = NDArray[np.uint8]
_EXPOSED_SECONDS = 10.0  # a window that is not on the screen is not painted: a blit of nothing


class BenchScreen(QWidget):
    """A bare window of frames 1:1, side by side from its top left; each call is one repaint and
    returns when it was handed to the window system. Frames are (h, w, 4) BGRX of one size.
    """

    def __init__(self, side: int) -> None:
        super().__init__()
        self._frames: list[Pixels] = []
        self._scenes: list[Scene] = []
        self.resize(side, side)

    def blit(self, frames: Sequence[Pixels]) -> None:
        """Show ready frames, as a window shows the views that changed in one turn."""
        self._repaint(frames, [])

    def draw(self, views: Sequence[tuple[Scene, Pixels]]) -> None:
        """Compose and show scenes as the views of a window do: the first straight into the
        window's pixels, the others into their own, which are copied."""
        self._repaint([pixels for _, pixels in views], [scene for scene, _ in views])

    def _repaint(self, frames: Sequence[Pixels], scenes: list[Scene]) -> None:
        self._frames, self._scenes = list(frames), scenes
        shown = QRect()
        for number in range(len(frames)):
            shown |= self._place(number)
        self.repaint(shown)

    def _place(self, number: int) -> QRect:
        height, width = self._frames[0].shape[:2]
        columns = max(1, self.width() // width)
        corner = QPoint(number % columns * width, number // columns * height)
        return QRect(corner, QSize(width, height))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        onto = self._compose(painter, event) if self._scenes else None
        for number, pixels in enumerate(self._frames):
            if number > 0 or onto is None:
                height, width = pixels.shape[:2]
                image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
                painter.drawImage(self._place(number), image)
        painter.end()

    def _compose(self, painter: QPainter, event: QPaintEvent) -> Frame | None:
        """Compose all scenes; the window's own pixels where the first was drawn into them."""
        onto = pixels_under(painter, event, self._place(0))
        frames = [whole_frame(pixels) for pixels in self._frames]
        if onto is not None:
            frames[0] = onto
        draw(list(zip(self._scenes, frames, strict=True)))
        return onto


def bench_screen(side: int) -> BenchScreen:
    """A window ``side`` pixels large, on screen (or the off-screen platform).

    InputError where the window system does not show it.
    """
    application = QApplication.instance() or QApplication([])
    window = BenchScreen(side)
    window.show()
    give_up = time.monotonic() + _EXPOSED_SECONDS
    while not (handle := window.windowHandle()) or not handle.isExposed():
        if time.monotonic() > give_up:
            raise InputError("The window system does not show the bench's window.")
        application.processEvents()
    return window
