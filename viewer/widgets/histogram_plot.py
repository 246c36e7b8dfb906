"""The plot of a histogram with the window as a region to drag; loaded when first opened."""

from collections.abc import Callable

import numpy as np
import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.render.histogram import Histogram
from viewer.widgets.theme import Theme

HEIGHT = 150


class HistogramPlot(QWidget):
    """``dragged`` is told the two ends that the user has drawn the window to."""

    def __init__(self, theme: Theme, dragged: Callable[[float, float], None]) -> None:
        super().__init__()
        self._dragged = dragged
        self.plot = pyqtgraph.PlotWidget(background=theme.raised)
        self.plot.setFixedHeight(HEIGHT)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setAcceptDrops(False)
        self.plot.hideAxis("left")
        self.plot.hideButtons()
        self.plot.setMenuEnabled(False)
        self.plot.setMouseEnabled(False, False)
        axis = self.plot.getAxis("bottom")
        axis.setPen(theme.line)
        axis.setTextPen(theme.quiet)
        axis.enableAutoSIPrefix(False)
        self.curve = pyqtgraph.PlotCurveItem(fillLevel=0, brush=theme.quiet, pen=None)
        colour = pyqtgraph.mkColor(theme.accent)
        faint, pale = (pyqtgraph.mkColor(theme.accent) for _ in range(2))
        faint.setAlpha(40)
        pale.setAlpha(80)
        self.region = pyqtgraph.LinearRegionItem(
            brush=faint, hoverBrush=pale, pen=pyqtgraph.mkPen(colour, width=2)
        )
        self.plot.addItem(self.curve)
        self.plot.addItem(self.region)
        self.region.sigRegionChanged.connect(self._drag)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.plot)

    def show_counts(self, shown: Histogram, logarithmic: bool, label: str) -> None:
        """Draw the counts, on a scale of log(1 + n) where wished, over an axis with its unit."""
        heights = np.log10(1.0 + shown.counts) if logarithmic else shown.counts.astype(float)
        self.curve.setData(shown.edges, heights, stepMode="center")
        self.plot.setLabel("bottom", label)
        self.plot.setYRange(0, float(heights.max()), padding=0.02)

    def show_window(self, ends: tuple[float, float], shown: Histogram) -> None:
        """Put the region there and keep it in view; what is there already stays untouched."""
        if np.allclose(self.region.getRegion(), ends, rtol=1e-9, atol=1e-6):
            return
        self.region.blockSignals(True)
        self.region.setRegion(ends)
        self.region.blockSignals(False)
        self.fit(shown)

    def fit(self, shown: Histogram) -> None:
        """The axis from the least to the greatest of the values and the window's ends."""
        low, high = self.region.getRegion()
        self.plot.setXRange(min(shown.edges[0], low), max(shown.edges[-1], high), padding=0.04)

    def _drag(self) -> None:
        low, high = self.region.getRegion()
        self._dragged(float(low), float(high))
