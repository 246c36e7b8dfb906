"""The hand on the window: every mouse action and key of the conventions."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from viewer.app import Parts
from viewer.state.view_state import ViewState
from viewer.widgets.slice_view import SliceView

LEFT, MIDDLE, RIGHT = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.RightButton,
)
SHIFT, CTRL, NONE = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
)


def state(parts: Parts) -> ViewState:
    return parts.session.state


def height(parts: Parts) -> float:
    cursor = state(parts).cursor_of(0)
    assert cursor is not None
    return cursor[2]


def drag(qtbot: QtBot, view: SliceView, button: Qt.MouseButton, x: int, y: int) -> None:
    start = view.rect().center()
    qtbot.mousePress(view, button, pos=start)
    move(view, start, button)
    move(view, start + QPoint(x, y), button)
    qtbot.mouseRelease(view, button, pos=start + QPoint(x, y))


def wheel(view: SliceView, notches: float, modifiers: Qt.KeyboardModifier = NONE) -> None:
    at = QPointF(view.rect().center())
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_the_wheel_goes_to_the_next_slice_up_towards_the_head(
    parts: Parts, view: SliceView
) -> None:
    before = height(parts)
    wheel(view, 1)
    assert height(parts) == pytest.approx(before + 2.0)


def test_fine_wheels_add_up_to_whole_slices(parts: Parts, view: SliceView) -> None:
    before = height(parts)
    for _ in range(4):
        wheel(view, 0.25)
    assert height(parts) == pytest.approx(before + 2.0)


def test_a_setting_reverses_the_wheel(parts: Parts, view: SliceView) -> None:
    from viewer.state.intents import ChangeSetting

    parts.session.dispatch(ChangeSetting("reverse_wheel", True))
    before = height(parts)
    wheel(view, 1)
    assert height(parts) == pytest.approx(before - 2.0)


def test_ctrl_wheel_zooms(parts: Parts, view: SliceView) -> None:
    wheel(view, 2, CTRL)
    assert state(parts).panes[0].zoom == pytest.approx(1.15**2)


def test_left_drag_is_window_across_and_level_down(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    before = state(parts).panes[0].look.window
    drag(qtbot, view, LEFT, 40, 0)
    wider = state(parts).panes[0].look.window
    assert wider.width > before.width
    assert wider.centre == pytest.approx(before.centre)
    drag(qtbot, view, LEFT, 0, 40)
    assert state(parts).panes[0].look.window.centre > wider.centre


def test_middle_drag_pans(parts: Parts, view: SliceView, qtbot: QtBot) -> None:
    frame = view.frame()
    assert frame is not None
    drag(qtbot, view, MIDDLE, 30, 10)
    right, down = state(parts).panes[0].pan_mm
    assert (right, down) == pytest.approx((30 * frame.mm_per_pixel, 10 * frame.mm_per_pixel))


def test_right_drag_zooms(parts: Parts, view: SliceView, qtbot: QtBot) -> None:
    drag(qtbot, view, RIGHT, 0, -50)
    assert state(parts).panes[0].zoom > 1.2


def test_shift_and_move_takes_the_crosshair_along(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    frame = view.frame()
    assert frame is not None
    place = view.rect().center() + QPoint(50, -20)
    move(view, place, Qt.MouseButton.NoButton, SHIFT)
    wanted = frame.lps_at((place.x() - 0.5, place.y() - 0.5))
    assert state(parts).cursor_of(1) == pytest.approx(tuple(wanted), abs=0.5)


def test_double_click_shows_one_view_large_and_back(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    qtbot.mouseDClick(view, LEFT, pos=view.rect().center())
    assert state(parts).enlarged == 0
    assert [pane.isVisible() for pane in parts.window.views.panes] == [True, False, False]
    qtbot.mouseDClick(view, LEFT, pos=view.rect().center())
    assert state(parts).enlarged is None


def test_pointing_at_a_voxel_says_its_value_and_place(parts: Parts, view: SliceView) -> None:
    move(view, view.rect().center(), Qt.MouseButton.NoButton)
    words = parts.window.status.under_mouse()
    assert "HU" in words
    assert "mm" in words


def test_what_lies_under_a_mouse_that_rests_changes_with_the_slice(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    move(view, view.rect().center(), Qt.MouseButton.NoButton)
    value = int(parts.window.status.under_mouse().split()[0])
    wheel(view, 1)
    view.grab()
    said = f"{value + 10} HU "  # each slice of the phantom is brighter by 10
    qtbot.waitUntil(lambda: parts.window.status.under_mouse().startswith(said))


def test_g_let_go_restores_what_was_even_where_the_press_was_no_command(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    parts.window.commands.by_id["overlays"].setEnabled(False)
    qtbot.keyPress(view, Qt.Key.Key_G)
    qtbot.waitUntil(parts.window.peek_is_long)
    qtbot.keyRelease(view, Qt.Key.Key_G)
    assert state(parts).overlays_shown
    parts.window.commands.by_id["overlays"].setEnabled(True)


@pytest.mark.parametrize(
    ("key", "steps"), [(Qt.Key.Key_Up, 1), (Qt.Key.Key_Down, -1), (Qt.Key.Key_End, 20)]
)
def test_arrow_keys_step_through_slices(
    parts: Parts, view: SliceView, qtbot: QtBot, key: Qt.Key, steps: int
) -> None:
    before = height(parts)
    qtbot.keyClick(view, key)
    assert height(parts) == pytest.approx(before + 2.0 * steps)


def test_keys_of_windows_turns_and_flips(parts: Parts, view: SliceView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_7)
    assert state(parts).panes[0].look.window.name == "lung"
    qtbot.keyClick(view, Qt.Key.Key_I)
    assert state(parts).panes[0].look.inverted
    qtbot.keyClick(view, Qt.Key.Key_R)
    qtbot.keyClick(view, Qt.Key.Key_H)
    assert (state(parts).panes[0].quarter_turns, state(parts).panes[0].flip_h) == (1, True)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert state(parts).panes[0].quarter_turns == 0
    qtbot.keyClick(view, Qt.Key.Key_0)
    series = state(parts).active_series
    assert series is not None
    assert state(parts).panes[0].look.window == series.automatic


def test_g_hides_every_overlay_and_holding_it_peeks(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_G)
    assert not state(parts).overlays_shown
    qtbot.keyClick(view, Qt.Key.Key_G)
    qtbot.keyPress(view, Qt.Key.Key_G)
    assert not state(parts).overlays_shown
    qtbot.waitUntil(parts.window.peek_is_long)
    qtbot.keyRelease(view, Qt.Key.Key_G)
    assert state(parts).overlays_shown


def test_typing_in_the_search_is_not_a_command(parts: Parts, qtbot: QtBot, view: SliceView) -> None:
    parts.window.show_search()
    search = parts.window.left.search
    qtbot.keyClicks(search, "iRg")
    assert search.text() == "iRg"
    assert state(parts).overlays_shown  # the release of G comes to the window
    assert not state(parts).panes[0].look.inverted
    assert state(parts).shelf.search == "iRg"


def move(
    view: SliceView,
    at: QPoint,
    button: Qt.MouseButton,
    modifiers: Qt.KeyboardModifier = NONE,
) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        view.mapToGlobal(QPointF(at)),
        Qt.MouseButton.NoButton,
        button,
        modifiers,
    )
    QApplication.sendEvent(view, event)
