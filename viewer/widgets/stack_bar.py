"""The slider of a 4D series: which time point, b-value or echo is shown."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from inference.reading.entry import SeriesEntry
from viewer.state.header_words import stack_words
from viewer.state.intents import OpenSeriesById
from viewer.state.pane_intents import Activate
from viewer.state.stacks import stacks_of
from viewer.state.view_state import ViewState
from viewer.widgets.words import Dispatch, said, tr


class StackBar(QWidget):
    """Below a view whose series has several stacks; hidden otherwise."""

    def __init__(self, index: int, dispatch: Dispatch) -> None:
        super().__init__()
        self._index = index
        self._dispatch = dispatch
        self._stacks: tuple[SeriesEntry, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # the views behind are black
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.slider.setPageStep(1)
        self.label = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.addWidget(self.slider, 1)
        row.addWidget(self.label)
        self.slider.valueChanged.connect(self._choose)
        self.hide()

    def render_state(self, state: ViewState) -> None:
        self._stacks = stacks_of(state, self._index)
        self.setVisible(bool(self._stacks))
        if not self._stacks:
            return
        ids = [entry.id for entry in self._stacks]
        at = ids.index(state.panes[self._index].series_id)
        self.slider.blockSignals(True)
        self.slider.setRange(0, len(ids) - 1)
        self.slider.setValue(at)
        self.slider.blockSignals(False)
        self.slider.setAccessibleName(tr("Stack"))
        self.label.setText(
            f"{at + 1} / {len(ids)}  {stack_words(self._stacks[at].stack_name, said)}"
        )

    def _choose(self, value: int) -> None:
        self._dispatch(Activate(self._index))
        self._dispatch(OpenSeriesById(self._stacks[value].id))
