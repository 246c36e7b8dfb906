"""What a new training needs: a recipe and a folder of data."""

from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from viewer.state.training_intents import StartTraining
from viewer.widgets.resources import RESOURCES
from viewer.widgets.words import Dispatch, tr


class TrainingForm(QWidget):
    """One line; the recipes that are shipped are there to choose, others by their file."""

    def __init__(self, dispatch: Dispatch) -> None:
        super().__init__()
        self._dispatch = dispatch
        self.recipe = QComboBox()
        self.recipe.setAccessibleName(tr("Recipe"))
        for path in sorted((RESOURCES / "recipes").glob("*.toml")):
            self.recipe.addItem(path.stem, path)
        self.data = QLineEdit()
        self.data.setPlaceholderText(tr("Folder of training data"))
        other, folder = QPushButton(tr("Other recipe…")), QPushButton(tr("Data…"))
        self.start = QPushButton(tr("Start training"))
        self.start.setEnabled(False)
        self.data.textChanged.connect(lambda text: self.start.setEnabled(bool(text.strip())))
        other.clicked.connect(self._ask_recipe)
        folder.clicked.connect(self._ask_data)
        self.start.clicked.connect(self._begin)
        for button in (other, folder, self.start):
            button.setAutoDefault(False)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for part in (self.recipe, other, self.data, folder, self.start):
            line.addWidget(part, 1 if part is self.data else 0)

    def choose_recipe(self, path: Path) -> None:
        """Put a recipe's file on the list and choose it."""
        self.recipe.addItem(path.stem, path)
        self.recipe.setCurrentIndex(self.recipe.count() - 1)

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
        self._dispatch(StartTraining(self.recipe.currentData(), data))
