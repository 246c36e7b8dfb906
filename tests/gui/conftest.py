"""A whole window without a display, its data folder empty, closed again after each test."""

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume
from inference.reading.entry import SeriesEntry
from viewer.app import Parts, build_window, first_state, make_application
from viewer.render.windows import auto_window
from viewer.settings import defaults
from viewer.state.facts import SeriesFound, SeriesLoaded, StudyOpened
from viewer.state.shelf import study_key
from viewer.widgets.slice_view import SliceView


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


@pytest.fixture(scope="module")
def window(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """One window for the tests of a module: building one takes a while."""
    built = build_window(home=tmp_path_factory.mktemp("home"))
    built.window.resize(1920, 1080)
    built.window.show()
    yield built
    close_and_delete(built)


def close_and_delete(built: Parts) -> None:
    """End a window for good: each one that is left makes every change of style dearer."""
    built.session.reset(first_state(defaults()))  # timers that still run find nothing to show
    QApplication.processEvents()
    built.close()
    delete_closed(built)


def delete_closed(built: Parts) -> None:
    """Take a window that was closed out of memory."""
    built.session.state_changed.disconnect()  # what still arrives finds nobody
    built.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def parts(window: Parts, qtbot: QtBot) -> Parts:
    """The window at 1920×1080, shown, without a study, everything at its default."""
    window.session.reset(first_state(defaults()))
    window.window.resize(1920, 1080)
    with qtbot.waitActive(window.window):  # without it no key reaches a shortcut
        window.window.activateWindow()
    return window


@pytest.fixture
def view(parts: Parts) -> SliceView:
    """The first view of the window with a CT hung; modules that want another have their own."""
    hang(parts, phantom("CT"))
    QApplication.processEvents()
    return parts.window.views.panes[0].view


def phantom(modality: str = "MR", name: str = "Phantom^Test", study: str = "1.2.3") -> Volume:
    """40×64×64 voxels of 2×1×1 mm, each slice and row of another brightness."""
    k, j, i = np.indices((40, 64, 64))
    values = (k * 10 + j * 3 + i).astype(np.int16)
    affine = affine_from_steps((-32, -32, -40), (0, 0, 2.0), (0, 1.0, 0), (1.0, 0, 0))
    info = SeriesInfo(
        patient_name=name,
        patient_id="ID-1",
        study_uid=study,
        series_uid=f"{study}.1",
        series_number=1,
        series_description="phantom",
        modality=modality,
        study_date="20240102",
    )
    return Volume(
        values, Geometry((40, 64, 64), affine, f"{study}.f"), info, "HU" if modality == "CT" else ""
    )


def hang(
    parts: Parts, volume: Volume, token: str = "token-1", slices_loaded: int | None = None
) -> SeriesEntry:
    """Open a volume that is here, wholly or in part, as if it had been read."""
    loaded = volume.geometry.shape_kji[0] if slices_loaded is None else slices_loaded
    entry = SeriesEntry(
        volume.series_uid, volume.info, volume.geometry, volume.unit, "int16", "dicom", ()
    )
    session = parts.session
    session.dispatch(SeriesFound((entry,)))
    session.dispatch(StudyOpened(study_key(entry), token))
    session.dispatch(SeriesLoaded(token, entry, volume, loaded, auto_window(volume)))
    return entry
