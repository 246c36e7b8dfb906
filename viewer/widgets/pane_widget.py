"""A pane: the view, beside it the bar of its slices, below it its stacks or its 3D look."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from viewer.state.view_state import ViewState
from viewer.widgets.slice_bar import SliceBar
from viewer.widgets.slice_view import SliceView
from viewer.widgets.solid_bar import SolidBar
from viewer.widgets.stack_bar import StackBar
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch


class PaneWidget(QWidget):
    """Hands the state on to its view and bars."""

    def __init__(self, index: int, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self.view = SliceView(index, dispatch)
        self._index = index
        self.bar = SliceBar(index, dispatch)
        self.solid = SolidBar(index, dispatch, theme)
        self.stacks = StackBar(index, dispatch)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(self.stacks)
        column.addWidget(self.solid)

    def render_state(self, state: ViewState) -> None:
        self.view.render_state(state)
        self.bar.setVisible(state.panes[self._index].view == "slice")
        self.bar.render_state(state)
        self.solid.render_state(state)
        self.stacks.render_state(state)
