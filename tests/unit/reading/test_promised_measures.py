"""Distances, volumes and masks of phantoms are true to the figures that are promised."""

from pathlib import Path

import numpy as np
import psutil
import pytest
import SimpleITK as sitk
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.label_map import LabelMap, Segment
from inference.reading import shared_room
from inference.reading.image_files import load_image_file, scan_image_file
from inference.writing.nifti_file import nifti_bytes
from tests.factories import grid_affine, series_slices
from tests.unit.reading.dicom_checks import volume_of
from viewer.state.measurements import length_mm

Float = NDArray[np.float64]

SHAPE = (30, 72, 80)
SPACING = (2.0, 0.8, 0.7)
RADIUS_MM = 22.0
OBLIQUE = np.array([[0.36, 0.48, -0.8], [-0.8, 0.60, 0.0], [0.48, 0.64, 0.60]])


def _affine(kind: str) -> Float:
    affine = grid_affine(SPACING, directions=None if kind == "axial" else OBLIQUE)
    if kind == "tilted":
        affine[:3, 0] += affine[:3, 1] / SPACING[1] * SPACING[0] * np.tan(np.radians(15.0))
    return affine


def _places(affine: Float) -> Float:
    index = np.moveaxis(np.indices(SHAPE), 0, -1)
    places: Float = index @ affine[:3, :3].T + affine[:3, 3]
    return places


def _lost(kind: str) -> set[int]:
    return {4, 15, 16} if kind == "slices missing" else set()


KINDS = ["axial", "oblique", "tilted", "slices missing"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_balls_volume_is_within_half_a_percent(kind: str, tmp_path: Path) -> None:
    affine = _affine(kind)
    places = _places(affine)
    middle = places[SHAPE[0] // 2, SHAPE[1] // 2, SHAPE[2] // 2] + (0.3, -0.2, 0.4)
    ball = np.linalg.norm(places - middle, axis=-1) <= RADIUS_MM
    slices = series_slices((1024 + 100 * ball).astype(np.int16), affine)
    volume = volume_of([one for k, one in enumerate(slices) if k not in _lost(kind)], tmp_path)
    labels = LabelMap(
        np.greater(volume.array, 50).astype(np.uint8),
        volume.geometry,
        (Segment(1, "ball", (9, 9, 9)),),
    )
    assert labels.volume_ml(1) == pytest.approx(4 / 3 * np.pi * RADIUS_MM**3 / 1000, rel=0.005)


@pytest.mark.parametrize("kind", KINDS)
def test_distances_are_within_a_tenth_of_a_millimetre(kind: str, tmp_path: Path) -> None:
    """Between six single bright voxels whose places the phantom knows, across all three axes."""
    affine = _affine(kind)
    rng = np.random.default_rng(7)
    kept = [k for k in range(SHAPE[0]) if k not in _lost(kind)]
    marks = np.column_stack(
        [rng.choice(kept, 6, replace=False), rng.integers(0, 72, 6), rng.integers(0, 80, 6)]
    )
    stored = np.full(SHAPE, 1024, np.int16)
    stored[tuple(marks.T)] += np.arange(1, 7, dtype=np.int16)
    slices = series_slices(stored, affine)
    volume = volume_of([slices[k] for k in kept], tmp_path)
    true = marks @ affine[:3, :3].T + affine[:3, 3]
    found = np.array(
        [volume.geometry.lps_from_index(np.argwhere(volume.array == n)[0]) for n in range(1, 7)]
    )
    for one in range(6):
        for other in range(one):
            measured = length_mm(found[[one, other]])
            expected = float(np.linalg.norm(true[one] - true[other]))
            assert abs(measured - expected) <= max(0.1, 0.001 * expected)


def _mask() -> NDArray[np.uint8]:
    mask = np.zeros(SHAPE, np.uint8)
    mask[3:17, 10:31, 22:60] = 1
    mask[5:9, 12:20, 50:70] = 1
    return mask


def _assert_same_mask(path: Path, mask: NDArray[np.uint8], geometry: Geometry) -> None:
    (entry,) = scan_image_file(path)
    back = load_image_file(entry)
    centres = back.geometry.lps_from_index(np.argwhere(back.array))
    index = geometry.index_from_lps(centres)
    np.testing.assert_allclose(index, np.rint(index), atol=0.01)
    again = np.zeros(SHAPE, bool)
    again[tuple(np.rint(index).astype(int).T)] = True
    dice = 2 * (again & (mask > 0)).sum() / (again.sum() + (mask > 0).sum())
    assert dice == 1.0
    shift = index.mean(axis=0) - np.argwhere(mask).mean(axis=0)
    assert np.abs(shift).max() < 0.01


@pytest.mark.parametrize("kind", ["axial", "oblique", "tilted"])
def test_a_mask_we_write_as_nifti_comes_back(kind: str, tmp_path: Path) -> None:
    geometry = Geometry(SHAPE, _affine(kind))
    path = tmp_path / "mask.nii.gz"
    path.write_bytes(nifti_bytes(_mask(), geometry, "a mask"))
    _assert_same_mask(path, _mask(), geometry)


@pytest.mark.parametrize("suffix", [".nrrd", ".nii.gz", ".mha"])
@pytest.mark.parametrize("kind", ["axial", "oblique"])
def test_a_mask_another_program_writes_comes_back(suffix: str, kind: str, tmp_path: Path) -> None:
    affine = _affine(kind)
    image = sitk.GetImageFromArray(_mask())
    image.SetSpacing(SPACING[::-1])
    image.SetOrigin(affine[:3, 3].tolist())
    image.SetDirection((affine[:3, 2::-1] / np.array(SPACING[::-1])).ravel().tolist())
    sitk.WriteImage(image, str(tmp_path / f"mask{suffix}"))
    _assert_same_mask(tmp_path / f"mask{suffix}", _mask(), Geometry(SHAPE, affine))


def test_seventy_percent_of_the_free_memory_is_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    free = psutil.virtual_memory()._replace(available=1_000_000_000)
    monkeypatch.setattr("psutil.virtual_memory", lambda: free)
    shared_room.check_free_memory(699_000_000, "a series")
    with pytest.raises(InputError, match="a series needs"):
        shared_room.check_free_memory(701_000_000, "a series")
