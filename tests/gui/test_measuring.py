"""Measurements drawn by hand: right millimetres, moved, undone, shown in every plane."""

import gc
import re
import weakref
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.gui.test_mouse_and_keys import CTRL, LEFT, NONE, RIGHT, drag, move
from viewer.app import Parts, first_state
from viewer.controllers.scenes import _WORDS
from viewer.settings import defaults
from viewer.state.drawing_intents import AskName, SelectMeasurement
from viewer.state.facts import SeriesFound, SeriesLoaded, SlicesArrived
from viewer.state.intents import ChooseTool
from viewer.state.measurement_words import measurement_words
from viewer.state.measurements import Measurement
from viewer.state.pane_intents import ScrollSlices
from viewer.state.view_state import Tool
from viewer.widgets.measurement_rows import MeasurementCard
from viewer.widgets.note_field import NoteField
from viewer.widgets.slice_view import SliceView


def drawn(parts: Parts) -> tuple[Measurement, ...]:
    return parts.session.state.drawings.items


def words(parts: Parts) -> tuple[str, ...]:
    return measurement_words(drawn(parts)[-1], parts.session.state.active_series)


def choose(parts: Parts, tool: Tool) -> None:
    parts.session.dispatch(ChooseTool(tool))


def click(qtbot: QtBot, view: SliceView, x: int, y: int) -> None:
    at = view.rect().center() + QPoint(x, y)
    move(view, at, Qt.MouseButton.NoButton)
    qtbot.mouseClick(view, LEFT, pos=at)


