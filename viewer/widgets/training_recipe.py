"""The choice of a recipe: shipped ones by name, others by their file; what each one does."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox

from viewer.widgets.resources import RESOURCES
from viewer.widgets.words import tr

FIRST = "flair_lesion"  # what reviewed studies are exported for


class RecipeBox(QComboBox):
    """Its data are the recipes' files."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Recipe"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        for path in sorted((RESOURCES / "recipes").glob("*.toml")):
            self.addItem(path.stem, path)
        self.setCurrentIndex(max(self.findText(FIRST), 0))

    def put(self, path: Path) -> None:
        """Choose a recipe's file, on the list or new to it."""
        place = next((n for n in range(self.count()) if self.itemData(n) == path), None)
        if place is None:
            self.addItem(path.stem, path)
            place = self.count() - 1
        self.setCurrentIndex(place)

    @property
    def path(self) -> Path:
        return Path(self.currentData())

    @property
    def table(self) -> dict[str, Any]:
        """The chosen file; {} for one that is no recipe, which the start will tell."""
        try:
            return tomllib.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            return {}


def recipe_words(table: dict[str, Any]) -> str:
    """What the recipe trains, for how long, and which folder it needs."""
    data = DATA.get(str(table.get("task", "")))
    parts = [str(table.get("card", {}).get("summary", ""))]
    if epochs := int(table.get("optimisation", {}).get("epochs", 0)):
        parts.append(tr("{n} epochs").format(n=epochs))
    if folds := int(table.get("split", {}).get("folds", 0)):
        parts.append(tr("{n} folds").format(n=folds))
    if data is not None:
        parts.append(tr("Data: {layout}").format(layout=data()))
    return " · ".join(part for part in parts if part)


def _cases() -> str:
    return tr("case folders with flair and lesion.nii.gz, as the export of training data")


DATA: dict[str, Callable[[], str]] = {
    "slice_segmentation": _cases,
    "slice_sequences": _cases,
    "lesion_boxes": _cases,
    "segmentation_ensemble": lambda: tr("that of its members"),
    "volume_segmentation": lambda: tr("images and labels, each case a .nii.gz in both"),
    "image_classification": lambda: tr(".npz files with train_ and val_ images and labels"),
    "outcome": lambda: tr("case folders and patients.csv"),
}
