"""The middle of the window: the panes of the layout, or what to do while there are none."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QStackedLayout, QWidget

from viewer.state.layouts import LAYOUTS
from viewer.state.view_state import ViewState
from viewer.widgets.empty_hint import EmptyHint
from viewer.widgets.notices import Notices
from viewer.widgets.pane_widget import PaneWidget
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch

GAP = 2


class ViewsArea(QWidget):
    """Builds panes when the layout changes; otherwise only hands the state on."""

    def __init__(self, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("views")
        self._dispatch = dispatch
        self._theme = theme
        self._layout_name = ""
        self._enlarged: int | None = None
        self._grid_page = QWidget()
        self._grid_page.setObjectName("views")
        self._grid_page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._grid = QGridLayout(self._grid_page)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self.panes: list[PaneWidget] = []
        self.hint = EmptyHint(dispatch, theme)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.hint)
        self._stack.addWidget(self._grid_page)
        self._notices = Notices(self, dispatch, theme)

    def render_state(self, state: ViewState) -> None:
        if state.layout != self._layout_name:
            self._build(state.layout)
        if state.enlarged != self._enlarged:
            self._enlarge(state.enlarged)
        empty = not state.open_series
        self._stack.setCurrentWidget(self.hint if empty else self._grid_page)
        self.hint.render_state(state)
        for pane in self.panes:
            pane.render_state(state)
        self._notices.render_state(state)

    def focus_active(self, state: ViewState) -> None:
        """Give the keyboard to the active view."""
        self.panes[state.active].view.setFocus()

    def _build(self, name: str) -> None:
        for old in self.panes:
            self._grid.removeWidget(old)
            old.hide()  # without a parent it would be a window, and take the keyboard with it
            old.deleteLater()
        self._layout_name, self._enlarged = name, None
        self.panes = []
        cells = LAYOUTS[name].cells
        for index, cell in enumerate(cells):
            pane = PaneWidget(index, self._dispatch, self._theme)
            self._grid.addWidget(pane, cell.row, cell.column, cell.rows, cell.columns)
            self.panes.append(pane)
        for pane in self.panes:
            pane.view.companions = [other.view for other in self.panes]
        self._stretch(
            max(cell.row + cell.rows for cell in cells),
            max(cell.column + cell.columns for cell in cells),
        )

    def _stretch(self, rows: int, columns: int) -> None:
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 1 if row < rows else 0)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _enlarge(self, enlarged: int | None) -> None:
        self._enlarged = enlarged
        for index, pane in enumerate(self.panes):
            pane.setVisible(enlarged is None or index == enlarged)
