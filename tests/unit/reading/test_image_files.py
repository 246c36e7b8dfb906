"""NIfTI, NRRD and MetaImage: the same voxels in the same place as two other readers say."""

import itertools
import locale
import shutil
import subprocess
from pathlib import Path

import nibabel
import numpy as np
import pytest
import SimpleITK as sitk

from inference.imaging.errors import OperationCancelled
from inference.imaging.progress import ignore_progress
from inference.reading.image_files import (
    is_image_file,
    load_image_file,
    scan_image_file,
)
from inference.reading.scan import scan_paths
from tests.data_folder import require_data
from tests.factories import asymmetric_phantom, grid_affine, series_slices, write_series
from tests.unit.reading.image_checks import (
    SHAPE_KJI,
    expected_affine,
    image_of,
    load_one,
    orientations,
    pixels_of,
    small_nifti,
)

LOCALES = ("de_DE", "fr_FR", "zh_CN", "tr_TR")
_LOCALE = """LC_CTYPE
copy "POSIX"
END LC_CTYPE
LC_NUMERIC
copy "{name}"
END LC_NUMERIC
"""


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz", ".nrrd", ".mha", ".nhdr", ".mhd"])
def test_48_orientations_as_simpleitk_writes_them(suffix: str, tmp_path: Path) -> None:
    assert len(orientations()) == 48
    for number, direction in enumerate(orientations()):
        if np.linalg.det(direction) < 0 and suffix.startswith(".nii"):
            continue  # SimpleITK cannot write left-handed grids as NIfTI; nibabel can (below)
        path = tmp_path / f"{number}{suffix}"
        sitk.WriteImage(image_of(direction), str(path), suffix != ".mha")
        volume = load_one(path)
        np.testing.assert_array_equal(volume.array, pixels_of())
        np.testing.assert_allclose(
            volume.geometry.index_to_lps, expected_affine(direction), atol=1e-4
        )
        assert volume.flags == ()


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz"])
@pytest.mark.parametrize("kind", [nibabel.Nifti1Image, nibabel.Nifti2Image])
def test_48_orientations_as_nibabel_writes_them(kind: type, suffix: str, tmp_path: Path) -> None:
    for number, direction in enumerate(orientations()):
        path = tmp_path / f"{number}{suffix}"
        lps = expected_affine(direction)[:, [2, 1, 0, 3]]
        ras = np.diag([-1, -1, 1, 1]) @ lps
        nibabel.save(kind(pixels_of().T, ras), path)
        volume = load_one(path)
        np.testing.assert_array_equal(volume.array, pixels_of())
        np.testing.assert_allclose(
            volume.geometry.index_to_lps, expected_affine(direction), atol=1e-4
        )


