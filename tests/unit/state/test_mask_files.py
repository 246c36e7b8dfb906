"""Masks from files: labels find their voxels through the patient; what is no mask is refused."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.volume import Volume
from inference.reading.load import load_volume
from inference.reading.scan import scan_paths
from inference.writing.nifti_file import nifti_bytes
from tests.unit.state.states import SHAPE, geometry, volume
from viewer.state.mask_files import mask_from_file

FILE = Path("somewhere/lesion.nii.gz")


def labels() -> NDArray[np.uint8]:
    """Asymmetric in every axis."""
    made = np.zeros(SHAPE, np.uint8)
    made[0, 1, 2] = 1
    made[2, 4, 5:7] = 3
    return made


def of_file(values: NDArray[np.generic], grid: Geometry) -> Volume:
    return Volume(values, grid)


def test_labels_on_the_series_grid_are_taken_as_they_are() -> None:
    made, words = mask_from_file(of_file(labels().astype(np.float32), geometry("")), FILE, volume())
    assert np.array_equal(made.array, labels())
    assert words == ""
    assert made.geometry is volume().geometry or made.geometry.same_grid(volume().geometry)
    assert [(one.id, one.name) for one in made.segments] == [(1, "lesion 1"), (3, "lesion 3")]
    assert {one.algorithm_type for one in made.segments} == {"SEMIAUTOMATIC"}
    assert made.name == "lesion.nii.gz"


def test_a_file_with_turned_axes_marks_the_same_places_in_the_patient() -> None:
    grid = geometry("")
    affine = grid.index_to_lps.copy()
    affine[:3, :3] = -affine[:3, :3]  # as NIfTI files often have it: every axis the other way
    affine[:3, 3] = grid.lps_from_index(np.array(SHAPE) - 1)
    turned = grid.with_shape_and_affine(SHAPE, affine)
    flipped = np.ascontiguousarray(labels()[::-1, ::-1, ::-1])
    made, words = mask_from_file(of_file(flipped, turned), FILE, volume())
    assert np.array_equal(made.array, labels())
    assert "0.02 mL in the file, 0.02 mL on the series" in words


def test_a_finer_file_gives_each_voxel_the_nearest_label() -> None:
    grid = geometry("")
    affine = grid.index_to_lps.copy()
    affine[:3, 0] /= 3
    affine[:3, 3] = grid.lps_from_index((-1 / 3, 0, 0))
    k, j, i = SHAPE
    fine = grid.with_shape_and_affine((3 * k, j, i), affine)
    made, words = mask_from_file(of_file(labels().repeat(3, axis=0), fine), FILE, volume())
    assert np.array_equal(made.array, labels())
    assert "another grid" in words


def test_a_mask_beside_the_series_is_refused() -> None:
    affine = geometry("").index_to_lps.copy()
    affine[:3, 3] += 500
    away = geometry("").with_shape_and_affine(SHAPE, affine)
    with pytest.raises(InputError, match="marks nothing within the series"):
        mask_from_file(of_file(labels(), away), FILE, volume())


def test_another_frame_of_reference_is_refused() -> None:
    affine = geometry().index_to_lps.copy()
    affine[0, 3] += 1
    other = geometry("9.9.9").with_shape_and_affine(SHAPE, affine)
    with pytest.raises(InputError, match="another frame of reference"):
        mask_from_file(of_file(labels(), other), FILE, volume())


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (np.zeros(SHAPE, np.uint8), "marks nothing"),
        (np.full(SHAPE, 0.5, np.float32), "not whole numbers"),
        (np.full(SHAPE, -1, np.int16), "not whole numbers"),
        (np.full(SHAPE, 300, np.int16), "not whole numbers"),
        (np.full(SHAPE, np.nan, np.float32), "not whole numbers"),
        (np.arange(np.prod(SHAPE)).reshape(SHAPE).astype(np.uint8), "at most"),
    ],
)
def test_what_is_no_mask_is_refused(values: NDArray[np.generic], words: str) -> None:
    with pytest.raises(InputError, match=words):
        mask_from_file(of_file(values, geometry("")), FILE, volume())


def test_a_colour_picture_is_refused() -> None:
    colour = Volume(np.zeros((*SHAPE, 3), np.uint8), geometry(""))
    with pytest.raises(InputError, match="colour"):
        mask_from_file(colour, FILE, volume())


def uneven(scan: Volume) -> Volume:
    """The series with a gap of three steps behind its second slice."""
    grid = replace(scan.geometry, k_positions=np.array([0.0, 1.0, 4.0, 5.0]))
    return replace(scan, geometry=grid)


@pytest.mark.parametrize("step", [1.0, 5 / 3], ids=["its first gap", "the mean gap"])
def test_a_mask_of_uneven_slices_keeps_its_slices(step: float) -> None:
    """NIfTI states one distance; by millimetres slice 2 would lie within the gap."""
    affine = geometry("").index_to_lps.copy()
    affine[:3, 0] *= step
    grid = geometry("").with_shape_and_affine(SHAPE, affine)
    scan = uneven(volume())
    made, words = mask_from_file(of_file(labels(), grid), FILE, scan)
    assert np.array_equal(made.array, labels()) and made.geometry is scan.geometry
    assert "uneven slice distances" in words


def test_what_radlens_writes_of_uneven_slices_comes_back(tmp_path: Path) -> None:
    scan = uneven(volume())
    path = tmp_path / "mask.nii.gz"
    path.write_bytes(nifti_bytes(labels(), scan.geometry, "a mask"))
    (entry,) = scan_paths([path]).series
    made, _ = mask_from_file(load_volume(entry), path, scan)
    assert np.array_equal(made.array, labels())


def test_a_mask_or_a_series_without_sides_is_not_placed_by_numbers_that_mean_none() -> None:
    affine = np.diag([3.0, 2.0, 1.0, 1.0])[[2, 1, 0, 3]]
    affine[:3, 3] = (1.0, 0.0, 0.0)  # another grid than the series', inside it all the same
    nowhere = Geometry(SHAPE, affine, oriented=False)
    with pytest.raises(InputError, match=r"lesion\.nii\.gz does not say how it lies"):
        mask_from_file(of_file(labels(), nowhere), FILE, volume())
    scan = replace(volume(), geometry=nowhere)
    with pytest.raises(InputError, match="The series does not say how it lies"):
        mask_from_file(of_file(labels(), geometry("")), FILE, scan)
    made, words = mask_from_file(of_file(labels(), nowhere), FILE, scan)
    assert np.array_equal(made.array, labels()) and words == ""
