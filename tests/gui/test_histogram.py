"""The histogram in the window: opened by key, its window dragged by hand and followed."""

import pyqtgraph
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inference.imaging.display_window import DisplayWindow
from tests.gui.conftest import hang, phantom
from viewer.app import Parts
from viewer.render.histogram import ends_of
from viewer.state.look_intents import SetWindow
from viewer.widgets.histogram_card import HistogramCard
from viewer.widgets.histogram_plot import HistogramPlot

CTRL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def card(parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> HistogramCard:
    monkeypatch.setitem(pyqtgraph.CONFIG_OPTIONS, "mouseRateLimit", -1)  # each move counts
    hang(parts, phantom("CT"))
    parts.session.dispatch(SetWindow(DisplayWindow(200.5, 201.0)))
    QApplication.processEvents()
    qtbot.keyClick(parts.window.views.panes[0].view, Qt.Key.Key_J, CTRL)
    QApplication.processEvents()
    return parts.window.right.layers.histogram


def plot_of(card: HistogramCard) -> HistogramPlot:
    assert card.plot is not None
    return card.plot


def window(parts: Parts) -> DisplayWindow:
    return parts.session.state.active_pane.look.window


def at(plot: HistogramPlot, value: float) -> QPoint:
    """Where a value lies in the plot, at half its height."""
    box = plot.plot.getViewBox()
    top = box.viewRange()[1][1]
    place: QPoint = plot.plot.mapFromScene(box.mapViewToScene(QPointF(value, top / 2)))
    return place


def drag(plot: HistogramPlot, start: float, end: float) -> None:
    area = plot.plot.viewport()
    first, last = at(plot, start), at(plot, end)
    steps = [first + (last - first) * (n / 4) for n in range(5)]
    press, moved, release = (
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonRelease,
    )
    _send(area, moved, first, Qt.MouseButton.NoButton)
    _send(area, press, first, LEFT)
    for step in steps[1:]:
        _send(area, moved, step, LEFT)
    _send(area, release, last, Qt.MouseButton.NoButton)


def _send(area: QWidget, kind: QEvent.Type, place: QPoint, held: Qt.MouseButton) -> None:
    of = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    where = QPointF(place)
    event = QMouseEvent(
        kind,
        where,
        area.mapToGlobal(where),
        of,
        held,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(area, event)


def test_the_key_opens_it_in_the_layers_with_the_window_on_it_and_closes_it(
    parts: Parts, card: HistogramCard, qtbot: QtBot
) -> None:
    assert parts.session.state.panels.tab == "layers"
    assert card.isVisible()
    assert plot_of(card).region.getRegion() == (100.0, 300.0)
    axis = plot_of(card).plot.getAxis("bottom")
    assert "HU" in axis.labelText
    qtbot.keyClick(parts.window.views.panes[0].view, Qt.Key.Key_J, CTRL)
    assert not card.isVisible()


def test_an_end_that_is_dragged_sets_the_window(parts: Parts, card: HistogramCard) -> None:
    drag(plot_of(card), 300, 400)
    low, high = ends_of(window(parts))
    assert low == pytest.approx(100)
    assert high == pytest.approx(400, abs=15)
    assert plot_of(card).region.getRegion() == pytest.approx((low, high))


def test_the_middle_that_is_dragged_moves_the_level_alone(
    parts: Parts, card: HistogramCard
) -> None:
    drag(plot_of(card), 200, 350)
    assert window(parts).width == pytest.approx(201)
    assert window(parts).centre == pytest.approx(350.5, abs=15)


def test_it_follows_a_window_that_is_set_elsewhere(
    parts: Parts, card: HistogramCard, qtbot: QtBot
) -> None:
    qtbot.keyClick(parts.window.views.panes[0].view, Qt.Key.Key_7)
    plot = plot_of(card)
    assert window(parts).width == 1500
    assert plot.region.getRegion() == pytest.approx(ends_of(window(parts)))
    shown_low, shown_high = plot.plot.getViewBox().viewRange()[0]
    assert shown_low < ends_of(window(parts))[0]
    assert shown_high > 640  # the greatest value is about that


def test_the_counts_are_shown_on_a_log_scale_or_not(card: HistogramCard, qtbot: QtBot) -> None:
    plot = plot_of(card)
    logarithmic = plot.curve.getData()[1].max()
    card.logarithmic.click()
    plain = plot.curve.getData()[1]
    assert plain.sum() == 40 * 64 * 64
    assert 10**logarithmic - 1 == pytest.approx(plain.max())


def test_layers_that_come_leave_it_open(parts: Parts, card: HistogramCard) -> None:
    from dataclasses import replace

    from tests.unit.state.states import result
    from viewer.state.facts import ResultArrived

    state = parts.session.state
    assert state.active_series is not None
    arrived = replace(result(), study_token=state.study_token)
    parts.session.dispatch(ResultArrived(arrived, state.active_series.entry.id))
    QApplication.processEvents()
    assert parts.window.right.layers.histogram is card
    assert card.isVisible() or parts.session.state.panels.tab != "layers"
