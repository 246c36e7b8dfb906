"""The tab of facts: what the headers and the checks say about the series shown."""

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QTextEdit

from viewer.state.series_facts import OWN_WORDS, series_facts
from viewer.state.view_state import OpenSeries, ViewState
from viewer.widgets.theme import Theme
from viewer.widgets.words import said, tr

_BY = Qt.TextInteractionFlag


class InfoTab(QTextEdit):
    """One text to read, select and copy; what has no spaces, as UIDs, breaks anywhere."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[object, ...] | None = None
        self.setObjectName("info")
        self.setAcceptDrops(False)
        self.setTextInteractionFlags(_BY.TextSelectableByMouse | _BY.TextSelectableByKeyboard)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(12)

    def render_state(self, state: ViewState) -> None:
        series = state.active_series
        shown = (series.entry if series else None, state.identity_hidden)
        if shown == self._shown:
            return
        self._shown = shown
        if series is None:
            self.setHtml(_paragraphs([_inked(self._theme.quiet, tr("No series is open."))]))
            return
        doubts = [f"▲ {said(flag.message)}" for flag in series.volume.flags]
        flags = [_inked(self._theme.warning, doubt) for doubt in doubts]
        facts = [
            f"<small>{_inked(self._theme.quiet, tr(title))}</small><br>{escape(text)}"
            for title, text in _facts_told(series, state.identity_hidden)
        ]
        self.setHtml(_paragraphs([*flags, *facts]))


def _facts_told(series: OpenSeries, hidden: bool) -> list[tuple[str, str]]:
    """The facts with the program's own words in the language of the window."""
    facts = series_facts(series, hidden)
    return [(title, said(text) if title in OWN_WORDS else text) for title, text in facts]


def _inked(colour: str, text: str) -> str:
    return f'<span style="color: {colour}">{escape(text)}</span>'


def _paragraphs(parts: Iterable[str]) -> str:
    return "".join(f'<p style="margin: 0 0 8px 0">{part}</p>' for part in parts)
