"""Builds all parts of the window and connects all signals; nothing else connects across parts."""

import viewer.jobs.lean_qt  # noqa: F401 - before all that is imported after Qt

# isort: split
import locale
import logging
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtWidgets import QApplication

from inference.catalog.home import home_folder
from inference.imaging.errors import InputError
from viewer import settings as setting_table
from viewer.controllers.calibration import CalibrationController
from viewer.controllers.cine import Cine
from viewer.controllers.exports import ExportController
from viewer.controllers.fusion import FusionController
from viewer.controllers.hanging import HangingController
from viewer.controllers.inference import InferenceController
from viewer.controllers.key_image_marks import KeyImageMarks
from viewer.controllers.library import LibraryController
from viewer.controllers.library_acts import LibraryActs
from viewer.controllers.look import LookController
from viewer.controllers.mask_editing import MaskEditing
from viewer.controllers.mask_files import MaskFiles
from viewer.controllers.models import ModelLister
from viewer.controllers.objects import ObjectsController
from viewer.controllers.pilot import Pilot
from viewer.controllers.session import Session
from viewer.controllers.settings_keeper import SettingsKeeper
from viewer.controllers.solids import SolidController
from viewer.controllers.start_probe import StartProbe
from viewer.controllers.study import StudyController
from viewer.controllers.study_labels import StudyLabels
from viewer.controllers.thumbnails import Thumbnailer
from viewer.controllers.training import TrainingController
from viewer.controllers.view_size import ViewSize
from viewer.controllers.warming import Warmer
from viewer.jobs.early_start import end_early
from viewer.jobs.model_worker import ModelWorker
from viewer.jobs.read_worker import ReadWorker
from viewer.jobs.registration_worker import RegistrationWorker
from viewer.jobs.solid_worker import SolidWorker
from viewer.library.reader import LibraryReader
from viewer.settings import Value
from viewer.state.intents import CancelJob, OpenPaths
from viewer.state.layouts import DEFAULT_LAYOUT, LAYOUTS
from viewer.state.view_state import Panels, ViewState, empty_panes
from viewer.widgets.desk import Desk
from viewer.widgets.main_window import MainWindow
from viewer.widgets.resources import RESOURCES

LOG = logging.getLogger(__name__)
DEMO_STUDY = RESOURCES / "demo" / "flair"


@dataclass(eq=False)
class Parts:
    """All that was built; kept alive for as long as the window is."""

    session: Session
    window: MainWindow
    study: StudyController
    inference: InferenceController
    exports: ExportController
    desk: Desk
    reader: ReadWorker
    worker: ModelWorker
    library: LibraryController
    acts: LibraryActs
    warmer: Warmer
    objects: ObjectsController
    solids: SolidWorker
    editing: MaskEditing
    trainings: TrainingController
    registration: RegistrationWorker
    models: ModelLister
    others: tuple[object, ...] = ()

    def close(self) -> None:
        """Close the window and end all threads and processes."""
        self.window.close()
        self.editing.close()
        self.trainings.close()
        self.registration.close()
        self.exports.close()
        self.reader.close()
        self.objects.close()
        self.acts.close()
        self.library.close()
        self.worker.close()
        self.solids.close()
        self.warmer.close()


def build_window(
    home: Path | None = None,
    worker: ModelWorker | None = None,
    reader: ReadWorker | None = None,
    demo: Path = DEMO_STUDY,
    solids: SolidWorker | None = None,
    list_models: bool = True,
) -> Parts:
    """All parts of a window, connected, not yet shown. A QApplication must exist.

    Without ``list_models`` that is left to ``models.list_behind``, once a picture is there.
    """
    path = (home or home_folder()) / "settings.json"
    values, complaint = _settings(path)
    session = Session(first_state(values), _utc_now)
    keeper = SettingsKeeper(session, path, values)
    library_reader = LibraryReader(home or home_folder(), apart=(demo,))
    reader = reader or ReadWorker(reader=library_reader)
    worker = worker or ModelWorker()
    solids = solids or SolidWorker()
    study = StudyController(session, reader, demo)
    library = LibraryController(session, library_reader)
    study.fetch = library.fetch
    study.hang_study = HangingController(session, home or home_folder()).hang_study
    inference = InferenceController(session, worker)
    worker.told.connect(inference.take)

    def size_of(pane: int) -> ViewSize:
        return window.views.panes[pane].view.device_size()

    exports = ExportController(session, size_of)
    fusion = FusionController(session, registration := RegistrationWorker())
    editing = MaskEditing(session, (home or home_folder()) / "painted")
    acts = LibraryActs(session, library_reader, editing.keep_open)
    cancels = (study.cancel, inference.cancel, acts.cancel, fusion.cancel)
    session.handle(CancelJob, lambda intent: _cancel(session, intent, cancels))
    desk: Desk | None = None
    window = MainWindow(session.dispatch, lambda: desk.remember() if desk else None)
    desk = Desk(session, window, keeper)
    desk.follow(session.state)
    session.state_changed.connect(desk.follow)
    others = (
        keeper,
        fusion,
        Cine(session),
        LookController(session),
        Thumbnailer(session, reader),
        KeyImageMarks(session),
        StudyLabels(session),
        CalibrationController(session),
        SolidController(session, solids, size_of),
        MaskFiles(session),
    )
    if complaint:
        session.tell("warning", complaint, "The defaults are used; mend or delete the file.")
    return Parts(
        session,
        window,
        study,
        inference,
        exports,
        desk,
        reader,
        worker,
        library,
        acts,
        Warmer(session),
        ObjectsController(session),
        solids,
        editing,
        TrainingController(session, (home or home_folder()) / "trainings"),
        registration,
        ModelLister(session, now=list_models),
        others,
    )


