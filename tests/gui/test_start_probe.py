"""What `radlens bench window` learns of a start: told once, with the picture on screen."""

from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from viewer.app import DEMO_STUDY, build_window
from viewer.controllers.start_probe import StartProbe
from viewer.state.intents import OpenPaths


def test_the_first_picture_is_told_once_with_the_memory_that_it_took(
    qtbot: QtBot, tmp_path: Path
) -> None:
    told: list[dict[str, Any]] = []
    parts = build_window(home=tmp_path / "home")
    try:
        views = parts.window.views
        probe = StartProbe(parts.session, lambda: [pane.view for pane in views.panes], told.append)
        parts.window.show()
        parts.session.dispatch(OpenPaths((DEMO_STUDY,)))
        qtbot.waitUntil(lambda: bool(told), timeout=60_000)
        del probe
    finally:
        parts.close()
    assert len(told) == 1 and told[0]["picture_ns"] > 0 and told[0]["memory_bytes"] > 10_000_000


def test_a_file_that_cannot_be_shown_is_told_as_a_failure(qtbot: QtBot, tmp_path: Path) -> None:
    told: list[dict[str, Any]] = []
    (tmp_path / "a.dcm").write_bytes(b"nothing")
    parts = build_window(home=tmp_path / "home")
    try:
        views = parts.window.views
        probe = StartProbe(parts.session, lambda: [pane.view for pane in views.panes], told.append)
        parts.session.dispatch(OpenPaths((tmp_path / "a.dcm",)))
        qtbot.waitUntil(lambda: bool(told), timeout=60_000)
        del probe
    finally:
        parts.close()
    assert "a.dcm" in told[0]["failed"]
