"""The page of trainings: runs on the left; curves, examples and what can be done on the right."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from viewer.state.training import TrainingRun
from viewer.state.training_intents import AddTrainedModel, SteerTraining
from viewer.state.view_state import ViewState
from viewer.widgets.jobs_tab import duration_words
from viewer.widgets.parts import row, words
from viewer.widgets.theme import Theme
from viewer.widgets.training_curves import TrainingCurves
from viewer.widgets.training_examples import TrainingExamples
from viewer.widgets.training_form import TrainingForm
from viewer.widgets.words import Dispatch, tr

FRAME = QSize(24, 56)  # what a window manager adds


class TrainingPage(QDialog):
    """Stays open beside the pictures; shows the run that is chosen in its list."""

    def __init__(self, parent: QWidget, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Training"))
        self._dispatch = dispatch
        self._runs: tuple[TrainingRun, ...] | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Trainings"))
        self.list.currentRowChanged.connect(lambda _: self._show_chosen())
        self.form = TrainingForm(dispatch)
        self.view = RunView(dispatch, theme)
        self._scrolled = _scrolled(self.view)
        self.view.best.clicked.connect(self._choose_best)
        none = tr("No training so far. Choose a recipe and data below.")
        own = tr(
            "To train on your own studies: accept (A), reject (X) or draw (B) findings in them, "
            "then export training data (Ctrl+Shift+E)."
        )
        self._empty = words(f"{none}\n\n{own}", quiet=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        self.list.setFixedWidth(230)
        self.list.setSpacing(4)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        middle.addWidget(self.list)
        middle.addWidget(self._empty, 1)
        middle.addWidget(self._scrolled, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(middle, 1)
        column.addWidget(self.form)
        room = parent.screen().availableGeometry().size() - FRAME
        self.resize(QSize(1040, 680).boundedTo(room))

    def render_state(self, state: ViewState) -> None:
        self.form.offer_data(state.training_data)
        if state.trainings == self._runs:
            return
        chosen, before = self.chosen, {run.folder for run in self._runs or ()}
        self._runs = state.trainings
        new = [run.folder for run in state.trainings if run.folder not in before]
        self.list.blockSignals(True)
        self.list.clear()
        for run in state.trainings:
            self.list.addItem(QListWidgetItem(f"{run_title(run)}\n{epoch_words(run)}"))
        folders = [run.folder for run in state.trainings]
        wanted = new[0] if new else chosen.folder if chosen else None
        self.list.setCurrentRow(folders.index(wanted) if wanted in folders else 0)
        self.list.blockSignals(False)
        self._show_chosen()

    @property
    def chosen(self) -> TrainingRun | None:
        """The run that the list stands on."""
        place = self.list.currentRow()
        return self._runs[place] if self._runs and 0 <= place < len(self._runs) else None

    def _choose_best(self) -> None:
        if self.chosen is not None and self.chosen.best is not None:
            self.form.choose_recipe(self.chosen.best)
            self.form.data.setText(self.chosen.data)
            self.form.search.setChecked(False)

    def _show_chosen(self) -> None:
        chosen = self.chosen
        self._empty.setVisible(chosen is None)
        self.list.setVisible(bool(self._runs))
        self._scrolled.setVisible(chosen is not None)
        if chosen is not None:
            self.view.show_run(chosen)


def _scrolled(view: QWidget) -> QScrollArea:
    """The run on small screens; the form below it stays in reach."""
    area = QScrollArea()
    area.setObjectName("run")
    area.setWidget(view)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    return area


class RunView(QWidget):
    """One run: where it stands, its curves, its examples, its buttons."""

    def __init__(self, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self._run: TrainingRun | None = None
        self._title = words(large=True)
        self._status, self._trouble = words(), words()
        self._trouble.setProperty("tone", "error")
        self._source = words(small=True, quiet=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.curves = TrainingCurves(theme)
        self.examples = TrainingExamples()
        self.pause = QPushButton(tr("Pause after this epoch"))
        self.stop = QPushButton(tr("Stop"))
        self.resume = QPushButton(tr("Resume"))
        self.add = QPushButton(tr("Add to the models"))
        self.report = QPushButton(tr("Open the report"))
        self.best = QPushButton(tr("Choose the best recipe"))
        self.folder = QPushButton(tr("Open the folder"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._title, self._source, self._status, self._trouble, self._bar):
            column.addWidget(part)
        self._connect(dispatch)
        offered = (self.pause, self.stop, self.resume, self.add, self.report, self.best)
        for button in offered:
            button.hide()  # the window is as wide as those that a run needs
        buttons = row(*offered, self.folder)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self.curves, 1)
        column.addWidget(self.examples)
        column.addStretch(0)

    def _connect(self, dispatch: Dispatch) -> None:
        def when_pressed(button: QPushButton, act: Callable[[TrainingRun], object]) -> None:
            button.clicked.connect(lambda: act(self._run) if self._run is not None else None)

        when_pressed(self.pause, lambda run: dispatch(SteerTraining(run.folder, "pause")))
        when_pressed(self.stop, lambda run: dispatch(SteerTraining(run.folder, "stop")))
        when_pressed(self.resume, lambda run: dispatch(SteerTraining(run.folder, "resume")))
        when_pressed(self.add, lambda run: dispatch(AddTrainedModel(run.folder)))
        when_pressed(self.report, lambda run: _open(run.report))
        when_pressed(self.folder, lambda run: _open(run.folder))

    def show_run(self, run: TrainingRun) -> None:
        if run == self._run:
            return
        self._run = run
        self._title.setText(run_title(run))
        self._source.setText(f"{Path(run.recipe).name} · {run.data}")
        self._status.setText(course_words(run))
        self._trouble.setText(run.sentence)
        self._trouble.setVisible(bool(run.sentence))
        self._bar.setVisible(run.alive)
        self._bar.setRange(0, run.epochs if run.epochs else 0)
        self._bar.setValue(run.epoch)
        self.curves.show_run(run)
        self.curves.setVisible(any(run.curves.values()))
        self.examples.show_run(run)
        self.pause.setVisible(run.course == "running" and run.step == "epoch")
        self.pause.setEnabled(not run.ordered)
        self.stop.setVisible(run.alive)
        self.stop.setEnabled(run.ordered != "stop")
        self.resume.setVisible(run.course in ("paused", "stopped", "failed"))
        self.add.setVisible(run.can_add)
        self.report.setVisible(run.report is not None)
        self.best.setVisible(run.best is not None)


def epoch_words(run: TrainingRun) -> str:
    """How the run stands and its epoch."""
    if not run.epochs:
        return tr(run.course)
    count = tr("trial {n} of {m}") if run.step == "trial" else tr("epoch {n} of {m}")
    return f"{tr(run.course)} · {count.format(n=run.epoch, m=run.epochs)}"


def run_title(run: TrainingRun) -> str:
    """The model, and which fold of it where there are several."""
    name = run.name or run.model
    return f"{name} · {tr('fold {n}').format(n=run.fold)}" if run.fold else name


def course_words(run: TrainingRun) -> str:
    """``epoch_words`` and the time left."""
    parts = [epoch_words(run), tr(run.stage)] if run.stage else [epoch_words(run)]
    if run.added:
        parts.append(tr("among the models"))
    if run.ordered:
        asked = {"pause": tr("pauses after this epoch"), "stop": tr("is being stopped")}
        parts.append(asked[run.ordered])
    elif run.seconds_left:
        left = duration_words(run.seconds_left)
        parts.append(tr("about {time} left").format(time=left))
    return " · ".join(parts)


def _open(place: Path | None) -> None:
    if place is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