def test_a_drag_with_m_measures_the_length_in_mm(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    frame = view.frame()
    assert frame is not None
    qtbot.keyClick(view, Qt.Key.Key_M)
    drag(qtbot, view, LEFT, 120, 50)
    assert words(parts) == (f"{np.hypot(120, 50) * frame.mm_per_pixel:.1f} mm",)


def test_two_clicks_measure_as_well_as_a_drag(parts: Parts, view: SliceView, qtbot: QtBot) -> None:
    frame = view.frame()
    assert frame is not None
    choose(parts, "length")
    click(qtbot, view, 0, 0)
    click(qtbot, view, 80, 0)
    assert words(parts) == (f"{80 * frame.mm_per_pixel:.1f} mm",)


def test_three_clicks_measure_an_angle(parts: Parts, view: SliceView, qtbot: QtBot) -> None:
    choose(parts, "angle")
    for x, y in ((80, 0), (0, 0), (0, 90)):
        click(qtbot, view, x, y)
    assert words(parts) == ("90.0°",)


def test_an_ellipse_has_area_and_statistics_in_hu(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    frame = view.frame()
    assert frame is not None
    choose(parts, "ellipse")
    drag(qtbot, view, LEFT, 200, 100)
    area = np.pi / 4 * 200 * 100 * frame.mm_per_pixel**2
    assert words(parts)[0] == f"{area:.1f} mm²"
    assert re.fullmatch(r"mean \d+ HU, SD \d+", words(parts)[1])
    assert re.fullmatch(r"min \d+, max \d+", words(parts)[2])


def test_a_polygon_ends_with_a_double_click(parts: Parts, view: SliceView, qtbot: QtBot) -> None:
    choose(parts, "polygon")
    for x, y in ((0, 0), (90, 0), (90, 60)):
        click(qtbot, view, x, y)
    assert not drawn(parts)
    qtbot.mouseDClick(view, LEFT, pos=view.rect().center() + QPoint(90, 60))
    assert len(drawn(parts)[0].points_lps) == 3
    assert parts.session.state.enlarged is None


def test_a_probe_says_the_value(parts: Parts, view: SliceView, qtbot: QtBot) -> None:
    choose(parts, "probe")
    click(qtbot, view, 10, 10)
    assert words(parts)[0].endswith("HU")


def test_right_drag_is_window_and_level_while_a_tool_is_chosen(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    choose(parts, "length")
    before = parts.session.state.panes[0].look.window
    drag(qtbot, view, RIGHT, 40, 0)
    assert parts.session.state.panes[0].look.window.width > before.width
    assert not drawn(parts)


def test_a_point_is_moved_and_the_move_undone_and_redone(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    choose(parts, "length")
    drag(qtbot, view, LEFT, 100, 0)
    first = drawn(parts)
    choose(parts, "window")
    qtbot.mousePress(view, LEFT, pos=view.rect().center() + QPoint(100, 0))
    move(view, view.rect().center() + QPoint(100, 70), LEFT)
    qtbot.mouseRelease(view, LEFT, pos=view.rect().center() + QPoint(100, 70))
    moved = drawn(parts)
    assert moved[0].id == first[0].id
    assert moved[0].points_lps != first[0].points_lps
    qtbot.keyClick(view, Qt.Key.Key_Z, CTRL)
    assert drawn(parts) == first
    qtbot.keyClick(view, Qt.Key.Key_Y, CTRL)
    assert drawn(parts) == moved


def test_escape_drops_what_is_drawn_then_leaves_the_tool(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    choose(parts, "angle")
    click(qtbot, view, 0, 0)
    assert parts.session.state.drawings.draft is not None
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert parts.session.state.drawings.draft is None
    assert parts.session.state.tool == "angle"
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert parts.session.state.tool == "window"


def test_a_measurement_is_drawn_in_its_own_plane_and_in_exports(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    before = view.grab().toImage()
    choose(parts, "length")
    drag(qtbot, view, LEFT, 150, 60)
    view.picture()
    assert view.scene is not None
    assert [shown.measurement for shown in view.scene.measurements] == list(drawn(parts))
    assert view.grab().toImage() != before
    other = parts.window.views.panes[1].view
    other.picture()
    assert other.scene is not None
    assert len(other.scene.measurements) == 1


def test_delete_removes_the_selected_measurement(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    choose(parts, "length")
    drag(qtbot, view, LEFT, 100, 0)
    qtbot.keyClick(view, Qt.Key.Key_Delete, NONE)
    assert not drawn(parts)


@pytest.mark.parametrize(("tool", "clicks"), [("angle", 3), ("cobb", 4), ("bidirectional", 4)])
def test_a_place_clicked_twice_is_no_fault_and_no_measurement(
    parts: Parts, view: SliceView, qtbot: QtBot, tool: Tool, clicks: int
) -> None:
    """The mouse still stands on the point just set while the next line begins there."""
    choose(parts, tool)
    for x in range(0, 40 * clicks, 40):
        click(qtbot, view, x, 0)
        view.grab()  # paints, and so asks for the words of what is drawn so far
    assert len(drawn(parts)) == 1
    for _ in range(clicks):
        click(qtbot, view, 50, 50)
    assert len(drawn(parts)) == 1


def test_what_a_region_says_is_forgotten_with_its_series(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    choose(parts, "ellipse")
    drag(qtbot, view, LEFT, 60, 40)
    view.picture()
    series = parts.session.state.active_series
    assert series is not None and series in _WORDS
    shown = weakref.ref(series)
    del series
    parts.session.reset(first_state(defaults()))

    def is_forgotten() -> bool:
        gc.collect()
        return shown() is None

    qtbot.waitUntil(is_forgotten)


def test_an_arrow_asks_for_its_words_where_it_was_drawn(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    choose(parts, "arrow")
    drag(qtbot, view, LEFT, 60, 40)
    field = view.findChild(NoteField)
    assert field is not None and field.isVisible() and field.hasFocus()
    assert view.rect().contains(field.geometry())
    qtbot.keyClicks(field, "ring i")  # I inverts, R rotates and Space resets, were they commands
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert [item.text for item in drawn(parts)] == ["ring i"]
    assert words(parts) == ("ring i",)
    assert not parts.session.state.panes[0].look.inverted
    assert parts.session.state.enlarged is None
    assert view.hasFocus() and not field.isVisible()
    qtbot.keyClick(view, Qt.Key.Key_Z, CTRL)
    assert [item.text for item in drawn(parts)] == [""]


def test_escape_leaves_the_words_of_a_measurement_as_they_were(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    choose(parts, "length")
    drag(qtbot, view, LEFT, 60, 40)
    item = drawn(parts)[0]
    parts.session.dispatch(AskName(item.id))
    field = view.findChild(NoteField)
    assert field is not None
    qtbot.keyClicks(field, "no")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert drawn(parts) == (item,)
    assert parts.session.state.drawings.naming is None


def test_a_measurement_is_selected_by_its_line_and_then_moved_whole(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    choose(parts, "length")
    drag(qtbot, view, LEFT, 120, 0)
    choose(parts, "window")
    parts.session.dispatch(SelectMeasurement("", go=False))
    first, window = drawn(parts), parts.session.state.panes[0].look.window
    on_line = view.rect().center() + QPoint(60, 0)
    press_and_move(qtbot, view, on_line, QPoint(0, 30))
    assert drawn(parts) == first  # the first press selects; the drag is still window and level
    assert parts.session.state.drawings.selected == first[0].id
    assert parts.session.state.panes[0].look.window != window
    window = parts.session.state.panes[0].look.window
    press_and_move(qtbot, view, on_line, QPoint(0, 30))
    frame = view.frame()
    assert frame is not None
    step = drawn(parts)[0].points - first[0].points
    assert np.allclose(step, 30 * frame.mm_per_pixel * frame.down_lps)
    assert parts.session.state.panes[0].look.window == window


def press_and_move(qtbot: QtBot, view: SliceView, at: QPoint, by: QPoint) -> None:
    move(view, at, Qt.MouseButton.NoButton)
    qtbot.mousePress(view, LEFT, pos=at)
    move(view, at + by, LEFT)
    qtbot.mouseRelease(view, LEFT, pos=at + by)


def test_the_list_says_what_a_measurement_is_and_a_press_goes_there(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    choose(parts, "length")
    drag(qtbot, view, LEFT, 120, 0)
    parts.session.dispatch(ScrollSlices(5))
    before = parts.session.state.cursor_of(0)
    cards = parts.window.right.findChildren(MeasurementCard)
    (card,) = (card for card in cards if not card.isHidden())
    assert [label.text() for label in card.findChildren(QLabel)][:2] == ["Length", *words(parts)]
    qtbot.mouseClick(card, LEFT)
    after = parts.session.state.cursor_of(0)
    assert before is not None and after is not None
    assert after[2] == pytest.approx(drawn(parts)[0].points_lps[0][2]) != pytest.approx(before[2])


def test_the_list_takes_its_values_from_the_series_shown_once_that_is_wholly_here(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    choose(parts, "probe")
    click(qtbot, view, 10, 10)
    first, session = listed(parts), parts.session
    assert first == words(parts)
    shown = session.state.active_series
    assert shown is not None
    info = replace(shown.volume.info, series_uid="1.2.3.2")
    other = replace(shown.volume, array=shown.volume.array + 7, info=info)
    entry = replace(shown.entry, id="1.2.3.2", info=info)
    token = session.state.study_token
    session.dispatch(SeriesFound((entry,)))
    session.dispatch(SeriesLoaded(token, entry, other, 1, shown.automatic))
    assert listed(parts) == ()
    session.dispatch(SlicesArrived(token, entry.id, other, other.geometry.shape_kji[0]))
    assert listed(parts) == words(parts) != first


def listed(parts: Parts) -> tuple[str, ...]:
    """The values on the one card of the list of measurements."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    (card,) = parts.window.right.findChildren(MeasurementCard)
    texts = [label.text() for label in card.findChildren(QLabel)]
    return tuple(text for text in texts if text.endswith("HU"))
