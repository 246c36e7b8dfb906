"""Trainings: started, steered and looked at in a thread of their own, told as one fact."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from inference.imaging.errors import InputError
from viewer.controllers.models import list_rows
from viewer.controllers.session import Session
from viewer.state.facts import ModelsListed, TrainingsSeen
from viewer.state.models import ModelRow
from viewer.state.training import TrainingRun
from viewer.state.training_intents import (
    AddTrainedModel,
    StartTraining,
    SteerTraining,
    WatchTrainings,
)

if TYPE_CHECKING:
    from viewer.jobs.training_runs import TrainingRuns

LOG = logging.getLogger(__name__)
EVERY_MS = 1000


class TrainingController(QObject):
    """Nothing is looked at before somebody wants to see it; then once a second."""

    _seen = Signal(object)  # tuple[TrainingRun, ...]
    _told = Signal(str, str)  # level, sentence
    _added = Signal(str, object)  # id of the model, rows of the catalogue

    def __init__(self, session: Session, folder: Path) -> None:
        super().__init__()
        self._session = session
        self._folder = folder
        self._runs: TrainingRuns | None = None
        self._waiting = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="trainings")
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._seen.connect(self._show)
        self._told.connect(lambda level, words: session.tell(level, words, key="training"))
        self._added.connect(self._list)
        session.handle(WatchTrainings, lambda _: self._watch())
        session.handle(StartTraining, self._start)
        session.handle(SteerTraining, self._steer)
        session.handle(AddTrainedModel, self._add)

    def close(self) -> None:
        """Look no more; trainings go on, or stop where the settings say so."""
        self._timer.stop()
        runs = self._runs
        if runs is not None and not self._session.state.settings["keep_training"]:
            self._thread.submit(self._safely, runs.stop_all)
        self._thread.shutdown()

    def _known(self) -> "TrainingRuns":
        """In the thread: what reads runs is imported when it is first wanted."""
        if self._runs is None:
            from viewer.jobs.training_runs import TrainingRuns

            self._runs = TrainingRuns(self._folder)
        return self._runs

    def _watch(self) -> None:
        self._timer.start()
        self._look()

    @Slot()
    def _look(self) -> None:
        if not self._waiting:
            self._waiting = True
            self._thread.submit(self._safely, lambda: None)

    def _start(self, intent: StartTraining) -> None:
        self._do(lambda: self._known().start(intent.recipe, intent.data, intent.plan))

    def _steer(self, intent: SteerTraining) -> None:
        if intent.act == "resume":
            self._do(lambda: self._known().resume(intent.folder))
        else:
            act = intent.act
            self._do(lambda: self._known().order(intent.folder, act))

    def _add(self, intent: AddTrainedModel) -> None:
        def add() -> None:
            from inference.catalog.install import install_model

            name = install_model(intent.folder / "model").card.id
            self._added.emit(name, list_rows()[0])

        self._do(add)

    def _do(self, act: Callable[[], object]) -> None:
        self._timer.start()
        self._thread.submit(self._safely, act)

    def _safely(self, act: Callable[[], object]) -> None:
        """In the thread: act, then look at all runs; what fails is told."""
        try:
            act()
            self._seen.emit(self._known().look())
        except InputError as error:
            self._told.emit("error", str(error))
        except Exception as error:  # a fault of our own: told and logged, never swallowed
            LOG.exception("trainings failed")
            words = f"The trainings cannot be shown ({type(error).__name__}); see the log."
            self._told.emit("error", words)
        self._waiting = False

    @Slot(object)
    def _show(self, runs: tuple[TrainingRun, ...]) -> None:
        self._session.dispatch(TrainingsSeen(runs))

    @Slot(str, object)
    def _list(self, name: str, rows: tuple[ModelRow, ...]) -> None:
        self._session.dispatch(ModelsListed(rows))
        self._session.tell("note", f"The model {name} can be chosen in the Model tab.")
