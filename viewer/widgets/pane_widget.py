"""A pane: the view and, beside it, the bar of its slices."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from viewer.state.view_state import ViewState
from viewer.widgets.slice_bar import SliceBar
from viewer.widgets.slice_view import SliceView
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch


class PaneWidget(QWidget):
    """Hands the state on to its view and bar."""

    def __init__(self, index: int, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self.view = SliceView(index, dispatch)
        self.bar = SliceBar(index, dispatch)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.view, 1)
        row.addWidget(self.bar)

    def render_state(self, state: ViewState) -> None:
        self.view.render_state(state)
        self.bar.render_state(state)
