"""Folders that are not as they should be are told in words, never measured wrongly."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk
from numpy.typing import NDArray

from inference.catalog.card import Card
from inference.imaging.errors import InputError
from inference.training.datasets.npz_images import read_evaluation_images, read_images
from inference.training.evaluate import evaluate
from inference.training.evaluations.folder_cases import (
    known_labels,
    mask_on_grid,
    masked_cases,
    read_single,
)
from tests.unit.training.synthetic_flair import write_patients

PICTURES = np.arange(4 * 6 * 6).reshape(4, 6, 6).astype(np.uint8)
LABELS = np.array([0, 1, 1, 0], np.uint8)


def npz(folder: Path, **arrays: NDArray[np.generic]) -> Path:
    folder.mkdir(exist_ok=True)
    np.savez(folder / "a.npz", **arrays)  # type: ignore[arg-type]
    return folder


def test_test_pictures_come_first_and_validation_pictures_where_there_are_none(
    tmp_path: Path,
) -> None:
    both = npz(
        tmp_path / "both",
        val_images=PICTURES[:1],
        val_labels=LABELS[:1],
        test_images=PICTURES,
        test_labels=LABELS,
    )
    assert read_evaluation_images(both).split == "test"
    assert len(read_evaluation_images(both).labels) == 4
    halves = npz(tmp_path / "h", test_images=PICTURES, val_images=PICTURES, val_labels=LABELS)
    (halves / "notes.txt").write_text("beside", encoding="utf-8")
    np.savez(halves / "other.npz", something=LABELS)
    assert read_evaluation_images(halves).split == "val"


@pytest.mark.parametrize(
    "pictures",
    [PICTURES[..., None], PICTURES[:, None], PICTURES.astype(np.float32), PICTURES.astype(int)],
)
def test_pictures_are_8_bit_however_they_are_kept(
    tmp_path: Path, pictures: NDArray[np.generic]
) -> None:
    read = read_images(npz(tmp_path, val_images=pictures, val_labels=LABELS[:, None]), "val")
    assert read.images.dtype == np.uint8
    assert np.array_equal(read.images, PICTURES)
    assert read.labels.tolist() == LABELS.tolist()


@pytest.mark.parametrize(
    ("pictures", "labels", "words"),
    [
        (PICTURES / 255, LABELS, "whole numbers from 0 to 255"),
        (PICTURES.astype(np.int16) * 20, LABELS, "whole numbers from 0 to 255"),
        (np.repeat(PICTURES[..., None], 3, -1), LABELS, "colour pictures"),
        (PICTURES[0], LABELS, r"\(N, j, i\) is wanted"),
        (PICTURES, LABELS[:2], "4 test_images have 2 labels"),
        (PICTURES, np.eye(2)[LABELS], "one class number each"),
        (PICTURES, LABELS + 0.5, "no class numbers"),
        (PICTURES, np.array(["a"] * 4), "no class numbers"),
        (PICTURES[:0], LABELS[:0], "arrays are empty"),
        (np.array([None] * 4, dtype=object), LABELS, "cannot be read"),
    ],
)
def test_what_is_no_picture_or_label_is_refused(
    tmp_path: Path, pictures: NDArray[np.generic], labels: NDArray[np.generic], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        read_evaluation_images(npz(tmp_path, test_images=pictures, test_labels=labels))


def test_labels_beyond_the_classes_and_pictures_of_several_sizes_are_refused(
    tmp_path: Path,
) -> None:
    read = read_images(npz(tmp_path, val_images=PICTURES, val_labels=LABELS + 3), "val")
    with pytest.raises(InputError, match="hold 3, 4; the classes have the numbers 0 to 1"):
        read.check_classes(2)
    read.check_classes(5)
    np.savez(tmp_path / "b.npz", val_images=PICTURES[:, :5], val_labels=LABELS)
    with pytest.raises(InputError, match="several sizes"):
        read_images(tmp_path, "val")


def test_folders_without_pictures_say_what_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="test_images and test_labels, nor with val_images"):
        read_evaluation_images(tmp_path)
    (tmp_path / "a.npz").write_bytes(b"PK\x03\x04nonsense")
    with pytest.raises(InputError, match=r"a\.npz cannot be read"):
        read_evaluation_images(tmp_path)
    with pytest.raises(InputError, match="is no folder of cases"):
        evaluate("xray-pneumonia-cnn", tmp_path / "a.npz")


def _mask(path: Path, values: NDArray[np.generic], origin: float = 0.0) -> None:
    image = sitk.GetImageFromArray(values)
    image.SetSpacing((1.0, 1.0, 5.0))
    image.SetOrigin((origin, 0.0, 0.0))
    sitk.WriteImage(image, str(path))


def test_masks_of_other_values_or_beside_the_scan_are_refused(tmp_path: Path) -> None:
    (case,) = write_patients(tmp_path, patients=1).iterdir()
    scan = read_single(case / "flair")
    half = np.zeros((4, 48, 48), np.float32)
    half[1, 20:30, 20:30] = 0.5
    _mask(case / "lesion.nii.gz", half)
    with pytest.raises(InputError, match="whole numbers"):
        mask_on_grid(read_single(case / "lesion.nii.gz"), scan.geometry)
    _mask(case / "lesion.nii.gz", (half * 510).astype(np.uint8), origin=4000.0)
    with pytest.raises(InputError, match="lies beside"):
        mask_on_grid(read_single(case / "lesion.nii.gz"), scan.geometry)
    _mask(case / "lesion.nii.gz", (half * 510).astype(np.uint8))
    found = mask_on_grid(read_single(case / "lesion.nii.gz"), scan.geometry)
    assert np.count_nonzero(found) == 100


def test_a_case_without_a_scan_says_so_and_one_of_another_name_is_found(tmp_path: Path) -> None:
    (case,) = write_patients(tmp_path, patients=1).iterdir()
    shutil.move(case / "flair", case / "t2")
    assert masked_cases(tmp_path)[case.name][0] == case / "t2"
    shutil.rmtree(case / "t2")
    with pytest.raises(InputError, match="holds no scan; flair is wanted"):
        read_single(masked_cases(tmp_path)[case.name][0])


def _card(*ids: int) -> Card:
    segments = [{"id": n, "name": f"part {n}", "colour": (1, 2, 3)} for n in ids]
    table = {
        "id": "tiny",
        "name": "Tiny",
        "version": "1",
        "task": "segmentation",
        "licence": "none",
        "weights_sha256": "0" * 64,
        "network": {"name": "slice_unet"},
        "inputs": {"modalities": ["MR"]},
        "segments": segments,
    }
    return Card.model_validate(table)


def test_one_segment_takes_every_label_and_several_refuse_a_strange_one() -> None:
    labels = np.array([[[0, 1, 255]]], np.uint8)
    assert known_labels(labels, _card(2)).tolist() == [[[0, 2, 2]]]
    assert known_labels(labels, _card(1, 255)).tolist() == labels.tolist()
    with pytest.raises(InputError, match=r"label 255; the model knows \[1, 2\]"):
        known_labels(labels, _card(1, 2))
