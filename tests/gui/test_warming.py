"""Views may draw as soon as grey pictures can be; nothing goes wrong in the thread that warms."""

import logging
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.gui.conftest import hang, phantom
from viewer.app import Parts, first_state
from viewer.controllers.models import ModelLister
from viewer.controllers.session import Session
from viewer.controllers.warming import Warmer
from viewer.render import warming
from viewer.render.kernels import jit
from viewer.settings import defaults
from viewer.state.facts import DrawingReady
from viewer.widgets import awaited


def test_drawing_is_ready_after_warming_and_no_fault_is_logged(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    session = Session(first_state(defaults()), lambda: "2024-02-29 10:00:00 UTC")
    warmer = Warmer(session)
    with caplog.at_level(logging.ERROR):
        warmer.start()
        assert not session.state.drawing_ready
        qtbot.waitUntil(lambda: session.state.drawing_ready, timeout=120_000)
        warmer._thread.join()
    assert not caplog.records


def test_a_window_that_closes_waits_for_the_kernel_in_work_and_begins_no_other(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(jit, "load_kept", lambda *_: None)
    compiled: list[int] = []

    def warm_for_ever(on_grey: Callable[[], None]) -> None:
        on_grey()
        while True:
            jit._load_or_let_compile(None, None, None)
            compiled.append(1)

    monkeypatch.setattr(warming, "warm", warm_for_ever)
    session = Session(first_state(defaults()), lambda: "2024-02-29 10:00:00 UTC")
    warmer = Warmer(session)
    with caplog.at_level(logging.ERROR):
        warmer.start()
        qtbot.waitUntil(lambda: bool(compiled))
        warmer.close()
    assert not warmer._thread.is_alive()
    assert not caplog.records
    assert jit._load_or_let_compile(None, None, None) is None


def test_models_are_listed_from_a_thread_and_until_then_nobody_says_there_are_none(
    qtbot: QtBot,
) -> None:
    session = Session(first_state(defaults()), lambda: "2024-02-29 10:00:00 UTC")
    lister = ModelLister(session, now=False)
    assert not session.state.models.listed
    lister.list_behind()
    qtbot.waitUntil(lambda: session.state.models.listed, timeout=60_000)
    assert "flair-lesion" in [row.id for row in session.state.models.rows]


def test_a_view_that_waits_for_its_kernels_says_so_and_not_at_once(
    parts: Parts, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(awaited, "SILENT_MS", 100)
    parts.session.dispatch(DrawingReady(False))
    hang(parts, phantom())
    view = parts.window.views.panes[0].view
    black = view.grab().toImage()
    assert is_black(black)
    qtbot.waitUntil(lambda: not is_black(view.grab().toImage()))
    parts.session.dispatch(DrawingReady(True))


def is_black(image: QImage) -> bool:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), -1)
    return not rows[:, : grey.width()].any()
