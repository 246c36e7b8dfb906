"""The magnifier in the window: key, mouse, Esc, and that the view itself stays as it is."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.conftest import hang, phantom
from tests.gui.test_mouse_and_keys import LEFT, move
from viewer.app import Parts
from viewer.render.lens import lens_pixels
from viewer.widgets.slice_view import SliceView

NONE = Qt.MouseButton.NoButton
ASIDE = QPoint(40, 25)


@pytest.fixture
def view(parts: Parts) -> SliceView:
    hang(parts, phantom())
    QApplication.processEvents()
    return parts.window.views.panes[0].view


def tool(parts: Parts) -> str:
    return parts.session.state.tool


def shown(view: SliceView, at: QPoint) -> tuple[int, int, int]:
    colour = QColor(view.grab().toImage().pixel(at))
    return colour.red(), colour.green(), colour.blue()


def in_lens(view: SliceView, at: QPoint, aside: QPoint) -> tuple[int, int, int]:
    """What a lens about ``at`` has beside its middle, composed without the window."""
    assert view.scene is not None
    pixels = lens_pixels(view.scene, (at.x(), at.y()), 221)
    blue, green, red = pixels[110 + aside.y(), 110 + aside.x(), :3].tolist()
    return red, green, blue


def test_the_key_takes_the_lens_it_follows_the_mouse_and_esc_leaves_it(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    at = view.rect().center() + QPoint(60, 30)
    move(view, at, NONE)
    plain, picture = shown(view, at + ASIDE), view.picture()
    qtbot.keyClick(view, Qt.Key.Key_Y)
    assert tool(parts) == "magnifier"
    assert shown(view, at + ASIDE) == in_lens(view, at, ASIDE) != plain
    on = at + QPoint(-35, 20)
    move(view, on, NONE)
    assert shown(view, on + ASIDE) == in_lens(view, on, ASIDE)
    assert view.picture() is picture  # moving the lens does not compose the view again
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert tool(parts) == "window"
    assert shown(view, at + ASIDE) == plain


def test_many_moves_make_one_paint(parts: Parts, view: SliceView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Y)
    QApplication.processEvents()
    paints = view.paints
    for step in range(20):
        move(view, view.rect().center() + QPoint(step, 0), NONE)
    QApplication.processEvents()
    assert view.paints == paints + 1


def test_holding_the_key_gives_the_lens_for_as_long_as_it_is_held(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_M)
    qtbot.keyPress(view, Qt.Key.Key_Y)
    assert tool(parts) == "magnifier"
    qtbot.waitUntil(parts.window.peek_is_long)
    qtbot.keyRelease(view, Qt.Key.Key_Y)
    assert tool(parts) == "length"


def test_with_the_magnifier_the_drags_are_window_and_zoom(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Y)
    before = parts.session.state.panes[0].look.window
    start = view.rect().center() + QPoint(90, 70)
    qtbot.mousePress(view, LEFT, pos=start)
    move(view, start, LEFT)
    move(view, start + QPoint(50, 0), LEFT)
    qtbot.mouseRelease(view, LEFT, pos=start + QPoint(50, 0))
    assert parts.session.state.panes[0].look.window.width > before.width


def test_the_lens_goes_when_the_mouse_leaves(parts: Parts, view: SliceView, qtbot: QtBot) -> None:
    at = view.rect().center() + QPoint(60, 30)
    move(view, at, NONE)
    plain = shown(view, at + ASIDE)
    qtbot.keyClick(view, Qt.Key.Key_Y)
    assert shown(view, at + ASIDE) != plain
    view.leaveEvent(None)
    assert np.array_equal(shown(view, at + ASIDE), plain)
