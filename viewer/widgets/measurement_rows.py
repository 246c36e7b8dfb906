"""The list of measurements: what each is and says, by whom; to jump to, name or delete."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.state.drawing_intents import AskName, DeleteMeasurement, SelectMeasurement
from viewer.state.measurement_words import measured_series, measurement_words, told_words
from viewer.state.measurements import Measurement, MeasurementKind
from viewer.state.study_labels import KIND
from viewer.state.view_state import ViewState
from viewer.widgets.key_image_rows import signed_words
from viewer.widgets.parts import ChoiceCard, clear, row, tool, words
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch, named, said, tr


class MeasurementRows(QWidget):
    """Built anew when a measurement, the selection or the series that gives values changes."""

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
        shown = (items, state.drawings.selected, [_source(state, item) for item in items])
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._column)
        if not items:
            return
        labels = [item for item in items if item.kind == KIND]
        drawn = [item for item in items if item.kind != KIND]
        for title, group in ((tr("Labels"), labels), (tr("Measurements"), drawn)):
            if group:
                self._column.addWidget(words(title, quiet=True))
            for item in group:
                self._column.addWidget(MeasurementCard(item, state, self._dispatch, self._theme))


class MeasurementCard(ChoiceCard):
    """A press or Enter jumps to it."""

    def __init__(
        self, item: Measurement, state: ViewState, dispatch: Dispatch, theme: Theme
    ) -> None:
        name, chosen = kind_name(item.kind), item.id == state.drawings.selected
        super().__init__(name, chosen, lambda: dispatch(SelectMeasurement(item.id)))
        pencil = tool(theme, "pencil", tr("Words for it"), lambda: dispatch(AskName(item.id)))
        bin_ = tool(
            theme, "remove", tr("Delete"), lambda: dispatch(DeleteMeasurement(item.id)), "delete"
        )
        self.column.addLayout(row(words(name, small=True, quiet=True), pencil, bin_, stretch=0))
        series, entry = measured_series(state, item), state.shelf.entry(item.series_uid)
        values = told_words(item, measurement_words(item, series, entry), said)
        facts = (*values, *_prior_words(state, item))
        if facts:
            self.column.addWidget(words("\n".join(facts)))
        if signed := signed_words(item):
            self.column.addWidget(words(signed, small=True, quiet=True))


def kind_name(kind: MeasurementKind) -> str:
    """What a measurement is, as its tool says."""
    return {
        "length": tr("Length"),
        "bidirectional": tr("Two diameters"),
        "angle": tr("Angle"),
        "cobb": tr("Cobb angle"),
        "ellipse": tr("Ellipse"),
        "polygon": tr("Polygon"),
        "freehand": tr("Freehand region"),
        "curve": tr("Curved line"),
        "arrow": tr("Arrow"),
        "probe": tr("Probe"),
        "key-image": tr("Key image"),
        "study-label": tr("Label of the study"),
    }[kind]


def _source(state: ViewState, item: Measurement) -> tuple[str, bool] | None:
    """(the series that gives a measurement its values, whether all of its slices are here)."""
    series = measured_series(state, item)
    return None if series is None else (series.entry.id, series.complete)


def _prior_words(state: ViewState, item: Measurement) -> tuple[str, ...]:
    """The date of the study on whose series it was drawn, where that is not the open one."""
    study = state.shelf.study_of(item.series_uid)
    if study is None or study.key == state.study_key:
        return ()
    return (named(tr("Study"), study.date),)
