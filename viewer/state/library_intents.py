"""Wishes that concern the study library."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from viewer.state.intents import Intent

TrainingLayout = Literal["slices", "volumes", "pictures"]


@dataclass(frozen=True, slots=True)
class RescanLibrary(Intent):
    """Look at every folder of the library again."""


@dataclass(frozen=True, slots=True)
class CopyIntoLibrary(Intent):
    """Copy files, folders or ZIPs into the library's own folder and enter them."""

    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ExportDataset(Intent):
    """Write the reviewed or labelled studies into a new folder, as training data of a layout."""

    out: Path
    layout: TrainingLayout = "slices"
    label: str = ""  # of pictures: the question whose answers are the classes
