"""What tests of image files share: a phantom as other libraries write and place it."""

import itertools
from pathlib import Path

import nibabel
import numpy as np
import SimpleITK as sitk
from numpy.typing import NDArray

from inference.imaging.volume import Volume
from inference.reading.image_files import (
    load_image_file,
    scan_image_file,
)

Float = NDArray[np.float64]

SHAPE_KJI = (4, 5, 6)
SPACING = (0.75, 1.5, 2.25)
ORIGIN = (-11.5, 23.25, 41.125)


def orientations() -> list[Float]:
    signs = itertools.product((1.0, -1.0), repeat=3)
    return [
        np.eye(3)[:, order] * np.array(sign)
        for order, sign in itertools.product(itertools.permutations(range(3)), signs)
    ]


def pixels_of(dtype: str = "int16") -> NDArray[np.generic]:
    count = int(np.prod(SHAPE_KJI))
    return np.arange(count, dtype=np.int64).reshape(SHAPE_KJI).astype(dtype)


def image_of(direction: Float, pixels: NDArray[np.generic] | None = None) -> sitk.Image:
    image = sitk.GetImageFromArray(pixels_of() if pixels is None else pixels)
    image.SetSpacing(SPACING)
    image.SetOrigin(ORIGIN)
    image.SetDirection(direction.ravel().tolist())
    return image


def expected_affine(direction: Float) -> Float:
    affine = np.eye(4)
    affine[:3, :3] = (direction * np.array(SPACING))[:, ::-1]
    affine[:3, 3] = ORIGIN
    return affine


def load_one(path: Path) -> Volume:
    entries = scan_image_file(path)
    assert len(entries) == 1
    volume = load_image_file(entries[0])
    assert str(volume.array.dtype) == entries[0].dtype
    return volume


def small_nifti(tmp_path: Path, affine: Float | None = None) -> nibabel.Nifti1Image:
    return nibabel.Nifti1Image(pixels_of().T, np.diag([2.0, 3.0, 4.0, 1.0]))


def load_streamed(path: Path) -> Volume:
    return load_image_file(scan_image_file(path)[0], out=np.zeros(SHAPE_KJI, np.int16))


def values_by_nibabel(path: Path) -> Float:
    image = nibabel.load(path)
    assert isinstance(image, nibabel.Nifti1Image)
    return np.asarray(image.get_fdata().T, dtype=np.float64)


def patch(path: Path, offset: int, data: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[offset : offset + len(data)] = data
    path.write_bytes(content)
