"""A line drawn by hand, its curved plane, and the marker that is linked both ways."""

import json
from dataclasses import replace
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inference.imaging.label_map import LabelMap, Segment
from tests.gui.conftest import hang, phantom
from tests.gui.test_mouse_and_keys import LEFT, SHIFT, move
from tests.unit.state.states import result
from viewer.app import Parts
from viewer.controllers.cine import Cine
from viewer.state.curved import cut_in, row_place
from viewer.state.drawing_intents import DeleteMeasurement
from viewer.state.facts import ResultArrived
from viewer.state.intents import ChooseTool, SaveScreenshot, ShowOverlays
from viewer.state.pane_intents import Activate, GoToSlice, SetLayout
from viewer.state.view_state import ViewState
from viewer.widgets.slice_view import SliceView

CURVED = 2
ALL = Segment(1, "all", (255, 0, 0))
STUDIES = count(50)


def state(parts: Parts) -> ViewState:
    return parts.session.state


@pytest.fixture
def view(parts: Parts, qtbot: QtBot) -> SliceView:
    """A line of three points drawn by clicks and ended by Return; the curved pane's view."""
    parts.session.dispatch(SetLayout("1x3"))
    hang(parts, phantom("CT", study=f"1.2.{next(STUDIES)}"))  # of its own: drawings are kept
    QApplication.processEvents()
    drawing = parts.window.views.panes[0].view
    parts.session.dispatch(ChooseTool("curve"))
    middle = drawing.rect().center()
    for step in (QPoint(-80, 40), QPoint(0, -50), QPoint(90, 30)):
        qtbot.mouseClick(drawing, LEFT, pos=middle + step)
    parts.window.activateWindow()
    qtbot.waitUntil(parts.window.isActiveWindow)
    drawing.setFocus()
    qtbot.keyClick(drawing, Qt.Key.Key_Return)
    QApplication.processEvents()
    return parts.window.views.panes[CURVED].view


def test_return_ends_the_line_and_its_plane_opens(parts: Parts, view: SliceView) -> None:
    assert [item.kind for item in state(parts).drawings.items] == ["curve"]
    assert state(parts).panes[CURVED].view == "curved"
    view.picture()
    scene = view.scene
    assert scene is not None and "CURVED REFORMAT" in scene.badges
    cut = cut_in(state(parts), CURVED)
    assert cut is not None
    assert scene.volume.geometry.shape_kji[1] == len(cut.points)
    assert any("mm along the line" in line for line in scene.corner_text.bottom_left)
    assert not parts.window.views.panes[CURVED].bar.isVisible()


def test_shift_and_move_over_the_curved_plane_moves_the_crosshair_along_the_line(
    parts: Parts, view: SliceView
) -> None:
    frame, cut = view.frame(), cut_in(state(parts), CURVED)
    assert frame is not None and cut is not None
    at = view.rect().center() + QPoint(0, 40)
    move(view, at, Qt.MouseButton.NoButton, SHIFT)
    place = frame.lps_at((at.x() - 0.5, at.y() - 0.5))
    assert state(parts).cursor_of(0) == pytest.approx(tuple(cut.lps_at(place)), abs=1e-6)
    view.picture()
    assert view.scene is not None and view.scene.crosshair_lps is not None
    assert view.scene.crosshair_lps[1] == pytest.approx(place[1], abs=cut.step_mm)


@pytest.mark.usefixtures("view")
def test_cine_in_the_curved_plane_goes_along_the_line_and_begins_again(parts: Parts) -> None:
    parts.session.dispatch(Activate(CURVED))
    parts.session.dispatch(GoToSlice(0))
    place = row_place(state(parts), CURVED)
    assert place is not None
    start, rows = place
    cine, seen = Cine(parts.session), []
    for _ in range(rows + 1):
        cine._step()
        seen.append(row_place(state(parts), CURVED))
    assert start == 0
    assert seen == [((n + 1) % rows, rows) for n in range(rows + 1)]


