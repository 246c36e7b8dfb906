"""What a view without a picture says: what it waits for, or that a series can be dragged there."""

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from viewer.widgets.words import tr

SILENT_MS = 2000  # a start that has its kernels is quicker, and says nothing
MARGIN = 16
GREY = 0x9A9A9A  # 7:1 on black


class Awaited:
    """No view stays black without a word."""

    def __init__(self, view: QWidget) -> None:
        self._view = view
        self._since: QElapsedTimer | None = None

    def paint(self, painter: QPainter) -> None:
        """Over the black of a view that has a series and cannot draw it yet."""
        if self._since is None:
            self._since = QElapsedTimer()
            self._since.start()
            QTimer.singleShot(SILENT_MS, self._view, self._view.update)
        elif self._since.elapsed() >= SILENT_MS:
            words = tr("Getting ready to draw. At the first start this takes a minute or two.")
            write(painter, self._view, words)


def write(painter: QPainter, view: QWidget, words: str) -> None:
    """Words in the middle of a black view."""
    painter.setPen(QColor(GREY))
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(view.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN), flags, words)
