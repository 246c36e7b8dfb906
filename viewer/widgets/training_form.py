"""What a new training needs: a recipe, a folder of data, and how it is to be trained."""

from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from viewer.state.training import TrainingPlan
from viewer.state.training_intents import StartTraining
from viewer.widgets.parts import words
from viewer.widgets.resources import RESOURCES
from viewer.widgets.words import Dispatch, tr

MOST_FOLDS, MOST_TRIALS, MOST_WORKERS = 10, 1000, 16


class TrainingForm(QWidget):
    """Two lines; the recipes that are shipped are there to choose, others by their file."""

    def __init__(self, dispatch: Dispatch) -> None:
        super().__init__()
        self._dispatch = dispatch
        self.recipe = QComboBox()
        self.recipe.setAccessibleName(tr("Recipe"))
        for path in sorted((RESOURCES / "recipes").glob("*.toml")):
            self.recipe.addItem(path.stem, path)
        self.data = QLineEdit()
        self.data.setPlaceholderText(tr("Folder of training data"))
        self.data.setAccessibleName(tr("Folder of training data"))
        self.fold, self.device = _folds(), _devices()
        self.search = QCheckBox(tr("Search the recipe's ranges"))
        self.trials = _count(tr("Trials"), 20, MOST_TRIALS)
        self.workers = _count(tr("Trials at a time"), 1, MOST_WORKERS)
        self.start = QPushButton(tr("Start training"))
        self.start.setEnabled(False)
        self.data.textChanged.connect(lambda text: self.start.setEnabled(bool(text.strip())))
        self.search.toggled.connect(self._show_search)
        self.start.clicked.connect(self._begin)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(self._what())
        lines.addLayout(self._how())
        self._show_search(False)

    def choose_recipe(self, path: Path) -> None:
        """Put a recipe's file on the list and choose it."""
        self.recipe.addItem(path.stem, path)
        self.recipe.setCurrentIndex(self.recipe.count() - 1)

    @property
    def plan(self) -> TrainingPlan:
        """How it is to be trained, as chosen."""
        device = str(self.device.currentData())
        if self.search.isChecked():
            return TrainingPlan("", device, self.trials.value(), self.workers.value())
        return TrainingPlan(str(self.fold.currentData()), device)

    def _what(self) -> QHBoxLayout:
        other, folder = QPushButton(tr("Other recipe…")), QPushButton(tr("Data…"))
        other.clicked.connect(self._ask_recipe)
        folder.clicked.connect(self._ask_data)
        for button in (other, folder, self.start):
            button.setAutoDefault(False)
        return _line(self.recipe, other, self.data, folder, self.start, stretch=self.data)

    def _how(self) -> QHBoxLayout:
        self._parts = (words(tr("Trials")), self.trials, words(tr("at a time")), self.workers)
        for label in (self._parts[0], self._parts[2]):
            label.setWordWrap(False)
        names = words(tr("Fold")), words(tr("Device"))
        for name in names:
            name.setWordWrap(False)
        line = _line(names[0], self.fold, names[1], self.device, self.search, *self._parts)
        line.addStretch(1)
        return line

    def _show_search(self, on: bool) -> None:
        for part in self._parts:
            part.setVisible(on)
        self.fold.setEnabled(not on)
        self.start.setText(tr("Start the search") if on else tr("Start training"))

    def _ask_recipe(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, tr("Other recipe…"), "", "TOML (*.toml)")
        if name:
            self.choose_recipe(Path(name))

    def _ask_data(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Folder of training data"))
        if folder:
            self.data.setText(folder)

    def _begin(self) -> None:
        data = Path(self.data.text().strip()).expanduser()
        self._dispatch(StartTraining(self.recipe.currentData(), data, self.plan))


def _folds() -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(tr("Fold"))
    box.addItem(tr("as the recipe says"), "")
    box.addItem(tr("all, one after the other"), "all")
    for number in range(MOST_FOLDS):
        box.addItem(str(number), str(number))
    return box


def _devices() -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(tr("Device"))
    for name, title in (
        ("auto", tr("automatic")),
        ("cpu", "CPU"),
        ("cuda", "CUDA"),
        ("mps", "MPS"),
    ):
        box.addItem(title, name)
    return box


def _count(name: str, value: int, most: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(1, most)
    box.setValue(value)
    box.setAccessibleName(name)
    box.setToolTip(name)
    return box


def _line(*parts: QWidget, stretch: QWidget | None = None) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    for part in parts:
        line.addWidget(part, 1 if part is stretch else 0)
    return line
