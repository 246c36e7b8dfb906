"""The bar beside a view: where one is among the slices, next to the strip in the picture."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.state.pane_intents import Activate, GoToSlice
from viewer.state.slice_marks import SliceMarks, marks_of
from viewer.state.view_state import ViewState
from viewer.widgets.words import Dispatch, tr

WIDTH = 12
LEAST_THUMB = 12.0


class SliceBar(QWidget):
    """The slice furthest up (head, front, left) on top; a press or drag goes to a slice."""

    def __init__(self, index: int, dispatch: Dispatch) -> None:
        super().__init__()
        self._index = index
        self._dispatch = dispatch
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
        marks = self._marks
        if marks is not None and marks.count > 1:
            row = marks.count - 1 - marks.current if marks.ascending else marks.current
            step = self.height() / marks.count
            height = max(LEAST_THUMB, step)
            top = min(max(0.0, (row + 0.5) * step - height / 2), self.height() - height)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor("#a4a4ac"))
            painter.drawRoundedRect(QRectF(3, top, WIDTH - 6, height), 3, 3)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._dispatch(Activate(self._index))
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def _go(self, event: QMouseEvent) -> None:
        if self._marks is not None:
            self._dispatch(GoToSlice(self.slice_at(event.position().y()), self._index))
