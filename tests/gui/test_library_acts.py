"""Looking again and copying studies in are jobs of the window: told, stopped, listed."""

import shutil
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.factories import asymmetric_phantom, series_slices, write_series
from viewer.app import Parts
from viewer.state.jobs import Job
from viewer.state.library_intents import CopyIntoLibrary, RescanLibrary


def _ended(parts: Parts, number: int) -> list[Job]:
    jobs = [job for job in parts.session.state.jobs if job.id.startswith("library-")]
    return [job for job in jobs if not job.alive] if len(jobs) >= number else []


def test_a_copied_study_is_on_the_list_and_outlives_its_folder(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    write_series(series_slices(asymmetric_phantom()), tmp_path / "in")
    parts.session.dispatch(CopyIntoLibrary((tmp_path / "in",)))
    qtbot.waitUntil(lambda: len(_ended(parts, 1)) == 1, timeout=20_000)
    assert "6 copied" in _ended(parts, 1)[0].message
    qtbot.waitUntil(lambda: len(parts.session.state.shelf.shown) == 1, timeout=20_000)
    shutil.rmtree(tmp_path / "in")
    parts.session.dispatch(RescanLibrary())
    qtbot.waitUntil(lambda: len(_ended(parts, 2)) == 2, timeout=20_000)
    assert all(job.status == "done" for job in _ended(parts, 2))
    assert not parts.session.state.shelf.shown[0].summary.missing


def test_a_folder_that_is_gone_is_told(parts: Parts, qtbot: QtBot, tmp_path: Path) -> None:
    parts.session.dispatch(CopyIntoLibrary((tmp_path / "nothing",)))
    qtbot.waitUntil(lambda: any(j.status == "failed" for j in _ended(parts, 1)), timeout=20_000)
    assert any("nothing" in message.text for message in parts.session.state.messages)
