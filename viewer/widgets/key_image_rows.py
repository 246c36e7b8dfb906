"""The list of key images: who marked which slice and when; go to one, or take its mark off."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.state.drawing_intents import DeleteMeasurement
from viewer.state.key_image_intents import GoToKeyImage
from viewer.state.key_images import key_images, slice_place_of
from viewer.state.measurements import Measurement
from viewer.state.view_state import ViewState
from viewer.widgets.parts import Card, clear, row, tool, words
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch, tr


class KeyImageRows(QWidget):
    """Built anew when a mark, the selection or what is open changes."""

    def __init__(self, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self._dispatch = dispatch
        self._theme = theme
        self._shown: tuple[object, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 8, 0, 0)
        self._column.setSpacing(8)

    def render_state(self, state: ViewState) -> None:
        marked = key_images(state)
        shown = (marked, state.drawings.selected, tuple(state.open_series) if marked else ())
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._column)
        if marked:
            self._column.addWidget(words(tr("Key images"), quiet=True))
        for item in marked:
            self._column.addWidget(self._card(state, item))

    def _card(self, state: ViewState, item: Measurement) -> QWidget:
        card = Card()
        card.setProperty("chosen", item.id == state.drawings.selected)
        show = tool(
            self._theme,
            "crosshair",
            tr("Go to it"),
            lambda: self._dispatch(GoToKeyImage(item.id)),
        )
        remove = tool(
            self._theme,
            "remove",
            tr("Take the mark off"),
            lambda: self._dispatch(DeleteMeasurement(item.id)),
            "delete",
        )
        card.column.addLayout(row(words(title_words(state, item)), show, remove, stretch=0))
        card.column.addWidget(words(signed_words(item), small=True))
        return card


def title_words(state: ViewState, item: Measurement) -> str:
    """The series' name and, where it is open, the number of the slice."""
    entry = state.shelf.entry(item.series_uid)
    name = entry.info.series_description if entry is not None else ""
    series = state.open_series.get(item.series_uid)
    if series is None:
        return name or tr("Key image")
    plane, index, count = slice_place_of(item, series)
    place = tr("slice {n} of {count}").format(n=index + 1, count=count)
    planes = {"axial": tr("axial"), "coronal": tr("coronal"), "sagittal": tr("sagittal")}
    return " · ".join(part for part in (name, planes.get(plane, ""), place) if part)


def signed_words(item: Measurement) -> str:
    """Author and time of a drawing, in the time of day of UTC."""
    time = item.utc_time.replace("T", " ")[:16]
    return " · ".join(part for part in (item.author, f"{time} UTC" if time else "") if part)
