"""Comparing: reference lines where the slices of other series cut; cine at the user's speed."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inference.reading.entry import SeriesEntry
from tests.gui.conftest import hang, phantom
from viewer.app import Parts
from viewer.commands.window import COLOUR_MAPS
from viewer.render import colour_tables
from viewer.render.windows import auto_window
from viewer.state.facts import SeriesFound, SeriesLoaded
from viewer.state.intents import ToggleCine
from viewer.state.pane_intents import SetLayout, SetPlane
from viewer.widgets.slice_view import SliceView

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def two_series(parts: Parts, same_space: bool = True) -> SliceView:
    """Axial slices left, a coronal reformat of a second series right."""
    first = phantom("CT")
    hang(parts, first)
    geometry = first.geometry if same_space else replace(first.geometry, frame_of_reference_uid="x")
    info = replace(first.info, series_uid="1.2.3.2", series_number=2)
    second = replace(first, info=info, geometry=geometry)
    entry = SeriesEntry("1.2.3.2", info, geometry, "HU", "int16", "dicom", ())
    session = parts.session
    session.dispatch(SetLayout("1x2"))
    session.dispatch(SeriesFound((entry,)))
    token = session.state.study_token
    session.dispatch(SeriesLoaded(token, entry, second, 40, auto_window(second), 1))
    session.dispatch(SetPlane("coronal", 1))
    return parts.window.views.panes[0].view


def lines(view: SliceView) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    view.picture()
    assert view.scene is not None
    return view.scene.reference_lines


def test_another_series_slice_is_a_line_where_it_cuts(parts: Parts) -> None:
    view = two_series(parts)
    ((start, end),) = lines(view)
    cursor = parts.session.state.cursor_of(1)
    assert cursor is not None
    assert np.allclose([start[1], end[1]], cursor[1])
    assert np.allclose([start[2], end[2]], cursor[2])
    assert abs(end[0] - start[0]) >= 63


def test_a_crosshair_beyond_the_last_slice_is_not_drawn_and_that_slice_stays(parts: Parts) -> None:
    two_series(parts)
    session, right = parts.session, parts.window.views.panes[1].view
    x, y, z = session.state.cursor_of(1) or (0.0, 0.0, 0.0)
    assert shown_at(right) == (y, True)
    (space,) = session.state.cursors
    session.reset(replace(session.state, cursors={space: (x, y + 500.0, z)}))
    assert shown_at(right) == (31.0, False)


def shown_at(view: SliceView) -> tuple[float, bool]:
    """(mm towards the back of the coronal slice shown, whether the crosshair is drawn)."""
    view.picture()
    assert view.scene is not None
    return float(view.scene.frame.centre_lps[1]), view.scene.crosshair_lps is not None


def test_series_of_another_space_cast_no_line(parts: Parts) -> None:
    assert lines(two_series(parts, same_space=False)) == ()


def test_a_key_hides_the_lines_and_other_layouts_have_none(parts: Parts, qtbot: QtBot) -> None:
    view = two_series(parts)
    qtbot.keyClick(view, Qt.Key.Key_R, SHIFT)
    assert lines(view) == ()
    qtbot.keyClick(view, Qt.Key.Key_R, SHIFT)
    assert len(lines(view)) == 1
    parts.session.dispatch(SetLayout("1+2"))
    assert lines(parts.window.views.panes[0].view) == ()


def test_cine_is_faster_and_slower_by_key_while_it_runs(parts: Parts, qtbot: QtBot) -> None:
    hang(parts, phantom())
    view = parts.window.views.panes[0].view
    before = parts.session.state.settings["cine_fps"]
    parts.session.dispatch(ToggleCine())
    qtbot.keyClick(view, Qt.Key.Key_Up, CTRL)
    assert parts.session.state.settings["cine_fps"] == int(before) + 2
    qtbot.keyClick(view, Qt.Key.Key_Down, CTRL)
    assert parts.session.state.settings["cine_fps"] == before
    parts.session.dispatch(ToggleCine())


def test_every_colour_map_is_a_command() -> None:
    assert COLOUR_MAPS == colour_tables.COLOUR_MAPS
