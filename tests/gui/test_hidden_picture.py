"""A series that its own window shows nearly black says so, and which key helps."""

from pathlib import Path

from pydicom.uid import generate_uid
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.factories import asymmetric_phantom, series_slices, write_series
from viewer.app import Parts
from viewer.state.intents import OpenPaths

WORDS = "The file's own window shows hardly anything of this series."


def open_series(parts: Parts, qtbot: QtBot, folder: Path, centre: float, width: float) -> list[str]:
    """The messages that came with a series of that window."""
    known = {message.id for message in parts.session.state.messages}
    made = series_slices(
        asymmetric_phantom() % 100,
        modality="MR",
        series=folder.name,
        StudyInstanceUID=generate_uid(entropy_srcs=[folder.name]),
        WindowCenter=centre,
        WindowWidth=width,
    )
    write_series(made, folder)
    parts.session.dispatch(OpenPaths((folder,)))

    def complete() -> bool:
        series = parts.session.state.active_series
        return (
            series is not None
            and series.complete
            and not any(job.alive for job in parts.session.state.jobs)
        )

    qtbot.waitUntil(complete, timeout=20_000)
    return [m.text for m in parts.session.state.messages if m.id not in known]


def test_a_window_far_from_the_values_is_told_and_0_mends_it(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    assert WORDS in open_series(parts, qtbot, tmp_path, 5000, 9000)
    series = parts.session.state.active_series
    assert series is not None
    assert parts.session.state.active_pane.look.window == series.volume.windows[0]  # still shown
    view = parts.window.views.panes[0].view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert parts.session.state.active_pane.look.window.name == "auto"


def test_a_window_that_shows_the_series_is_not_remarked_on(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    assert WORDS not in open_series(parts, qtbot, tmp_path, 50, 100)