def test_a_measuring_tool_measures_along_the_line(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    frame = view.frame()
    assert frame is not None
    parts.session.dispatch(ChooseTool("length"))
    start = view.rect().center() - QPoint(0, 60)
    qtbot.mousePress(view, LEFT, pos=start)
    move(view, start + QPoint(0, 100), LEFT)
    qtbot.mouseRelease(view, LEFT, pos=start + QPoint(0, 100))
    view.picture()
    assert view.scene is not None
    (shown,) = view.scene.measurements
    first, last = shown.measurement.points
    assert last[1] - first[1] == pytest.approx(100 * frame.mm_per_pixel, abs=1.0)
    assert shown.lines[0].endswith(" mm")
    assert [item.kind for item in state(parts).drawings.items] == ["curve"]


def test_keys_turn_the_cut_and_escape_closes_it(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    qtbot.mouseClick(view, LEFT, pos=view.rect().center())
    qtbot.keyClick(view, Qt.Key.Key_Left, SHIFT)
    curved = state(parts).curved
    assert curved is not None and curved.turn_degrees == pytest.approx(15)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert state(parts).curved is None
    assert [pane.view for pane in state(parts).panes] == ["slice"] * 3
    qtbot.keyClick(view, Qt.Key.Key_U, Qt.KeyboardModifier.AltModifier)
    assert state(parts).curved is not None


def test_a_deleted_line_is_told_in_the_pane(parts: Parts, view: SliceView) -> None:
    parts.session.dispatch(DeleteMeasurement(state(parts).drawings.items[0].id))
    view.picture()
    assert view.scene is not None and "deleted" in view.scene.sentence


def test_a_screenshot_says_along_which_line_it_was_cut(
    parts: Parts, view: SliceView, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.mouseClick(view, LEFT, pos=view.rect().center())
    out = tmp_path / "curved.png"
    parts.session.dispatch(SaveScreenshot(out))
    qtbot.waitUntil(out.exists)
    facts = json.loads(out.with_suffix(".json").read_text("utf-8"))
    cut = cut_in(state(parts), CURVED)
    assert cut is not None
    assert facts["views"][0]["view"] == "curved"
    np.testing.assert_allclose(facts["views"][0]["path_lps"], cut.points, atol=1e-3)
    assert facts["series"][0]["index_to_lps"] is None


def test_a_mask_and_its_badge_show_in_the_curved_plane_until_overlays_are_hidden(
    parts: Parts, view: SliceView
) -> None:
    source = state(parts).series_of(CURVED)
    assert source is not None
    geometry = source.volume.geometry
    labels = LabelMap(np.ones(geometry.shape_kji, np.uint8), geometry, (ALL,))
    made_by = replace(result().provenance, series_uid=source.volume.series_uid)
    made = replace(result(), provenance=made_by, label_maps=(labels,), findings=())
    parts.session.dispatch(ResultArrived(made, source.entry.id))
    view.picture()
    assert view.scene is not None
    (mask,) = view.scene.masks
    assert mask.label_map.geometry.shape_kji == view.scene.volume.geometry.shape_kji
    assert mask.label_map.array.any() and "RESEARCH USE ONLY" in view.scene.badges
    parts.session.dispatch(ShowOverlays(False))
    view.picture()
    assert view.scene.masks == ()


def test_a_key_stretches_the_plane_flat_and_the_corner_says_so(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    view.picture()
    assert view.scene is not None and "straightened" in view.scene.corner_text.bottom_left
    qtbot.mouseClick(view, LEFT, pos=view.rect().center())
    keys = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view, Qt.Key.Key_U, keys)
    view.picture()
    scene, cut = view.scene, cut_in(state(parts), CURVED)
    assert cut is not None and cut.form == "stretched"
    words = scene.corner_text.bottom_left
    assert "stretched" in words and any("no letters" in line for line in words)
    assert scene.volume.geometry.shape_kji[2] == len(cut.points)
    assert not scene.volume.geometry.oriented and "CURVED REFORMAT" in scene.badges
    frame = view.frame()
    assert frame is not None
    at = view.rect().center() + QPoint(30, -5)
    move(view, at, Qt.MouseButton.NoButton, SHIFT)
    place = frame.lps_at((at.x() - 0.5, at.y() - 0.5))
    assert state(parts).cursor_of(0) == pytest.approx(tuple(cut.lps_at(place)), abs=1e-6)
    parts.session.dispatch(ChooseTool("length"))
    start = view.rect().center() - QPoint(40, 0)
    qtbot.mousePress(view, LEFT, pos=start)
    move(view, start + QPoint(80, 0), LEFT)
    qtbot.mouseRelease(view, LEFT, pos=start + QPoint(80, 0))
    view.picture()
    (shown,) = view.scene.measurements
    assert float(shown.lines[0].split()[0]) == pytest.approx(80 * frame.mm_per_pixel, abs=1.0)
