"""Curves of a training: loss, validation metric, learning rate over the epochs."""

from typing import Any

import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from viewer.state.training import TrainingRun
from viewer.widgets.theme import Theme
from viewer.widgets.words import tr


class WholeNumbers(pyqtgraph.AxisItem):  # type: ignore[misc]
    """Epochs and trials are counted, not measured."""

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:  # noqa: N802
        """(distance, offset) of each level of ticks, none closer than one."""
        found = super().tickSpacing(low, high, size)
        return [pair for pair in found if pair[0] >= 1] or [(1.0, 0.0)]


class TrainingCurves(QWidget):
    """Three plots beside each other."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.plots = [self._plot() for _ in range(3)]
        for plot in self.plots:
            line.addWidget(plot, 1)
        self.setMinimumHeight(180)

    def show_run(self, run: TrainingRun) -> None:
        titles = (
            (tr("Training loss"), "loss"),
            (tr("Validation: {metric}").format(metric=tr(run.score) or "–"), run.score),
            (tr("Learning rate"), "rate"),
        )
        for plot, (title, name) in zip(self.plots, titles, strict=True):
            points = run.curves.get(name, ())
            plot.setTitle(title, color=self._theme.text, size="9pt")
            plot.setVisible(bool(points))  # a search has no loss and no rate
            epochs = [epoch for epoch, _ in points]
            plot.listDataItems()[0].setData(epochs, [value for _, value in points])
            plot.setXRange(0.5, max([2.0, *epochs]) + 0.5, padding=0)

    def _plot(self) -> Any:
        axes = {"bottom": WholeNumbers("bottom")}
        plot = pyqtgraph.PlotWidget(background=self._theme.surface, axisItems=axes)
        policy = QSizePolicy.Policy
        plot.setSizePolicy(policy.Ignored, policy.Ignored)  # as large as there is room for
        plot.setMenuEnabled(False)
        plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        plot.setMouseEnabled(x=False, y=False)
        plot.hideButtons()
        plot.showGrid(x=True, y=True, alpha=0.2)
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.setPen(self._theme.line)
            axis.setTextPen(self._theme.quiet)
            axis.enableAutoSIPrefix(False)
        pen = pyqtgraph.mkPen(self._theme.accent, width=2)
        plot.plot([], [], pen=pen, symbol="o", symbolSize=4, symbolBrush=self._theme.accent,
                  symbolPen=None)  # fmt: skip
        return plot
