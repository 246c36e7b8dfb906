"""The well-formed files that are damaged: every format and object that is read, small."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import imagecodecs
import nibabel
import numpy as np
import SimpleITK as sitk
from numpy.typing import NDArray
from pydicom import dcmread
from pydicom.encaps import encapsulate
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGLSLossless,
    RLELossless,
)

from tests.factories import (
    asymmetric_phantom,
    enhanced_dataset,
    grid_affine,
    series_slices,
    set_colour,
    write_dataset,
)
from tests.unit.reading import object_files

SHAPE_KJI = object_files.SHAPE_KJI


@dataclass(frozen=True, slots=True)
class Seed:
    """A well-formed file: how its name ends, and its bytes."""

    name: str
    suffix: str
    data: bytes


def all_seeds(folder: Path) -> list[Seed]:
    """Every seed; ``folder`` is for files on the way."""
    return [*_dicom_seeds(folder), *_object_seeds(folder), *_image_seeds(folder)]


def _dicom_seeds(folder: Path) -> list[Seed]:
    seeds = []
    for name, syntax in (
        ("explicit", ExplicitVRLittleEndian),
        ("implicit", ImplicitVRLittleEndian),
        ("big-endian", ExplicitVRBigEndian),
        ("deflated", DeflatedExplicitVRLittleEndian),
    ):
        data = series_slices(asymmetric_phantom(SHAPE_KJI))[2]
        if syntax == ExplicitVRBigEndian:
            data.PixelData = np.frombuffer(data.PixelData, "<i2").astype(">i2").tobytes()
        path = write_dataset(data, folder / f"{name}.dcm", syntax)
        seeds.append(Seed(name, ".dcm", path.read_bytes()))
    seeds += _compressed_seeds(folder)
    enhanced = enhanced_dataset(asymmetric_phantom(SHAPE_KJI), modality="MR")
    colour = series_slices(asymmetric_phantom(SHAPE_KJI), modality="MR", series="rgb")[0]
    set_colour(colour, np.random.default_rng(0).integers(0, 255, (20, 24, 3), np.uint8), "RGB")
    for name, data in (("enhanced", enhanced), ("colour", colour)):
        path = write_dataset(data, folder / f"{name}.dcm")
        seeds.append(Seed(name, ".dcm", path.read_bytes()))
    return seeds


def _compressed_seeds(folder: Path) -> list[Seed]:
    pixels = asymmetric_phantom(SHAPE_KJI)[2].astype(np.uint16)
    seeds = []
    for name, syntax, frame in (
        ("rle", RLELossless, None),
        ("jpeg-ls", JPEGLSLossless, imagecodecs.jpegls_encode(pixels)),
        ("jpeg-2000", JPEG2000Lossless, imagecodecs.jpeg2k_encode(pixels, reversible=True)),
    ):
        data = dcmread(folder / "explicit.dcm")
        if frame is None:
            data.compress(syntax, generate_instance_uid=False)
        else:
            data.PixelRepresentation = 0
            data.file_meta.TransferSyntaxUID = syntax
            data.PixelData = encapsulate([bytes(frame)])
            data["PixelData"].VR = "OB"
        data.save_as(folder / f"{name}.dcm")
        seeds.append(Seed(name, ".dcm", (folder / f"{name}.dcm").read_bytes()))
    return seeds


def _object_seeds(folder: Path) -> list[Seed]:
    files = object_files
    sources = files.phantom_series(folder / "series")
    mask = files.ball((2, 8, 11), 6)
    polygon = np.array([[0.0, 0, 20], [5, 0, 20], [5, 5, 20], [0, 5, 20], [0, 0, 20]])
    pixels = mask.astype(np.uint8)
    both = np.stack([mask, files.ball((3, 10, 13), 6)], axis=-1).astype(np.uint8)
    fractions = np.random.default_rng(1).random(SHAPE_KJI)
    writers: dict[str, Callable[[Path], Path]] = {
        "seg": lambda path: files.write_segmentation(sources, pixels, "BINARY", path),
        "seg-overlap": lambda path: files.write_segmentation(sources, both, "BINARY", path, 2),
        "seg-fractional": lambda path: files.write_segmentation(
            sources, fractions, "FRACTIONAL", path
        ),
        "seg-labels": lambda path: files.write_segmentation(sources, pixels, "LABELMAP", path),
        "map": lambda path: files.write_map(sources, mask.astype(np.float32), path),
        "contours": lambda path: files.write_structure_set(sources, polygon, path),
        "report": lambda path: files.write_report(sources, polygon, path),
        "presentation": lambda path: files.write_presentation(sources, path),
        "key-objects": lambda path: files.write_key_objects(sources, path),
    }
    return [
        Seed(name, ".dcm", write(folder / f"{name}.dcm").read_bytes())
        for name, write in writers.items()
    ]


def _image_seeds(folder: Path) -> list[Seed]:
    pixels = asymmetric_phantom(SHAPE_KJI)
    image = sitk.GetImageFromArray(pixels)
    image.SetSpacing((0.7, 0.8, 3.0))
    seeds = [
        _written(folder, "plain", ".nrrd", lambda path: sitk.WriteImage(image, path)),
        _written(folder, "packed", ".nrrd", lambda path: sitk.WriteImage(image, path, True)),
        _written(folder, "plain", ".mha", lambda path: sitk.WriteImage(image, path)),
        _written(folder, "packed", ".mha", lambda path: sitk.WriteImage(image, path, True)),
    ]
    ras = np.diag([-1.0, -1, 1, 1]) @ grid_affine()[:, [2, 1, 0, 3]]
    for kind in (nibabel.Nifti1Image, nibabel.Nifti2Image):
        data = bytes(kind(_stacks(pixels).T, ras).to_bytes())  # type: ignore[no-untyped-call]
        name = kind.__name__.lower()
        seeds.append(Seed(name, ".nii", data))
        seeds.append(Seed(f"{name}-packed", ".nii.gz", gzip.compress(data, 6)))
    return seeds


def _stacks(pixels: NDArray[np.int16]) -> NDArray[np.int16]:
    return np.stack([pixels, pixels + 9])


def _written(folder: Path, name: str, suffix: str, write: Callable[[str], None]) -> Seed:
    path = folder / f"{name}{suffix}"
    write(str(path))
    return Seed(f"{name}{suffix}", suffix, path.read_bytes())
