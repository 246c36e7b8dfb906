"""The bar beside a view: where one is among the slices, where findings lie, what weighed."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.state.intents import Activate, GoToSlice
from viewer.state.slice_marks import SliceMarks, marks_of
from viewer.state.view_state import ViewState
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch, tr

WIDTH = 16
LEAST_THUMB = 8.0


class SliceBar(QWidget):
    """The slice furthest up (head, front, left) on top; a press or drag goes to a slice."""

    def __init__(self, index: int, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self._index = index
        self._dispatch = dispatch
        self._theme = theme
        self._marks: SliceMarks | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Slices"))

    def render_state(self, state: ViewState) -> None:
        marks = marks_of(state, self._index)
        if marks != self._marks:
            self._marks = marks
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(WIDTH, 100)

    def slice_at(self, y: float) -> int:
        """0-based index of the slice at a height of the bar."""
        if self._marks is None:
            return 0
        row = int(y / max(1, self.height()) * self._marks.count)
        row = min(self._marks.count - 1, max(0, row))
        return self._marks.count - 1 - row if self._marks.ascending else row

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0))
        if self._marks is None or self._marks.count < 2:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_weights(painter, self._marks)
        self._paint_findings(painter, self._marks)
        self._paint_thumb(painter, self._marks)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._dispatch(Activate(self._index))
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def _go(self, event: QMouseEvent) -> None:
        if self._marks is not None:
            self._dispatch(GoToSlice(self.slice_at(event.position().y()), self._index))

    def _top(self, index: int, marks: SliceMarks) -> float:
        row = marks.count - 1 - index if marks.ascending else index
        return row / marks.count * self.height()

    def _paint_weights(self, painter: QPainter, marks: SliceMarks) -> None:
        row = self.height() / marks.count
        colour = QColor(self._theme.accent)
        for index, weight in marks.weights:
            colour.setAlphaF(0.25 + 0.6 * weight)
            width = 2 + (WIDTH - 4) * weight
            area = QRectF(WIDTH - width, self._top(index, marks), width, max(1.0, row))
            painter.fillRect(area, colour)

    def _paint_findings(self, painter: QPainter, marks: SliceMarks) -> None:
        row = self.height() / marks.count
        for low, high, selected in marks.findings:
            colour = QColor("#ffffff" if selected else self._theme.warning)
            height = max(3.0, (high - low + 1) * row)
            top = min(self._top(low, marks), self._top(high, marks))
            painter.fillRect(QRectF(1, top, 4, height), colour)

    def _paint_thumb(self, painter: QPainter, marks: SliceMarks) -> None:
        row = self.height() / marks.count
        height = max(LEAST_THUMB, row)
        top = self._top(marks.current, marks) + (row - height) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#b8b8c0"))
        top = min(max(0.0, top), self.height() - height)
        painter.drawRoundedRect(QRectF(6, top, WIDTH - 8, height), 3, 3)