def _report_faults(session: Session) -> None:
    """Faults of our own in a slot: a log entry and a message, and the window stays."""

    def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        LOG.error("fault", exc_info=(kind, error, trace))
        details = "".join(traceback.format_exception(kind, error, trace))
        session.tell(
            "error",
            f"A fault in the program: {kind.__name__}.",
            "The log (Ctrl+L) has the details; please report it.",
            details,
            key=f"fault-{kind.__name__}",
        )

    sys.excepthook = told


def make_application() -> QApplication:
    """The one QApplication, in a locale in which numbers have points."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    locale.setlocale(locale.LC_NUMERIC, "C")
    app.setApplicationName("RadLens")
    return app


def run_window(
    paths: Sequence[Path],
    *,
    demo: bool = False,
    run_model: str = "",
    screenshot: Path | None = None,
    on_start: Callable[[dict[str, Any]], None] | None = None,
) -> int:
    """Open the window, with studies or the demo study, and run until it is closed.

    ``run_model`` runs once the first series is read; ``screenshot`` then writes the picture and
    ends; ``on_start`` gets the facts of ``StartProbe``, which ends too. Returns the exit code;
    raises InputError for what the input did.
    """
    app = make_application()
    parts = build_window(list_models=bool(run_model))
    _report_faults(parts.session)
    _show(parts)
    end_early()
    if not run_model:
        parts.warmer.ended.connect(parts.models.list_behind)
    parts.warmer.start()
    parts.library.start()
    parts.reader.prewarm()
    complaints: list[str] = []
    pilot = _pilot(parts, run_model, screenshot, complaints)
    probe = _probe(parts, on_start, complaints)
    wanted = (DEMO_STUDY,) if demo else tuple(paths)
    if wanted:
        parts.session.dispatch(OpenPaths(wanted))
    try:
        code = app.exec()
    finally:
        parts.close()
        del pilot, probe
    if complaints:
        raise InputError(complaints[0])
    return code


def _show(parts: Parts) -> None:
    """The window as large as it was left."""
    first = parts.session.state.settings
    width, height = (int(part) for part in str(first["window_size"]).split("x"))
    parts.window.resize(width, height)
    if first["maximised"]:
        parts.window.showMaximized()
    else:
        parts.window.show()


def _pilot(
    parts: Parts, run_model: str, screenshot: Path | None, complaints: list[str]
) -> Pilot | None:
    """What flies by itself; with a screenshot wanted, the window closes when it has landed."""
    if not run_model and screenshot is None:
        return None

    def landed(sentence: str) -> None:
        if screenshot is None:
            return
        if sentence:
            complaints.append(sentence)
        parts.window.close()

    return Pilot(parts.session, run_model, screenshot, landed)


def _probe(
    parts: Parts, on_start: Callable[[dict[str, Any]], None] | None, complaints: list[str]
) -> StartProbe | None:
    """What watches the first picture, where somebody wants to know of it."""
    if on_start is None:
        return None

    def done(facts: dict[str, Any]) -> None:
        if "failed" in facts:
            complaints.append(facts["failed"])
        else:
            on_start(facts)
        parts.window.close()

    views = parts.window.views
    return StartProbe(parts.session, lambda: [pane.view for pane in views.panes], done)


def first_state(values: dict[str, Value]) -> ViewState:
    """The window as it was left."""
    layout = str(values["layout"])
    layout = layout if layout in LAYOUTS else DEFAULT_LAYOUT
    left = str(values["left_panel"])
    return ViewState(
        layout=layout,
        wished_layout=layout,
        panes=empty_panes(layout),
        panels=Panels(
            left=left if left in ("wide", "strip", "folded") else "wide",  # type: ignore[arg-type]
            right=bool(values["right_panel"]),
        ),
        identity_hidden=bool(values["hide_identity"]),
        settings=dict(values),
    )


def _settings(path: Path) -> tuple[dict[str, Value], str]:
    """The settings kept, and a sentence when their file cannot be read."""
    try:
        return setting_table.load_settings(path), ""
    except InputError as error:
        return setting_table.defaults(), str(error)


def _cancel(
    session: Session,
    intent: CancelJob,
    cancels: Sequence[Callable[[str], None]],
) -> None:
    """Stop one job, or all that run."""
    wanted = [job.id for job in session.state.jobs if job.alive]
    for job_id in [intent.job_id] if intent.job_id else wanted:
        for cancel in cancels:
            cancel(job_id)


def _utc_now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
