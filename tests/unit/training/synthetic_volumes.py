"""Tiny folders in the layouts of the label-map and the picture data."""

from pathlib import Path

import numpy as np
import SimpleITK as sitk


def write_volumes(folder: Path, count: int = 6) -> None:
    """Two bright boxes, one in front of the other, as images and labels."""
    generator = np.random.default_rng(0)
    for side in ("images", "labels"):
        (folder / side).mkdir(parents=True)
    for number in range(count):
        labels = np.zeros((16, 18, 14), np.uint8)
        labels[4:10, 4 + number % 2 : 9, 4:9] = 1
        labels[4:10, 9:14, 4:9] = 2
        values = labels * 60.0 + generator.normal(0, 5, labels.shape)
        for side, array in (("images", values.astype(np.float32)), ("labels", labels)):
            image = sitk.GetImageFromArray(array)
            sitk.WriteImage(image, str(folder / side / f"case_{number}.nii.gz"))


def write_images(folder: Path) -> None:
    """Dark pictures and pictures with a bright corner, in three splits."""
    generator = np.random.default_rng(0)
    arrays = {}
    for split, count in (("train", 40), ("val", 12), ("test", 10)):
        labels = np.arange(count) % 2
        images = generator.normal(100, 20, (count, 28, 28))
        images[:, :10, :10] += 90 * labels[:, None, None]
        arrays[f"{split}_images"] = images.clip(0, 255).astype(np.uint8)
        arrays[f"{split}_labels"] = labels.astype(np.uint8)
    folder.mkdir(parents=True)
    np.savez(folder / "pictures.npz", allow_pickle=False, **arrays)