@pytest.mark.parametrize(
    "dtype", ["uint8", "int8", "int16", "uint16", "int32", "float32", "int64", "float64"]
)
@pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha"])
def test_values_survive_in_every_type(suffix: str, dtype: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    sitk.WriteImage(image_of(np.eye(3), pixels_of(dtype)), str(path), True)
    volume = load_one(path)
    expected = {"int64": "int32", "float64": "float32"}.get(dtype, dtype)
    assert volume.array.dtype == expected
    np.testing.assert_array_equal(volume.array, pixels_of(dtype))


@pytest.mark.parametrize("suffix", [".nrrd", ".mha"])
@pytest.mark.parametrize("channels", [3, 4])
def test_rgb_from_simpleitk_is_a_colour_volume(suffix: str, channels: int, tmp_path: Path) -> None:
    shape = (*SHAPE_KJI, channels)
    rgb = np.random.default_rng(3).integers(0, 255, shape, dtype=np.uint8)
    path = tmp_path / f"x{suffix}"
    sitk.WriteImage(sitk.GetImageFromArray(rgb, isVector=True), str(path))
    entries = scan_image_file(path)
    if suffix == ".nrrd" and channels == 4:
        assert len(entries) == 4  # a NRRD "vector" of four is no colour
        return
    volume = load_image_file(entries[0])
    np.testing.assert_array_equal(volume.array, rgb[..., :3])


@pytest.mark.parametrize("suffix", [".nrrd", ".mha"])
def test_interleaved_vectors_become_stacks(suffix: str, tmp_path: Path) -> None:
    vectors = np.random.default_rng(4).normal(size=(*SHAPE_KJI, 5)).astype(np.float32)
    path = tmp_path / f"x{suffix}"
    sitk.WriteImage(sitk.GetImageFromArray(vectors, isVector=True), str(path))
    entries = scan_image_file(path)
    assert len(entries) == 5
    np.testing.assert_array_equal(load_image_file(entries[3]).array, vectors[..., 3])


@pytest.mark.parametrize("suffix", [".nrrd", ".mha", ".nii"])
def test_4d_from_simpleitk_becomes_stacks(suffix: str, tmp_path: Path) -> None:
    parts = [image_of(np.eye(3)), image_of(np.eye(3), pixels_of() + 77)]
    path = tmp_path / f"x{suffix}"
    sitk.WriteImage(sitk.JoinSeries(parts), str(path))
    entries = scan_image_file(path)
    assert len(entries) == 2
    np.testing.assert_array_equal(load_image_file(entries[1]).array, pixels_of() + 77)
    affine = entries[1].geometry.index_to_lps
    np.testing.assert_allclose(affine, expected_affine(np.eye(3)), atol=1e-5)


@pytest.mark.parametrize("suffix", [".nrrd", ".mha", ".nii"])
def test_2d_picture_has_no_millimetres_across(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    image = sitk.GetImageFromArray(pixels_of()[0])
    image.SetSpacing((0.5, 0.7))
    sitk.WriteImage(image, str(path))
    volume = load_one(path)
    assert volume.array.shape == (1, 5, 6)
    np.testing.assert_allclose(volume.geometry.spacing_mm_kji[1:], (0.7, 0.5), rtol=1e-6)


def test_nrrd_spaces_are_converted_to_lps(tmp_path: Path) -> None:
    for space, signs in (
        ("left-posterior-superior", (1, 1, 1)),
        ("RAS", (-1, -1, 1)),
        ("left-anterior-superior", (1, -1, 1)),
    ):
        path = _write_nrrd(tmp_path, f"space: {space}\n")
        affine = load_one(path).geometry.index_to_lps
        expected = np.diag(signs) @ np.array([[0, 0, 2.0], [0, 3, 0], [4, 0, 0]])
        np.testing.assert_allclose(affine[:3, :3], expected)
        np.testing.assert_allclose(affine[:3, 3], np.array([10, 20, 30]) * signs)


@pytest.mark.parametrize("line", ["space dimension: 3\n", "space: scanner-xyz\n"])
def test_nrrd_without_patient_space_is_flagged(line: str, tmp_path: Path) -> None:
    volume = load_one(_write_nrrd(tmp_path, line))
    assert [flag.code for flag in volume.flags] == ["orientation-unknown"]
    assert not volume.geometry.oriented


def test_nrrd_units_become_millimetres(tmp_path: Path) -> None:
    path = _write_nrrd(tmp_path, 'space: LPS\nspace units: "um" "um" "um"\n')
    np.testing.assert_allclose(load_one(path).geometry.spacing_mm_kji, (0.004, 0.003, 0.002))
    path = _write_nrrd(tmp_path, 'space: LPS\nspace units: "parsec" "parsec" "parsec"\n')
    assert [flag.code for flag in load_one(path).flags] == ["spacing-unknown"]


@pytest.mark.parametrize("encoding", ["text", "hex", "bzip2"])
def test_nrrd_rare_encodings(encoding: str, tmp_path: Path) -> None:
    path = _write_nrrd(tmp_path, "space: LPS\n", encoding)
    np.testing.assert_array_equal(load_one(path).array, pixels_of())


def test_metaimage_without_matrix_has_no_sides(tmp_path: Path) -> None:
    path = tmp_path / "x.mha"
    sitk.WriteImage(image_of(np.eye(3)), str(path))
    data = path.read_bytes().replace(b"TransformMatrix = 1 0 0 0 1 0 0 0 1\n", b"")
    path.write_bytes(data)
    assert [flag.code for flag in load_one(path).flags] == ["orientation-unknown"]


def test_metaimage_letters_that_disagree_are_flagged(tmp_path: Path) -> None:
    path = tmp_path / "x.mha"
    sitk.WriteImage(image_of(np.eye(3)), str(path))
    original = path.read_bytes()
    path.write_bytes(original.replace(b"= RAI", b"= LAI"))
    assert [flag.code for flag in load_one(path).flags] == ["orientation-disagrees"]
    path.write_bytes(original.replace(b"= RAI", b"= LPS"))
    assert load_one(path).flags == ()


def _write_nrrd(tmp_path: Path, extra: str, encoding: str = "raw") -> Path:
    import bz2

    pixels = pixels_of().astype("<i2")
    data = {
        "raw": pixels.tobytes(),
        "text": " ".join(str(n) for n in pixels.ravel()).encode(),
        "hex": pixels.tobytes().hex().encode(),
        "bzip2": bz2.compress(pixels.tobytes()),
    }[encoding]
    path = tmp_path / "x.nrrd"
    head = (
        f"NRRD0004\ntype: short\ndimension: 3\nsizes: 6 5 4\nendian: little\n"
        f"encoding: {encoding}\n{extra}"
        "space directions: (2,0,0) (0,3,0) (0,0,4)\nspace origin: (10,20,30)\n\n"
    )
    path.write_bytes(head.encode() + data)
    return path


def test_uids_depend_on_the_resolved_path_alone(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    nibabel.save(small_nifti(tmp_path), tmp_path / "x.nii")
    first = scan_image_file(tmp_path / "x.nii")[0]
    again = scan_image_file(tmp_path / "b" / ".." / "x.nii")[0]
    assert first.id == again.id == first.info.series_uid
    assert first.id.startswith("2.25.")
    assert len(first.id) <= 64
    assert first.info.study_uid != first.id


def test_the_array_given_is_the_array_filled(tmp_path: Path) -> None:
    nibabel.save(small_nifti(tmp_path), tmp_path / "x.nii.gz")
    entry = scan_image_file(tmp_path / "x.nii.gz")[0]
    out = np.zeros(SHAPE_KJI, np.int16)
    volume = load_image_file(entry, out=out)
    assert np.shares_memory(out, volume.array)
    np.testing.assert_array_equal(out, pixels_of())


def test_cancel_stops_a_load(tmp_path: Path) -> None:
    nibabel.save(small_nifti(tmp_path), tmp_path / "x.nii.gz")
    entry = scan_image_file(tmp_path / "x.nii.gz")[0]
    with pytest.raises(OperationCancelled):
        load_image_file(entry, report=ignore_progress, cancelled=lambda: True)


@pytest.fixture(scope="session")
def locale_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The way in which each of these countries writes numbers, built where it is not installed."""
    builder = shutil.which("localedef")
    if builder is None or not Path("/usr/share/i18n/locales/de_DE").exists():
        pytest.skip("the system's locale sources are not installed, so no locale can be built")
    folder = tmp_path_factory.mktemp("locales")
    for name in LOCALES:
        source = folder / f"{name}.source"
        source.write_text(_LOCALE.format(name=name))
        charset = ["-f", "ANSI_X3.4-1968"]
        command = [builder, "--quiet", "-c", "-i", str(source), *charset, str(folder / name)]
        subprocess.run(command, check=False, capture_output=True)
    return folder


@pytest.mark.parametrize("name", [*LOCALES, "C"])
def test_no_locale_changes_a_number(
    name: str, locale_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCPATH", str(locale_folder))
    paths = [tmp_path / f"x{suffix}" for suffix in (".nii.gz", ".nrrd", ".mha")]
    for path in paths:
        sitk.WriteImage(image_of(np.eye(3)), str(path))
    write_series(series_slices(asymmetric_phantom(), grid_affine()), tmp_path / "dicom")
    before = locale.setlocale(locale.LC_NUMERIC)
    try:
        locale.setlocale(locale.LC_NUMERIC, name)
        affines = [load_one(path).geometry.index_to_lps for path in paths]
        (series,) = scan_paths([tmp_path / "dicom"]).series
        point = locale.localeconv()["decimal_point"]
    finally:
        locale.setlocale(locale.LC_NUMERIC, before)
    assert point == ("," if name[:2] in ("de", "fr", "tr") else ".")
    for affine in affines:
        np.testing.assert_allclose(affine, expected_affine(np.eye(3)), atol=1e-6)
    np.testing.assert_allclose(series.geometry.index_to_lps, grid_affine(), atol=1e-6)


def test_suffixes_decide_what_is_an_image_file() -> None:
    assert is_image_file(Path("a/B.NII.GZ"))
    assert is_image_file(Path("b.mhd"))
    assert not is_image_file(Path("b.dcm"))
    assert not is_image_file(Path("b.gz"))


def test_a_real_nrrd_agrees_with_simpleitk() -> None:
    path = require_data("mr_brain", "brain1_image.nrrd")
    volume, image = load_one(path), sitk.ReadImage(str(path))
    np.testing.assert_array_equal(volume.array, sitk.GetArrayFromImage(image))
    for index in itertools.product((0, 24), (0, 255), (0, 255)):
        point = image.TransformIndexToPhysicalPoint(index[::-1])
        np.testing.assert_allclose(volume.geometry.lps_from_index(index), point, atol=1e-6)
