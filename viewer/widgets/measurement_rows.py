"""The list of measurements: jump to one, or delete it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.state.drawing_intents import DeleteMeasurement, SelectMeasurement
from viewer.state.measurement_words import measured_series, measurement_words
from viewer.state.measurements import Measurement
from viewer.state.view_state import ViewState
from viewer.widgets.parts import Card, clear, row, tool, words
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch, tr


class MeasurementRows(QWidget):
    """Built anew when a measurement or the selection changes."""

    def __init__(self, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self._dispatch = dispatch
        self._theme = theme
        self._shown: tuple[object, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(8)

    def render_state(self, state: ViewState) -> None:
        items = [item for item in state.drawings.items if item.kind != "key-image"]
        shown = (items, state.drawings.selected)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._column)
        if not items:
            return
        self._column.addWidget(words(tr("Measurements"), quiet=True))
        for item in items:
            series, entry = measured_series(state, item), state.shelf.entry(item.series_uid)
            facts = measurement_words(item, series, entry)
            self._column.addWidget(self._card(item.id, (*facts, *_prior_words(state, item))))

    def _card(self, item_id: str, facts: tuple[str, ...]) -> QWidget:
        card = Card()
        show = tool(
            self._theme,
            "crosshair",
            tr("Go to it"),
            lambda: self._dispatch(SelectMeasurement(item_id)),
        )
        remove = tool(
            self._theme,
            "remove",
            tr("Delete"),
            lambda: self._dispatch(DeleteMeasurement(item_id)),
            "delete",
        )
        card.column.addLayout(row(words("\n".join(facts)), show, remove, stretch=0))
        return card


def _prior_words(state: ViewState, item: Measurement) -> tuple[str, ...]:
    """The date of the study on whose series it was drawn, where that is not the open one."""
    study = state.shelf.study_of(item.series_uid)
    if study is None or study.key == state.study_key:
        return ()
    return (f"{tr('Study')}: {study.date}",)
