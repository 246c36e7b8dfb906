"""The hand that turns the planes: grips on the crosshair, the shape of the mouse, the keys."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.test_mouse_and_keys import CTRL, LEFT, move
from viewer.app import Parts
from viewer.controllers.scenes import crosshair_lines
from viewer.state.grips import grips
from viewer.state.pane_intents import SetLayout
from viewer.state.view_state import ViewState
from viewer.widgets.slice_view import SliceView


def state(parts: Parts) -> ViewState:
    return parts.session.state


def grip_of(parts: Parts, view: SliceView) -> tuple[QPoint, QPoint]:
    """(a grip, the crosshair) in the view; a pixel of the view is a point here."""
    frame, cursor = view.frame(), state(parts).cursor_of(0)
    lines = crosshair_lines(state(parts), 0)
    assert frame is not None and cursor is not None and lines is not None
    x, y = grips(frame, cursor, lines)[0]
    middle = frame.pixel_at(cursor)
    return QPoint(round(x), round(y)), QPoint(round(middle[0]), round(middle[1]))


def quarter(grip: QPoint, middle: QPoint, degrees: float) -> QPoint:
    """The grip's place after a clockwise turn about the middle."""
    x, y = grip.x() - middle.x(), grip.y() - middle.y()
    turn = np.radians(degrees)
    return middle + QPoint(
        round(x * np.cos(turn) - y * np.sin(turn)), round(x * np.sin(turn) + y * np.cos(turn))
    )


def test_dragging_a_grip_turns_the_other_planes_by_that_angle(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    window = state(parts).panes[0].look.window
    grip, middle = grip_of(parts, view)
    qtbot.mousePress(view, LEFT, pos=grip)
    for degrees in (5, 15, 25):
        move(view, quarter(grip, middle, degrees), LEFT)
    qtbot.mouseRelease(view, LEFT, pos=quarter(grip, middle, 25))
    tilts = state(parts).tilts_of(0)
    assert tilts.axial.degrees == pytest.approx(0)
    assert tilts.coronal.degrees == pytest.approx(25, abs=0.5)
    assert tilts.sagittal.degrees == pytest.approx(25, abs=0.5)
    assert state(parts).panes[0].look.window == window


def test_the_mouse_changes_its_shape_over_a_grip_alone(parts: Parts, view: SliceView) -> None:
    grip, middle = grip_of(parts, view)
    move(view, grip, Qt.MouseButton.NoButton)
    assert view.cursor().shape() == Qt.CursorShape.BitmapCursor
    move(view, middle, Qt.MouseButton.NoButton)
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_keys_turn_straighten_and_reset(parts: Parts, view: SliceView, qtbot: QtBot) -> None:
    qtbot.mouseClick(view, LEFT, pos=QPoint(5, 5))
    qtbot.keyClick(view, Qt.Key.Key_Right, CTRL)
    qtbot.keyClick(view, Qt.Key.Key_Right, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert state(parts).tilts_of(0).coronal.degrees == pytest.approx(6)
    qtbot.keyClick(view, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    assert state(parts).tilts_of(0).straight
    qtbot.keyClick(view, Qt.Key.Key_Left, CTRL)
    assert not state(parts).tilts_of(0).straight
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert state(parts).tilts_of(0).straight


def test_the_corner_says_oblique_and_how_pixels_are_found(parts: Parts, view: SliceView) -> None:
    other = parts.window.views.panes[1].view
    view.setFocus()
    parts.session.dispatch(SetLayout("1x3"))
    QApplication.processEvents()
    view, other = (parts.window.views.panes[n].view for n in (0, 1))
    other.picture()
    assert other.scene is not None and "linear" in other.scene.corner_text.bottom_left
    from viewer.state.tilt_intents import TurnPlanes

    parts.session.dispatch(TurnPlanes(20.0, 0))
    other.picture()
    assert "oblique 20°" in other.scene.corner_text.bottom_left
    view.picture()
    assert view.scene is not None
    assert not any("oblique" in line for line in view.scene.corner_text.bottom_left)


def test_comparing_views_have_no_grips(parts: Parts, view: SliceView) -> None:
    parts.session.dispatch(SetLayout("1x2"))
    assert crosshair_lines(state(parts), 0) is None
