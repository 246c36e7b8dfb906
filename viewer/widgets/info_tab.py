"""The tab of facts: what the headers and the checks say about the series shown."""

from PySide6.QtCore import Qt

from viewer.state.series_facts import series_facts
from viewer.state.view_state import ViewState
from viewer.widgets.parts import Card, ScrollColumn, clear, words
from viewer.widgets.words import tr

_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class InfoTab(ScrollColumn):
    """Built anew for another series."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[object, ...] | None = None

    def render_state(self, state: ViewState) -> None:
        series = state.active_series
        shown = (series.entry if series else None, state.identity_hidden)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self.column)
        if series is None:
            self.column.addWidget(words(tr("No series is open."), quiet=True))
            self.column.addStretch(1)
            return
        for flag in series.volume.flags:
            label = words("▲ " + flag.message)
            label.setProperty("tone", "warning")
            self.column.addWidget(label)
        card = Card()
        for title, text in series_facts(series, state.identity_hidden):
            card.column.addWidget(words(tr(title), small=True))
            label = words(text)
            label.setTextInteractionFlags(label.textInteractionFlags() | _SELECTABLE)
            card.column.addWidget(label)
        self.column.addWidget(card)
        self.column.addStretch(1)
