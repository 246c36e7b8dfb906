"""What a view says while it waits for the drawing kernels: compiled once, after installing."""

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from viewer.widgets.words import tr

SILENT_MS = 2000  # a start that has its kernels is quicker, and says nothing
MARGIN = 16


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
            painter.setPen(QColor(0xF2, 0xF2, 0xF2))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            room = self._view.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            painter.drawText(room, flags, words)
