"""What a new training needs: a recipe, a folder of data, and how it is to be trained."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from viewer.state.training import TrainingPlan
from viewer.state.training_intents import StartTraining
from viewer.widgets.parts import roomy, words
from viewer.widgets.training_recipe import RecipeBox, recipe_words
from viewer.widgets.words import Dispatch, tr

MOST_TRIALS, MOST_WORKERS, MOST_EPOCHS = 1000, 16, 10_000


class TrainingForm(QWidget):
    """The recipes that are shipped are there to choose, others by their file."""

    def __init__(self, dispatch: Dispatch) -> None:
        super().__init__()
        self._dispatch = dispatch
        self._offered = ""
        self.recipe = RecipeBox()
        self.data = _edit(tr("Folder of training data"))
        self.name = _edit(tr("Name of the new model"))
        self.epochs = _count(tr("Epochs"), 0, MOST_EPOCHS, least=0)
        self.fold, self.device = _folds(), _devices()
        self.search = QCheckBox(tr("Search the recipe's ranges"))
        self.trials = _count(tr("Trials"), 20, MOST_TRIALS)
        self.workers = _count(tr("Trials at a time"), 1, MOST_WORKERS)
        self.about = words(small=True, quiet=True)
        self.start = QPushButton(tr("Start training"))
        self.start.setProperty("primary", True)
        self.start.setEnabled(False)
        self.data.textChanged.connect(lambda text: self.start.setEnabled(bool(text.strip())))
        self.recipe.currentIndexChanged.connect(lambda _: self._show_recipe())
        self.search.toggled.connect(self._show_search)
        self.start.clicked.connect(self._begin)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(self._what())
        lines.addWidget(self.about)
        lines.addLayout(self._how())
        lines.addLayout(self._looking())
        self._show_recipe()

    def choose_recipe(self, path: Path) -> None:
        """Put a recipe's file on the list and choose it."""
        self.recipe.put(path)

    def offer_data(self, folder: str) -> None:
        """Fill in the folder that was exported, once, unless another one stands there."""
        if folder != self._offered:
            if self.data.text().strip() in ("", self._offered):
                self.data.setText(folder)
            self._offered = folder

    @property
    def plan(self) -> TrainingPlan:
        """How it is to be trained, as chosen."""
        device, name = str(self.device.currentData()), self.name.text().strip()
        plan = TrainingPlan(device=device, name=name, epochs=self.epochs.value())
        if self.search.isChecked():
            return replace(plan, trials=self.trials.value(), workers=self.workers.value())
        return replace(plan, fold=str(self.fold.currentData()))

    def _what(self) -> QHBoxLayout:
        other, folder = QPushButton(tr("Other recipe…")), QPushButton(tr("Data…"))
        other.clicked.connect(self._ask_recipe)
        folder.clicked.connect(self._ask_data)
        for button in (other, folder, self.start):
            button.setAutoDefault(False)
        return _line(self.recipe, other, self.data, folder, self.start, stretch=self.data)

    def _how(self) -> QHBoxLayout:
        parts: list[QWidget] = []
        for title, part in (
            (tr("Name"), self.name),
            (tr("Epochs"), self.epochs),
            (tr("Fold"), self.fold),
            (tr("Device"), self.device),
        ):
            parts += [_title(title), part]
        return _line(*parts, stretch=self.name)

    def _looking(self) -> QHBoxLayout:
        self._parts = (_title(tr("Trials")), self.trials, _title(tr("at a time")), self.workers)
        line = _line(self.search, *self._parts)
        line.addStretch(1)
        return line

    def _show_recipe(self) -> None:
        table = self.recipe.table
        self.about.setText(recipe_words(table))
        self.name.setPlaceholderText(str(table.get("card", {}).get("name", "")))
        own = int(table.get("optimisation", {}).get("epochs", 0))
        self.epochs.setEnabled(own > 0)
        self.epochs.setSpecialValueText(tr("{n}, as the recipe says").format(n=own))
        split = table.get("split", {})
        self._offer_folds(int(split.get("folds", 0)) if "fold" in split else 0)
        ranges = bool(table.get("search", {}).get("ranges"))
        self.search.setEnabled(ranges)
        self.search.setToolTip("" if ranges else tr("The recipe has no [search.ranges]."))
        self.search.setChecked(ranges and self.search.isChecked())
        self._show_search(self.search.isChecked())

    def _offer_folds(self, count: int) -> None:
        """The folds that the recipe has; one without any is trained as it says."""
        self.fold.clear()
        self.fold.addItem(tr("as the recipe says"), "")
        if count > 1:
            self.fold.addItem(tr("all, one after the other"), "all")
        for number in range(count):
            self.fold.addItem(str(number), str(number))

    def _show_search(self, on: bool) -> None:
        for part in self._parts:
            part.setVisible(on)
        self.fold.setEnabled(not on and self.fold.count() > 1)
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
        self._dispatch(StartTraining(self.recipe.path, data, self.plan))


def _edit(name: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setPlaceholderText(name)
    edit.setAccessibleName(name)
    return edit


def _title(text: str) -> QLabel:
    label = words(text)
    label.setWordWrap(False)
    return label


def _folds() -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(tr("Fold"))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
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


def _count(name: str, value: int, most: int, least: int = 1) -> QSpinBox:
    box = QSpinBox()
    roomy(box)
    box.setRange(least, most)
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
