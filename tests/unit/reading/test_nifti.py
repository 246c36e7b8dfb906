"""NIfTI headers: units, forms that disagree or are missing, scaling, colours, stacks."""

from pathlib import Path

import nibabel
import numpy as np
import pytest

from inference.imaging.errors import InputError
from inference.reading.image_files import (
    load_image_file,
    scan_image_file,
)
from tests.unit.reading.image_checks import (
    SHAPE_KJI,
    expected_affine,
    load_one,
    orientations,
    patch,
    pixels_of,
    small_nifti,
    values_by_nibabel,
)


@pytest.mark.parametrize(
    ("slope", "intercept", "dtype"),
    [(1.0, 0.0, "int16"), (2.0, -7.0, "int32"), (1.0, -1024.0, "int32"), (0.5, 1.25, "float32")],
)
def test_nifti_scaling_is_exact(slope: float, intercept: float, dtype: str, tmp_path: Path) -> None:
    path = tmp_path / "x.nii"
    nibabel.save(small_nifti(tmp_path), path)
    patch(path, 112, np.float32(slope).tobytes() + np.float32(intercept).tobytes())
    volume = load_one(path)
    assert volume.array.dtype == dtype
    np.testing.assert_array_equal(
        volume.array, pixels_of("int64").astype(float) * slope + intercept
    )
    np.testing.assert_array_equal(volume.array, values_by_nibabel(path))


def test_small_unsigned_values_with_an_intercept_become_int16(tmp_path: Path) -> None:
    path = tmp_path / "x.nii"
    nibabel.save(nibabel.Nifti1Image(pixels_of("uint8").T, np.eye(4)), path)
    patch(path, 112, np.float32(1).tobytes() + np.float32(-50).tobytes())
    assert load_one(path).array.dtype == "int16"


def test_big_endian_nifti_reads_the_same(tmp_path: Path) -> None:
    header = nibabel.Nifti1Header(endianness=">")
    image = nibabel.Nifti1Image(pixels_of().T, np.diag([2.0, 3.0, 4.0, 1.0]), header)
    nibabel.save(image, tmp_path / "x.nii")
    np.testing.assert_array_equal(load_one(tmp_path / "x.nii").array, pixels_of())


@pytest.mark.parametrize(("code", "factor"), [(1, 1000.0), (2, 1.0), (3, 0.001), (0, 1.0)])
def test_nifti_units_become_millimetres(code: int, factor: float, tmp_path: Path) -> None:
    path = tmp_path / "x.nii"
    nibabel.save(small_nifti(tmp_path), path)
    patch(path, 123, bytes([code]))
    spacing = np.array([4.0, 3.0, 2.0]) * factor
    np.testing.assert_allclose(load_one(path).geometry.spacing_mm_kji, spacing, rtol=1e-6)


def test_sform_wins_over_a_different_qform_with_a_flag(tmp_path: Path) -> None:
    image = small_nifti(tmp_path)
    other = np.diag([2.0, 3.0, 4.0, 1.0])
    other[:3, 3] = 50
    image.set_qform(other, code=1)
    nibabel.save(image, tmp_path / "x.nii")
    volume = load_one(tmp_path / "x.nii")
    assert [flag.code for flag in volume.flags] == ["sform-qform-disagree"]
    assert "sform was used" in volume.flags[0].message
    np.testing.assert_allclose(volume.geometry.index_to_lps[:3, 3], 0)


def test_qform_is_used_where_sform_has_no_code(tmp_path: Path) -> None:
    for direction in orientations():
        image = small_nifti(tmp_path)
        ras = np.diag([-1, -1, 1, 1]) @ expected_affine(direction)[:, [2, 1, 0, 3]]
        image.set_qform(ras, code=1)
        image.set_sform(None, code=0)
        nibabel.save(image, tmp_path / "x.nii")
        affine = load_one(tmp_path / "x.nii").geometry.index_to_lps
        np.testing.assert_allclose(affine, expected_affine(direction), atol=1e-4)


def test_no_codes_leave_millimetres_but_no_sides(tmp_path: Path) -> None:
    image = small_nifti(tmp_path)
    image.set_qform(None, code=0)
    image.set_sform(None, code=0)
    nibabel.save(image, tmp_path / "x.nii")
    volume = load_one(tmp_path / "x.nii")
    assert [flag.code for flag in volume.flags] == ["orientation-unknown"]
    assert not volume.geometry.oriented
    assert volume.geometry.calibrated
    np.testing.assert_allclose(volume.geometry.spacing_mm_kji, (4, 3, 2))


def test_sform_with_nan_falls_back_to_qform_and_says_so(tmp_path: Path) -> None:
    image = small_nifti(tmp_path)
    image.set_qform(np.diag([2.0, 3.0, 4.0, 1.0]), code=1)
    nibabel.save(image, tmp_path / "x.nii")
    patch(tmp_path / "x.nii", 280, np.float32(np.nan).tobytes())
    volume = load_one(tmp_path / "x.nii")
    assert [flag.code for flag in volume.flags] == ["affine-invalid"]
    assert volume.geometry.oriented


def test_sheared_sform_is_flagged_and_kept(tmp_path: Path) -> None:
    affine = np.diag([2.0, 3.0, 4.0, 1.0])
    affine[0, 1] = 1.0
    nibabel.save(nibabel.Nifti1Image(pixels_of().T, affine), tmp_path / "x.nii")
    volume = load_one(tmp_path / "x.nii")
    assert "sheared-affine" in [flag.code for flag in volume.flags]
    lps = np.diag([-1, -1, 1, 1]) @ affine
    np.testing.assert_allclose(volume.geometry.index_to_lps[:3, :3], lps[:3, [2, 1, 0]])


def test_4d_nifti_gives_one_entry_a_stack(tmp_path: Path) -> None:
    stacks = np.stack([pixels_of(), pixels_of() + 500, pixels_of() - 90])
    nibabel.save(nibabel.Nifti1Image(stacks.T, np.eye(4)), tmp_path / "x.nii.gz")
    entries = scan_image_file(tmp_path / "x.nii.gz")
    assert [entry.stack_name for entry in entries] == ["volume 1", "volume 2", "volume 3"]
    assert [entry.id[-2:] for entry in entries[1:]] == ["#2", "#3"]
    for entry, stack in zip(entries, stacks, strict=True):
        np.testing.assert_array_equal(load_image_file(entry).array, stack)


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz"])
def test_rgb_nifti_is_a_colour_volume(suffix: str, tmp_path: Path) -> None:
    rgb = np.random.default_rng(3).integers(0, 255, (*SHAPE_KJI, 3), dtype=np.uint8)
    dtype = np.dtype([("R", "u1"), ("G", "u1"), ("B", "u1")])
    packed = np.ascontiguousarray(rgb).view(dtype)[..., 0]
    nibabel.save(nibabel.Nifti1Image(packed.T, np.eye(4)), tmp_path / f"x{suffix}")
    volume = load_one(tmp_path / f"x{suffix}")
    assert volume.is_colour
    np.testing.assert_array_equal(volume.array, rgb)


def test_complex_nifti_is_refused(tmp_path: Path) -> None:
    image = nibabel.Nifti1Image(pixels_of().T.astype(np.complex64), np.eye(4))
    nibabel.save(image, tmp_path / "x.nii")
    with pytest.raises(InputError, match="complex numbers"):
        scan_image_file(tmp_path / "x.nii")
