"""A window in which every panel has something to show, and every dialog of it."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget

from inference.imaging.contour_set import Contour, ContourSet, Structure
from inference.imaging.display_window import DisplayWindow
from inference.imaging.heatmap import Heatmap
from inference.imaging.volume import Volume
from inference.reading.entry import SeriesEntry
from tests.gui.conftest import hang, phantom
from tests.unit.library.library_studies import a_length
from tests.unit.state.states import result
from viewer.app import Parts
from viewer.render.windows import auto_window
from viewer.state.drawing_intents import DrawMeasurement
from viewer.state.facts import JobMoved, ObjectRead, ResultArrived, SeriesFound, SeriesLoaded
from viewer.state.fusion import ASIDE
from viewer.state.fusion_intents import FuseSeries
from viewer.state.histogram_intents import ShowHistogram
from viewer.state.intents import PerformCommand
from viewer.state.jobs import Job
from viewer.state.pane_intents import SetLayout
from viewer.state.reduce_fusion import fuse
from viewer.state.result_intents import SelectFinding
from viewer.widgets.pages import about_page, keys_page, log_page
from viewer.widgets.palette import Palette
from viewer.widgets.preferences import Preferences
from viewer.widgets.study_label_page import StudyLabelPage
from viewer.widgets.theme import load_theme
from viewer.widgets.training_page import TrainingPage


def crowd(parts: Parts, volume: Volume | None = None) -> SeriesEntry:
    """A CT with a mask, a heatmap, findings, contours, marks, a second series, a measurement,
    a key image, a job, a message and an open histogram; three planes."""
    session = parts.session
    volume = volume or phantom("CT")
    entry = hang(parts, volume)
    session.dispatch(SetLayout("1+2"))
    made = replace(result(), study_token=session.state.study_token)
    heat = Heatmap(
        np.ones((4, 4, 4), np.float32),
        replace(volume.geometry, shape_kji=(4, 4, 4)),
        "seg-grad-cam",
        "lesion",
    )
    findings = tuple(replace(finding, segment_id=1) for finding in made.findings)
    whole = replace(made, heatmaps=(heat,), findings=findings)
    session.dispatch(ResultArrived(whole, entry.id))
    session.dispatch(SelectFinding(session.state.results.findings[0].id))
    _draw(parts, entry)
    _fuse(parts)
    session.dispatch(DrawMeasurement(a_length("m1")))
    session.dispatch(PerformCommand("key-image"))
    session.dispatch(JobMoved(Job("j", "model", "A model", "running", "network", 0.4, 30)))
    session.dispatch(ShowHistogram(True))
    session.tell("warning", "Something is doubtful.", "Look at it.")
    QApplication.processEvents()
    return entry


def _draw(parts: Parts, entry: SeriesEntry) -> None:
    """What a structure set and a presentation state bring."""
    token, frame = parts.session.state.study_token, entry.geometry.frame_of_reference_uid
    polygon = Contour(np.array([[0.0, 0, 3], [4, 0, 3], [4, 4, 3]]))
    drawn = ContourSet((Structure(3, "Bladder", (255, 0, 0), (polygon,)),), frame, "PLAN")
    parts.session.dispatch(ObjectRead(token, entry.id, "PLAN", contours=drawn))
    wish = DisplayWindow(40, 400, name="soft")
    parts.session.dispatch(ObjectRead(token, entry.id, "Wishes", windows=(wish,)))


def _fuse(parts: Parts) -> None:
    """Another series of the same patient and frame of reference, laid over the first."""
    session, base = parts.session, phantom("CT")
    other = replace(base, info=replace(base.info, series_uid="1.2.3.9", series_description="late"))
    entry = SeriesEntry("1.2.3.9", other.info, other.geometry, "HU", "int16", "dicom", ())
    session.dispatch(SeriesFound((entry,)))
    session.reset(fuse(session.state, FuseSeries(entry.id)))
    session.dispatch(SeriesLoaded("token-1", entry, other, 40, auto_window(other), ASIDE))


def dialogs(parts: Parts) -> Iterator[QDialog]:
    """Each dialog that stays on the screen, not yet shown."""
    window, state, dispatch = parts.window, parts.session.state, parts.session.dispatch
    theme = load_theme(str(state.settings["theme"]))
    yield keys_page(window)
    yield log_page(window, state)
    yield about_page(window)
    yield Preferences(window, state, dispatch)
    yield Palette(window, state, dispatch)
    yield StudyLabelPage(window, state, dispatch)
    trainings = TrainingPage(window, dispatch, theme)
    trainings.render_state(state)
    yield trainings


def focusable(root: QWidget) -> list[QWidget]:
    """Visible parts that Tab goes to; what a list of choices opens is not on the screen."""
    return [
        part
        for part in root.findChildren(QWidget)
        if part.isVisible()
        and part.isEnabled()
        and part.width() * part.height() > 0
        and part.focusPolicy().value & 1
        and part.focusProxy() is None
        and part.window() is root.window()
        and not isinstance(part.parentWidget(), QComboBox)
    ]
