"""The test pattern on the screen, as large as the window: any key or a press closes it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QWidget

from viewer.render.calibration import calibrate
from viewer.render.kernels.frame import whole_frame
from viewer.render.qc_pattern import draw_test_pattern
from viewer.state.view_state import ViewState
from viewer.widgets.words import tr


class QcPage(QDialog):
    """Drawn pixel for pixel, through the calibration of the screen where there is one."""

    def __init__(self, parent: QWidget, state: ViewState) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setWindowTitle(tr("Test pattern (TG18-QC)"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._calibration = state.calibration
        self.setGeometry(parent.geometry())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        ratio = self.devicePixelRatioF()
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        pixels = draw_test_pattern(max(1, width), max(1, height))
        if self._calibration is not None:
            calibrate(whole_frame(pixels), self._calibration.table)
        image = QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.drawImage(QPoint(0, 0), image)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        self.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self.accept()
