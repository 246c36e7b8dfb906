"""Voxels of all validation volumes counted: by probability and truth, by label and truth."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.training.report import write_table

BINS = 200
CHANCES_FILE, CONFUSION_FILE = "validation_voxels.csv", "validation_confusion.csv"


class VoxelCounts:
    """How many voxels of either truth have each probability, in 200 equal bins of it."""

    def __init__(self) -> None:
        self._counts = np.zeros((2, BINS), np.int64)
        self._sums = np.zeros(BINS)

    def add(self, chances: NDArray[np.floating], truth: NDArray[np.bool_]) -> None:
        """Count the voxels of a volume; both arrays have one shape."""
        place = np.minimum((chances * BINS).astype(np.intp), BINS - 1).ravel()
        marked = truth.ravel()
        for row, chosen in enumerate((~marked, marked)):
            self._counts[row] += np.bincount(place[chosen], minlength=BINS)
        self._sums += np.bincount(place, weights=chances.ravel(), minlength=BINS)

    def write(self, out: Path) -> None:
        """A row a bin that holds voxels: mean probability, voxels marked and not marked."""
        rows = [
            {
                "probability": self._sums[place] / self._counts[:, place].sum(),
                "marked": int(self._counts[1, place]),
                "unmarked": int(self._counts[0, place]),
            }
            for place in range(BINS)
            if self._counts[:, place].any()
        ]
        write_table(out / CHANCES_FILE, rows)


def write_confusion(
    out: Path,
    pairs: Sequence[tuple[NDArray[Any], NDArray[Any]]],
    names: Mapping[int, str],
) -> None:
    """A row a label of the truth, a column a label of the answer, in voxels.

    ``pairs`` are (answer, truth) label arrays, 0 the background; ``names`` those of the labels.
    """
    known = {0: "background", **names}
    rows: list[dict[str, str | int]] = []
    for number, name in known.items():
        row: dict[str, str | int] = {"truth": name}
        for other, called in known.items():
            row[f"called {called}"] = sum(
                int(np.count_nonzero((answer == other) & (truth == number)))
                for answer, truth in pairs
            )
        rows.append(row)
    write_table(out / CONFUSION_FILE, rows)
