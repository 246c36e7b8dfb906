"""Labelled pictures in .npz files: ``<split>_images`` (N, j, i) uint8 and ``<split>_labels``."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError


@dataclass(frozen=True, eq=False)
class LabelledImages:
    """Pictures with one class number each; ``split`` is where in the file they came from."""

    images: NDArray[np.uint8]
    labels: NDArray[np.int64]
    split: str


def read_images(data: Path, split: str) -> LabelledImages:
    """The pictures of one split from every .npz in the folder; InputError where none has it."""
    images, labels = [], []
    for path in sorted(data.glob("*.npz")):
        with np.load(path, allow_pickle=False) as content:
            if f"{split}_images" in content and f"{split}_labels" in content:
                images.append(content[f"{split}_images"])
                labels.append(np.asarray(content[f"{split}_labels"]).ravel())
    if not images:
        raise InputError(f"{data} holds no .npz with {split}_images and {split}_labels.")
    return LabelledImages(np.concatenate(images), np.concatenate(labels).astype(np.int64), split)


def read_evaluation_images(data: Path) -> LabelledImages:
    """``test_*`` where a file of the folder has it, else ``val_*``."""
    try:
        return read_images(data, "test")
    except InputError:
        return read_images(data, "val")
