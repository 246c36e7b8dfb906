"""Labelled pictures in .npz files: ``<split>_images`` (N, j, i) uint8 and ``<split>_labels``."""

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError


@dataclass(frozen=True, eq=False)
class LabelledImages:
    """Pictures with one class number each; ``split`` is where in the file they came from."""

    images: NDArray[np.uint8]
    labels: NDArray[np.int64]
    split: str

    def check_classes(self, count: int) -> None:
        """Raise InputError where a label is no class number below ``count``."""
        strange = np.unique(self.labels[(self.labels < 0) | (self.labels >= count)]).tolist()
        if strange:
            words = ", ".join(map(str, strange[:5]))
            raise InputError(
                f"{self.split}_labels hold {words}; the classes have the numbers 0 to {count - 1}."
            )


def read_images(data: Path, *splits: str) -> LabelledImages:
    """The pictures of the first of these splits that any .npz in the folder has.

    Raises InputError where none has one, and for arrays that are no pictures or labels.
    """
    files = sorted(data.glob("*.npz"))
    for split in splits:
        found = [pair for pair in (_read(path, split) for path in files) if pair is not None]
        if found:
            return _joined(found, split, data)
    wanted = ", nor with ".join(f"{split}_images and {split}_labels" for split in splits)
    raise InputError(f"{data} holds no .npz with {wanted}.")


def read_evaluation_images(data: Path) -> LabelledImages:
    """``test_*`` where a file of the folder has it, else ``val_*``."""
    return read_images(data, "test", "val")


Pair = tuple[NDArray[np.uint8], NDArray[np.int64]]


def _joined(found: list[Pair], split: str, data: Path) -> LabelledImages:
    sizes = {images.shape[1:] for images, _ in found}
    if len(sizes) > 1:
        raise InputError(f"The {split}_images in {data} have several sizes: {sorted(sizes)}.")
    images = np.concatenate([images for images, _ in found])
    if not len(images):
        raise InputError(f"The {split}_images in {data} are none: the arrays are empty.")
    return LabelledImages(images, np.concatenate([labels for _, labels in found]), split)


def _read(path: Path, split: str) -> Pair | None:
    """What a file has of a split; None where it lacks pictures or labels."""
    try:
        with np.load(path, allow_pickle=False) as content:
            if not {f"{split}_images", f"{split}_labels"} <= set(content):
                return None
            arrays = content[f"{split}_images"], content[f"{split}_labels"]
    except (OSError, ValueError, EOFError, BadZipFile) as error:
        raise InputError(f"{path} cannot be read: {error}.") from error
    images, labels = _pictures(arrays[0], path, split), _classes(arrays[1], path, split)
    if len(images) != len(labels):
        raise InputError(f"{path}: {len(images)} {split}_images have {len(labels)} labels.")
    return images, labels


def _pictures(found: NDArray[np.generic], path: Path, split: str) -> NDArray[np.uint8]:
    """(N, j, i): an axis of one channel is taken away."""
    name, shape = f"{path}: {split}_images", found.shape
    if found.ndim == 4 and 1 in (shape[1], shape[3]):
        found = found[:, 0] if shape[1] == 1 else found[..., 0]
    if found.ndim == 4 and 3 in (shape[1], shape[3]):
        raise InputError(f"{name} are colour pictures {shape}; grey ones (N, j, i) are wanted.")
    if found.ndim != 3:
        raise InputError(f"{name} have the shape {shape}; (N, j, i) is wanted.")
    if not _whole_within(found, 255):
        raise InputError(f"{name} hold {found.dtype}; whole numbers from 0 to 255 are wanted.")
    return found.astype(np.uint8)


def _classes(found: NDArray[np.generic], path: Path, split: str) -> NDArray[np.int64]:
    """(N,) of (N,) or (N, 1)."""
    name = f"{path}: {split}_labels"
    if found.ndim == 2 and found.shape[1] == 1:
        found = found[:, 0]
    if found.ndim != 1:
        raise InputError(f"{name} have the shape {found.shape}; one class number each is wanted.")
    if not _whole_within(found, 2**31):
        raise InputError(f"{name} are no class numbers, that is whole numbers from 0.")
    return found.astype(np.int64)


def _whole_within(values: NDArray[np.generic], most: int) -> bool:
    if values.dtype.kind not in "buif":
        return False
    numbers = values.astype(np.float64)
    return bool(((numbers >= 0) & (numbers <= most) & (numbers == np.floor(numbers))).all())
