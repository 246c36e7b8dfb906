"""A view drawn straight onto the window shows what the composed picture shows, pixel for pixel."""

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import hang, phantom
from viewer.app import Parts
from viewer.render.kernels.frame import Frame
from viewer.state.pane_intents import SetLayout
from viewer.widgets.device_pixels import pixels_under
from viewer.widgets.slice_view import SliceView
from viewer.window_benches import turn_wheel

RED = 0xFFFF0000


def colours(image: QImage) -> NDArray[np.uint8]:
    """(h, w, 3) of an image's pixels."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    lines = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1, 4)
    return lines[:, : plain.width(), :3].copy()


def on_window(view: SliceView) -> NDArray[np.uint8]:
    """What the window has painted where the view lies, without painting it anew."""
    device = view.window().backingStore().paintDevice()
    assert isinstance(device, QImage)
    ratio, corner = view.devicePixelRatioF(), view.mapTo(view.window(), view.rect().topLeft())
    left, top = round(corner.x() * ratio), round(corner.y() * ratio)
    size = view.device_size()
    return colours(device)[top : top + size.height, left : left + size.width]


def shown_views(parts: Parts, layout: str) -> list[SliceView]:
    parts.session.dispatch(SetLayout(layout))
    hang(parts, phantom())
    QApplication.processEvents()
    return [pane.view for pane in parts.window.views.panes if pane.view.scene is not None]


@pytest.mark.parametrize("layout", ["1x1", "1x3"])
def test_a_scrolled_view_shows_on_the_window_what_it_composes(
    parts: Parts, qtbot: QtBot, layout: str
) -> None:
    views = shown_views(parts, layout)
    before = [view.paints for view in views]
    turn_wheel(views[0], 2)
    qtbot.waitUntil(lambda: all(view.paints > n for view, n in zip(views, before, strict=True)))
    painted = [on_window(view) for view in views]
    for view, pixels in zip(views, painted, strict=True):
        picture = view.picture()
        assert picture is not None and picture.width() == pixels.shape[1]
        assert np.array_equal(pixels, colours(picture))
        assert np.array_equal(colours(view.grab().toImage()), pixels)


def test_a_part_that_is_uncovered_is_painted_again(parts: Parts, qtbot: QtBot) -> None:
    view = shown_views(parts, "1x1")[0]
    turn_wheel(view, 1)
    QApplication.processEvents()
    whole = on_window(view)
    cover = QWidget(view.window())
    cover.setAutoFillBackground(True)
    cover.setGeometry(QRect(view.mapTo(view.window(), view.rect().center()), view.size() / 4))
    cover.show()
    qtbot.waitUntil(lambda: not np.array_equal(on_window(view), whole))
    view.update()  # all of the view but what is covered
    QApplication.processEvents()
    assert not np.array_equal(on_window(view), whole)
    cover.deleteLater()
    qtbot.waitUntil(lambda: np.array_equal(on_window(view), whole))


class Painted(QWidget):
    """Asks for its own pixels and, where it gets them, turns them red."""

    def __init__(self, parent: QWidget, place: QRect) -> None:
        super().__init__(parent)
        self.found: list[Frame | None] = []
        self.asked = QRect()
        self.setGeometry(place)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 255))
        self.found.append(pixels_under(painter, event, self.asked or self.rect()))
        if (frame := self.found[-1]) is not None:
            frame.array[...] = RED
        painter.end()


@pytest.fixture
def painted(qtbot: QtBot) -> Iterator[Painted]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    widget = Painted(window, QRect(30, 40, 120, 90))
    window.show()
    qtbot.waitUntil(lambda: bool(widget.found))
    yield widget
    window.close()


def test_the_pixels_are_those_of_the_widget_alone(painted: Painted) -> None:
    ratio = painted.devicePixelRatioF()
    frame = painted.found[0]
    assert frame is not None
    assert (frame.width, frame.height) == (round(120 * ratio), round(90 * ratio))
    picture = colours(painted.window().grab().toImage()).astype(int)
    red = np.all(picture == (0, 0, 255), axis=2)
    rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    assert red.sum() == frame.width * frame.height
    assert (rows[0], columns[0]) == (round(40 * ratio), round(30 * ratio))


def test_a_part_that_is_painted_anew_gives_no_pixels(painted: Painted) -> None:
    painted.found.clear()
    painted.repaint(10, 10, 20, 20)
    assert painted.found == [None]


def test_a_place_outside_the_picture_gives_no_pixels(painted: Painted) -> None:
    painted.found.clear()
    painted.asked = QRect(0, 0, 120, 91)  # a line more than the widget has
    painted.repaint()
    assert painted.found == [None]


def test_a_painter_that_scales_gives_no_pixels_between_device_pixels(painted: Painted) -> None:
    target = QImage(200, 200, QImage.Format.Format_RGB32)
    target.setDevicePixelRatio(1.3)
    target.fill(0)
    painted.found.clear()
    painted.setGeometry(31, 40, 121, 91)
    painted.render(target)
    assert painted.found[-1] is None
    assert (colours(target)[5, 5] == (255, 0, 0)).all()  # blue: what it painted by itself
