"""The top of the window: menus and tools in one row, in two where one is too narrow for both."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMenuBar, QSizePolicy, QWidget


class TopBar(QWidget):
    """No menu is ever hidden behind the tools: the pictures give the height of a second row."""

    def __init__(self, menus: QMenuBar, tools: QWidget) -> None:
        super().__init__()
        menus.setNativeMenuBar(False)
        menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._menus, self._tools = menus, tools
        self._rows = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._arrange(1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        both = self._menus.sizeHint().width() + 8 + self._tools.sizeHint().width()
        self._arrange(1 if both <= self.width() else 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As wide as the wider row: the rows can lie above each other."""
        wide = max(self._menus.sizeHint().width(), self._tools.minimumSizeHint().width())
        return QSize(wide, super().minimumSizeHint().height())

    def _arrange(self, rows: int) -> None:
        if rows == self._rows:
            return
        self._rows = rows
        self._grid.addWidget(self._menus, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        row, column, span = (0, 1, 1) if rows == 1 else (1, 0, 2)
        self._grid.addWidget(self._tools, row, column, 1, span)
