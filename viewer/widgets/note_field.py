"""Where the words of an arrow or another measurement are written, on the picture beside it."""

import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from viewer.state.drawing_intents import NameMeasurement
from viewer.state.measurements import Measurement
from viewer.state.view_frame import ViewFrame
from viewer.state.view_state import ViewState
from viewer.widgets.words import Dispatch, tr

WIDTH, GAP = 200, 8
MOST_LETTERS = 64  # as DICOM's LO, in which such words are written down


class NoteField(QLineEdit):
    """Enter, Tab or a press elsewhere keeps the words; Esc leaves them as they were."""

    def __init__(self, view: QWidget, index: int, dispatch: Dispatch) -> None:
        super().__init__(view)
        self._view = view
        self._index = index
        self._dispatch = dispatch
        self._item: Measurement | None = None
        self.setAcceptDrops(False)  # a folder dropped on it is still for the window
        self.setMaxLength(MOST_LETTERS)
        self.setPlaceholderText(tr("Words for it"))
        self.setAccessibleName(tr("Words for it"))
        self.hide()

    def render_state(self, state: ViewState, frame: ViewFrame | None) -> None:
        wanted = _wanted(state, self._index) if frame is not None else None
        if wanted is None or frame is None:
            self._item = None
            if self.isVisible():
                self._leave()
            return
        if self._item is None or self._item.id != wanted.id:
            self._item = wanted
            self.setText(wanted.text)
            self._place(frame)
            self.show()
            self.selectAll()
            self.setFocus()

    def event(self, event: QEvent) -> bool:
        """While words are written no key is a command."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self._keep(self.text())
                return True
            if event.key() == Qt.Key.Key_Escape and self._item is not None:
                self._keep(self._item.text)
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._keep(self.text())

    def _keep(self, text: str) -> None:
        item, self._item = self._item, None
        if item is not None:
            self._dispatch(NameMeasurement(item.id, text))

    def _leave(self) -> None:
        had_keys = self.hasFocus()
        self.hide()
        if had_keys:
            self._view.setFocus()

    def _place(self, frame: ViewFrame) -> None:
        """Beside the last point (an arrow's tail), wholly inside the view."""
        assert self._item is not None
        ratio = self._view.devicePixelRatioF()
        x, y = np.asarray(frame.pixel_at(self._item.points[-1])) / ratio
        width = min(WIDTH, self._view.width())
        height = self.sizeHint().height()
        self.setGeometry(
            round(min(max(0.0, x + GAP), self._view.width() - width)),
            round(min(max(0.0, y + GAP), self._view.height() - height)),
            width,
            height,
        )


def _wanted(state: ViewState, index: int) -> Measurement | None:
    naming = state.drawings.naming
    if naming is None or naming[1] != index:
        return None
    return next((item for item in state.drawings.items if item.id == naming[0]), None)
