"""The card of the histogram: the values of the active series, and its window on them."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from inference.imaging.display_window import DisplayWindow
from inference.imaging.volume import Volume
from viewer.render.histogram import Histogram, ends_of, histogram, window_between
from viewer.state.histogram_intents import ShowHistogram
from viewer.state.look_intents import SetWindow
from viewer.state.view_state import OpenSeries, ViewState
from viewer.widgets.parts import Card, row, tool, words
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch, tr

if TYPE_CHECKING:
    from viewer.widgets.histogram_plot import HistogramPlot


class HistogramCard(Card):
    """Counts when it is open and the series is read; the plot is made when first needed."""

    def __init__(self, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self._dispatch = dispatch
        self._theme = theme
        self._volume: Volume | None = None
        self._counted: Histogram | None = None
        self._window: DisplayWindow | None = None
        self.plot: HistogramPlot | None = None
        self._why = words(quiet=True)
        self.logarithmic = QCheckBox(tr("Log counts"))
        self.logarithmic.setChecked(True)
        self.logarithmic.clicked.connect(lambda _on: self._show_counts())
        shut = ShowHistogram(False)
        close = tool(theme, "close", tr("Close the histogram"), lambda: dispatch(shut), "histogram")
        self.column.addLayout(row(words(tr("Histogram")), self.logarithmic, close, stretch=0))
        self.column.addWidget(self._why)
        self.hide()

    def render_state(self, state: ViewState) -> None:
        """Follow the active pane's series and window; hidden until it is asked for."""
        self.setVisible(state.panels.histogram)
        if not state.panels.histogram:
            self._volume = self._counted = None  # a closed study's voxels are let go
            return
        series = state.active_series
        self._window = state.active_pane.look.window
        volume = series.volume if series is not None and series.complete else None
        if volume is not self._volume or volume is None:
            self._volume = volume
            self._counted = None if volume is None else histogram(volume)
            self._why.setText(_why_empty(series, self._counted))
            self._show_counts()
        self._why.setVisible(self._counted is None)
        if self.plot is not None and self._counted is not None:
            self.plot.show_window(ends_of(self._window), self._counted)

    def _show_counts(self) -> None:
        counted, volume = self._counted, self._volume
        if counted is None or volume is None:
            if self.plot is not None:
                self.plot.hide()
            return
        if self.plot is None:
            from viewer.widgets.histogram_plot import HistogramPlot

            self.plot = HistogramPlot(self._theme, self._drag)
            self.column.addWidget(self.plot)
        unit = volume.unit or tr("stored values")
        label = tr("Value ({unit})").format(unit=unit)
        self.plot.show()
        self.plot.show_counts(counted, self.logarithmic.isChecked(), label)
        self.plot.fit(counted)

    def _drag(self, low: float, high: float) -> None:
        if self._window is not None:
            self._dispatch(SetWindow(window_between(low, high, self._window)))


def _why_empty(series: OpenSeries | None, counted: Histogram | None) -> str:
    """Why there is nothing to count."""
    if counted is not None:
        return ""
    if series is None:
        return tr("No series is open.")
    if not series.complete:
        return tr("It is being read.")
    return tr("Colour pictures have no window.")
