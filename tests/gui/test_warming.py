"""Views may draw as soon as grey pictures can be; nothing goes wrong in the thread that warms."""

import logging

import pytest
from pytestqt.qtbot import QtBot

from viewer.app import first_state
from viewer.controllers.models import ModelLister
from viewer.controllers.session import Session
from viewer.controllers.warming import Warmer
from viewer.settings import defaults


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


def test_models_are_listed_from_a_thread_and_until_then_nobody_says_there_are_none(
    qtbot: QtBot,
) -> None:
    session = Session(first_state(defaults()), lambda: "2024-02-29 10:00:00 UTC")
    lister = ModelLister(session, now=False)
    assert not session.state.models.listed
    lister.list_behind()
    qtbot.waitUntil(lambda: session.state.models.listed, timeout=60_000)
    assert "flair-lesion" in [row.id for row in session.state.models.rows]
