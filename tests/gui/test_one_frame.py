"""What happens in one turn of the event loop is one frame, in every view that shows it."""

from collections.abc import Sequence

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.conftest import hang, phantom
from viewer.app import Parts
from viewer.render.compose import draw
from viewer.render.kernels.frame import Frame
from viewer.state.pane_intents import SetLayout
from viewer.state.scene import Scene
from viewer.widgets import slice_view
from viewer.widgets.slice_view import SliceView
from viewer.window_benches import bench_scroll, turn_wheel


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[Scene]:
    """Every scene that the window's views compose from here on."""
    scenes: list[Scene] = []

    def counted(views: Sequence[tuple[Scene, Frame]]) -> None:
        scenes.extend(scene for scene, _ in views)
        draw(views)

    monkeypatch.setattr(slice_view, "draw", counted)
    return scenes


def views(parts: Parts, layout: str) -> list[SliceView]:
    parts.session.dispatch(SetLayout(layout))
    hang(parts, phantom())
    QApplication.processEvents()
    return [pane.view for pane in parts.window.views.panes]


def cursor(parts: Parts) -> float:
    at = parts.session.state.cursor_of(0)
    assert at is not None
    return at[2]


def heights(scenes: list[Scene]) -> set[float]:
    """Where along the axis the composed slices lie, in mm."""
    return {round(float(scene.frame.centre_lps[2]), 3) for scene in scenes}


def test_many_notches_of_the_wheel_in_one_turn_make_one_frame(
    parts: Parts, composed: list[Scene], qtbot: QtBot
) -> None:
    view, *_ = views(parts, "1x1")
    before = cursor(parts)
    composed.clear()
    turn_wheel(view, 7)
    qtbot.waitUntil(lambda: bool(composed))
    assert abs(cursor(parts) - before) == 7 * 2.0  # mm between the slices
    assert heights(composed) == {cursor(parts)}  # none of the six between
    composed.clear()
    turn_wheel(view, -1)
    qtbot.waitUntil(lambda: bool(composed))
    assert heights(composed) == {cursor(parts)}


def test_linked_views_make_one_frame_each(
    parts: Parts, composed: list[Scene], qtbot: QtBot
) -> None:
    shown = views(parts, "1x2")
    filled = sum(view.scene is not None for view in shown)
    composed.clear()
    turn_wheel(shown[0], 3)
    turn_wheel(shown[0], 4)
    qtbot.waitUntil(lambda: len(composed) >= filled)
    assert filled and heights(composed) == {cursor(parts)}


def test_a_turn_that_changes_nothing_makes_no_frame(parts: Parts, composed: list[Scene]) -> None:
    view, *_ = views(parts, "1x1")
    for _ in range(50):  # what earlier tests left to do may still make a frame or two
        composed.clear()
        parts.session.state_changed.emit(parts.session.state)
        for _ in range(5):
            QApplication.processEvents()
        if not composed:
            break
    assert not composed and view.scene is not None


def test_the_bench_scrolls_a_window_of_its_own(qtbot: QtBot) -> None:
    p50, p99 = bench_scroll(phantom(), turns=8)
    assert 0 < p50 <= p99
