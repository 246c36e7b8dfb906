"""NIfTI, NRRD and MetaImage: the same voxels in the same place as two other readers say."""

import gzip
import itertools
import locale
import shutil
import subprocess
from pathlib import Path

import nibabel
import numpy as np
import pytest
import SimpleITK as sitk
from numpy.typing import NDArray

from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.progress import ignore_progress
from inference.imaging.volume import Volume
from inference.reading.image_files import (
    is_image_file,
    load_image_file,
    room_bytes,
    scan_image_file,
)
from tests.data_folder import require_data

Float = NDArray[np.float64]

SHAPE_KJI = (4, 5, 6)
SPACING = (0.75, 1.5, 2.25)
ORIGIN = (-11.5, 23.25, 41.125)


def _orientations() -> list[Float]:
    signs = itertools.product((1.0, -1.0), repeat=3)
    return [
        np.eye(3)[:, order] * np.array(sign)
        for order, sign in itertools.product(itertools.permutations(range(3)), signs)
    ]


def _pixels(dtype: str = "int16") -> NDArray[np.generic]:
    count = int(np.prod(SHAPE_KJI))
    return np.arange(count, dtype=np.int64).reshape(SHAPE_KJI).astype(dtype)


def _image(direction: Float, pixels: NDArray[np.generic] | None = None) -> sitk.Image:
    image = sitk.GetImageFromArray(_pixels() if pixels is None else pixels)
    image.SetSpacing(SPACING)
    image.SetOrigin(ORIGIN)
    image.SetDirection(direction.ravel().tolist())
    return image


def _expected(direction: Float) -> Float:
    affine = np.eye(4)
    affine[:3, :3] = (direction * np.array(SPACING))[:, ::-1]
    affine[:3, 3] = ORIGIN
    return affine


def _load(path: Path) -> Volume:
    entries = scan_image_file(path)
    assert len(entries) == 1
    volume = load_image_file(entries[0])
    assert str(volume.array.dtype) == entries[0].dtype
    return volume


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz", ".nrrd", ".mha", ".nhdr", ".mhd"])
def test_48_orientations_as_simpleitk_writes_them(suffix: str, tmp_path: Path) -> None:
    orientations = _orientations()
    assert len(orientations) == 48
    for number, direction in enumerate(orientations):
        if np.linalg.det(direction) < 0 and suffix.startswith(".nii"):
            continue  # SimpleITK cannot write left-handed grids as NIfTI; nibabel can (below)
        path = tmp_path / f"{number}{suffix}"
        sitk.WriteImage(_image(direction), str(path), suffix != ".mha")
        volume = _load(path)
        np.testing.assert_array_equal(volume.array, _pixels())
        np.testing.assert_allclose(volume.geometry.index_to_lps, _expected(direction), atol=1e-4)
        assert volume.flags == ()


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz"])
@pytest.mark.parametrize("kind", [nibabel.Nifti1Image, nibabel.Nifti2Image])
def test_48_orientations_as_nibabel_writes_them(kind: type, suffix: str, tmp_path: Path) -> None:
    for number, direction in enumerate(_orientations()):
        path = tmp_path / f"{number}{suffix}"
        lps = _expected(direction)[:, [2, 1, 0, 3]]
        ras = np.diag([-1, -1, 1, 1]) @ lps
        nibabel.save(kind(_pixels().T, ras), path)
        volume = _load(path)
        np.testing.assert_array_equal(volume.array, _pixels())
        np.testing.assert_allclose(volume.geometry.index_to_lps, _expected(direction), atol=1e-4)


@pytest.mark.parametrize(
    "dtype", ["uint8", "int8", "int16", "uint16", "int32", "float32", "int64", "float64"]
)
@pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha"])
def test_values_survive_in_every_type(suffix: str, dtype: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    sitk.WriteImage(_image(np.eye(3), _pixels(dtype)), str(path), True)
    volume = _load(path)
    expected = {"int64": "int32", "float64": "float32"}.get(dtype, dtype)
    assert volume.array.dtype == expected
    np.testing.assert_array_equal(volume.array, _pixels(dtype))


def test_integers_beyond_32_bit_are_refused(tmp_path: Path) -> None:
    pixels = _pixels("int64")
    pixels[0, 0, 0] = 2**40
    path = tmp_path / "x.nrrd"
    sitk.WriteImage(_image(np.eye(3), pixels), str(path))
    with pytest.raises(InputError, match=r"x\.nrrd holds values .* beyond 32-bit"):
        _load(path)


def _nifti(tmp_path: Path, affine: Float | None = None) -> nibabel.Nifti1Image:
    return nibabel.Nifti1Image(_pixels().T, np.diag([2.0, 3.0, 4.0, 1.0]))


@pytest.mark.parametrize(
    ("slope", "intercept", "dtype"),
    [(1.0, 0.0, "int16"), (2.0, -7.0, "int32"), (1.0, -1024.0, "int32"), (0.5, 1.25, "float32")],
)
def test_nifti_scaling_is_exact(slope: float, intercept: float, dtype: str, tmp_path: Path) -> None:
    path = tmp_path / "x.nii"
    nibabel.save(_nifti(tmp_path), path)
    _patch(path, 112, np.float32(slope).tobytes() + np.float32(intercept).tobytes())
    volume = _load(path)
    assert volume.array.dtype == dtype
    np.testing.assert_array_equal(volume.array, _pixels("int64").astype(float) * slope + intercept)
    np.testing.assert_array_equal(volume.array, _fdata(path))


def test_small_unsigned_values_with_an_intercept_become_int16(tmp_path: Path) -> None:
    path = tmp_path / "x.nii"
    nibabel.save(nibabel.Nifti1Image(_pixels("uint8").T, np.eye(4)), path)
    _patch(path, 112, np.float32(1).tobytes() + np.float32(-50).tobytes())
    assert _load(path).array.dtype == "int16"


def test_big_endian_nifti_reads_the_same(tmp_path: Path) -> None:
    header = nibabel.Nifti1Header(endianness=">")
    image = nibabel.Nifti1Image(_pixels().T, np.diag([2.0, 3.0, 4.0, 1.0]), header)
    nibabel.save(image, tmp_path / "x.nii")
    np.testing.assert_array_equal(_load(tmp_path / "x.nii").array, _pixels())


@pytest.mark.parametrize(("code", "factor"), [(1, 1000.0), (2, 1.0), (3, 0.001), (0, 1.0)])
def test_nifti_units_become_millimetres(code: int, factor: float, tmp_path: Path) -> None:
    path = tmp_path / "x.nii"
    nibabel.save(_nifti(tmp_path), path)
    _patch(path, 123, bytes([code]))
    spacing = np.array([4.0, 3.0, 2.0]) * factor
    np.testing.assert_allclose(_load(path).geometry.spacing_mm_kji, spacing, rtol=1e-6)


def test_sform_wins_over_a_different_qform_with_a_flag(tmp_path: Path) -> None:
    image = _nifti(tmp_path)
    other = np.diag([2.0, 3.0, 4.0, 1.0])
    other[:3, 3] = 50
    image.set_qform(other, code=1)
    nibabel.save(image, tmp_path / "x.nii")
    volume = _load(tmp_path / "x.nii")
    assert [flag.code for flag in volume.flags] == ["sform-qform-disagree"]
    assert "sform was used" in volume.flags[0].message
    np.testing.assert_allclose(volume.geometry.index_to_lps[:3, 3], 0)


def test_qform_is_used_where_sform_has_no_code(tmp_path: Path) -> None:
    for direction in _orientations():
        image = _nifti(tmp_path)
        ras = np.diag([-1, -1, 1, 1]) @ _expected(direction)[:, [2, 1, 0, 3]]
        image.set_qform(ras, code=1)
        image.set_sform(None, code=0)
        nibabel.save(image, tmp_path / "x.nii")
        affine = _load(tmp_path / "x.nii").geometry.index_to_lps
        np.testing.assert_allclose(affine, _expected(direction), atol=1e-4)


def test_no_codes_leave_millimetres_but_no_sides(tmp_path: Path) -> None:
    image = _nifti(tmp_path)
    image.set_qform(None, code=0)
    image.set_sform(None, code=0)
    nibabel.save(image, tmp_path / "x.nii")
    volume = _load(tmp_path / "x.nii")
    assert [flag.code for flag in volume.flags] == ["orientation-unknown"]
    assert not volume.geometry.oriented
    assert volume.geometry.calibrated
    np.testing.assert_allclose(volume.geometry.spacing_mm_kji, (4, 3, 2))


def test_sform_with_nan_falls_back_to_qform_and_says_so(tmp_path: Path) -> None:
    image = _nifti(tmp_path)
    image.set_qform(np.diag([2.0, 3.0, 4.0, 1.0]), code=1)
    nibabel.save(image, tmp_path / "x.nii")
    _patch(tmp_path / "x.nii", 280, np.float32(np.nan).tobytes())
    volume = _load(tmp_path / "x.nii")
    assert [flag.code for flag in volume.flags] == ["affine-invalid"]
    assert volume.geometry.oriented


def test_sheared_sform_is_flagged_and_kept(tmp_path: Path) -> None:
    affine = np.diag([2.0, 3.0, 4.0, 1.0])
    affine[0, 1] = 1.0
    nibabel.save(nibabel.Nifti1Image(_pixels().T, affine), tmp_path / "x.nii")
    volume = _load(tmp_path / "x.nii")
    assert "sheared-affine" in [flag.code for flag in volume.flags]
    lps = np.diag([-1, -1, 1, 1]) @ affine
    np.testing.assert_allclose(volume.geometry.index_to_lps[:3, :3], lps[:3, [2, 1, 0]])


def test_4d_nifti_gives_one_entry_a_stack(tmp_path: Path) -> None:
    stacks = np.stack([_pixels(), _pixels() + 500, _pixels() - 90])
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
    volume = _load(tmp_path / f"x{suffix}")
    assert volume.is_colour
    np.testing.assert_array_equal(volume.array, rgb)


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
    parts = [_image(np.eye(3)), _image(np.eye(3), _pixels() + 77)]
    path = tmp_path / f"x{suffix}"
    sitk.WriteImage(sitk.JoinSeries(parts), str(path))
    entries = scan_image_file(path)
    assert len(entries) == 2
    np.testing.assert_array_equal(load_image_file(entries[1]).array, _pixels() + 77)
    affine = entries[1].geometry.index_to_lps
    np.testing.assert_allclose(affine, _expected(np.eye(3)), atol=1e-5)


@pytest.mark.parametrize("suffix", [".nrrd", ".mha", ".nii"])
def test_2d_picture_has_no_millimetres_across(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    image = sitk.GetImageFromArray(_pixels()[0])
    image.SetSpacing((0.5, 0.7))
    sitk.WriteImage(image, str(path))
    volume = _load(path)
    assert volume.array.shape == (1, 5, 6)
    np.testing.assert_allclose(volume.geometry.spacing_mm_kji[1:], (0.7, 0.5), rtol=1e-6)


def test_complex_nifti_is_refused(tmp_path: Path) -> None:
    image = nibabel.Nifti1Image(_pixels().T.astype(np.complex64), np.eye(4))
    nibabel.save(image, tmp_path / "x.nii")
    with pytest.raises(InputError, match="complex numbers"):
        scan_image_file(tmp_path / "x.nii")


def test_the_asked_file_is_read_not_its_neighbour(tmp_path: Path) -> None:
    nibabel.save(nibabel.Nifti1Image(_pixels().T, np.eye(4)), tmp_path / "x.nii.gz")
    nibabel.save(nibabel.Nifti1Image(_pixels().T * 0 + 9, np.eye(4)), tmp_path / "x.nii")
    np.testing.assert_array_equal(_load(tmp_path / "x.nii.gz").array, _pixels())
    assert (_load(tmp_path / "x.nii").array == 9).all()


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz", ".nrrd", ".mha"])
@pytest.mark.parametrize("kept", [0, 3, 100, 351, 0.6, 0.97, -1])
def test_a_half_written_file_is_refused(suffix: str, kept: float, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    noise = np.random.default_rng(0).integers(-999, 999, SHAPE_KJI).astype(np.int16)
    sitk.WriteImage(_image(np.eye(3), noise), str(path), suffix != ".nii")
    data = path.read_bytes()
    length = int(kept * len(data)) if 0 < kept < 1 else int(kept)
    path.write_bytes(data[: min(length, len(data) - 1)])
    with pytest.raises(InputError, match=r"x\."):
        _load(path)


@pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha"])
def test_no_flipped_bit_in_compressed_pixels_goes_unseen(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    noise = np.random.default_rng(0).integers(-999, 999, SHAPE_KJI).astype(np.int16)
    sitk.WriteImage(_image(np.eye(3), noise), str(path), True)
    data = path.read_bytes()
    first = data.index(b"\x1f\x8b" if suffix != ".mha" else b"LOCAL\n") + 10
    for position in range(first, len(data)):
        flipped = bytearray(data)
        flipped[position] ^= 1 << position % 8
        path.write_bytes(flipped)
        for load in (_load, _load_streamed):
            try:
                volume = load(path)
            except InputError:
                continue
            np.testing.assert_array_equal(volume.array, noise)  # a bit that carries nothing


def test_a_header_that_declares_gigabytes_is_refused_before_memory_is_taken(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.nii"
    nibabel.save(_nifti(tmp_path), path)
    _patch(path, 40, np.array([3, 30000, 30000, 30000], np.int16).tobytes())
    with pytest.raises(InputError, match="cut short"):
        scan_image_file(path)
    (tmp_path / "y.nii.gz").write_bytes(gzip.compress(path.read_bytes()))
    with pytest.raises(InputError, match="more than"):
        scan_image_file(tmp_path / "y.nii.gz")


def test_nrrd_spaces_are_converted_to_lps(tmp_path: Path) -> None:
    for space, signs in (
        ("left-posterior-superior", (1, 1, 1)),
        ("RAS", (-1, -1, 1)),
        ("left-anterior-superior", (1, -1, 1)),
    ):
        path = _write_nrrd(tmp_path, f"space: {space}\n")
        affine = _load(path).geometry.index_to_lps
        expected = np.diag(signs) @ np.array([[0, 0, 2.0], [0, 3, 0], [4, 0, 0]])
        np.testing.assert_allclose(affine[:3, :3], expected)
        np.testing.assert_allclose(affine[:3, 3], np.array([10, 20, 30]) * signs)


@pytest.mark.parametrize("line", ["space dimension: 3\n", "space: scanner-xyz\n"])
def test_nrrd_without_patient_space_is_flagged(line: str, tmp_path: Path) -> None:
    volume = _load(_write_nrrd(tmp_path, line))
    assert [flag.code for flag in volume.flags] == ["orientation-unknown"]
    assert not volume.geometry.oriented


def test_nrrd_units_become_millimetres(tmp_path: Path) -> None:
    path = _write_nrrd(tmp_path, 'space: LPS\nspace units: "um" "um" "um"\n')
    np.testing.assert_allclose(_load(path).geometry.spacing_mm_kji, (0.004, 0.003, 0.002))
    path = _write_nrrd(tmp_path, 'space: LPS\nspace units: "parsec" "parsec" "parsec"\n')
    assert [flag.code for flag in _load(path).flags] == ["spacing-unknown"]


@pytest.mark.parametrize("encoding", ["text", "hex", "bzip2"])
def test_nrrd_rare_encodings(encoding: str, tmp_path: Path) -> None:
    path = _write_nrrd(tmp_path, "space: LPS\n", encoding)
    np.testing.assert_array_equal(_load(path).array, _pixels())


@pytest.mark.parametrize("stated", ["../secret.raw", "/etc/hostname", "missing.raw"])
@pytest.mark.parametrize("kind", ["nhdr", "mhd"])
def test_detached_pixels_stay_in_their_folder(kind: str, stated: str, tmp_path: Path) -> None:
    (tmp_path / "secret.raw").write_bytes(_pixels().tobytes())
    folder = tmp_path / "inside"
    folder.mkdir()
    path = folder / f"x.{kind}"
    sitk.WriteImage(_image(np.eye(3)), str(path))
    text = path.read_text()
    data = next(line for line in text.splitlines() if line.endswith((".raw", ".raw.gz")))
    path.write_text(text.replace(data, data.split("x.")[0] + stated))
    with pytest.raises(InputError, match=r"outside its own folder|missing"):
        scan_image_file(path)


def test_metaimage_without_matrix_has_no_sides(tmp_path: Path) -> None:
    path = tmp_path / "x.mha"
    sitk.WriteImage(_image(np.eye(3)), str(path))
    data = path.read_bytes().replace(b"TransformMatrix = 1 0 0 0 1 0 0 0 1\n", b"")
    path.write_bytes(data)
    assert [flag.code for flag in _load(path).flags] == ["orientation-unknown"]


def test_metaimage_letters_that_disagree_are_flagged(tmp_path: Path) -> None:
    path = tmp_path / "x.mha"
    sitk.WriteImage(_image(np.eye(3)), str(path))
    original = path.read_bytes()
    path.write_bytes(original.replace(b"= RAI", b"= LAI"))
    assert [flag.code for flag in _load(path).flags] == ["orientation-disagrees"]
    path.write_bytes(original.replace(b"= RAI", b"= LPS"))
    assert _load(path).flags == ()


def _write_nrrd(tmp_path: Path, extra: str, encoding: str = "raw") -> Path:
    import bz2

    pixels = _pixels().astype("<i2")
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
    nibabel.save(_nifti(tmp_path), tmp_path / "x.nii")
    first = scan_image_file(tmp_path / "x.nii")[0]
    again = scan_image_file(tmp_path / "b" / ".." / "x.nii")[0]
    assert first.id == again.id == first.info.series_uid
    assert first.id.startswith("2.25.")
    assert len(first.id) <= 64
    assert first.info.study_uid != first.id


def test_the_array_given_is_the_array_filled(tmp_path: Path) -> None:
    nibabel.save(_nifti(tmp_path), tmp_path / "x.nii.gz")
    entry = scan_image_file(tmp_path / "x.nii.gz")[0]
    out = np.zeros(SHAPE_KJI, np.int16)
    volume = load_image_file(entry, out=out)
    assert np.shares_memory(out, volume.array)
    np.testing.assert_array_equal(out, _pixels())


@pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha"])
def test_both_ways_of_inflating_agree(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    sitk.WriteImage(_image(np.eye(3)), str(path), True)
    entry = scan_image_file(path)[0]
    assert room_bytes(entry) == _pixels().nbytes + (352 if suffix == ".nii.gz" else 0)
    streamed = load_image_file(entry, out=np.zeros(SHAPE_KJI, np.int16))
    np.testing.assert_array_equal(streamed.array, _pixels())
    np.testing.assert_array_equal(load_image_file(entry).array, _pixels())


def test_gzip_in_two_members_reads_whole(tmp_path: Path) -> None:
    nibabel.save(_nifti(tmp_path), tmp_path / "x.nii")
    data = (tmp_path / "x.nii").read_bytes()
    (tmp_path / "y.nii.gz").write_bytes(gzip.compress(data[:400]) + gzip.compress(data[400:]))
    np.testing.assert_array_equal(_load(tmp_path / "y.nii.gz").array, _pixels())


def test_cancel_stops_a_load(tmp_path: Path) -> None:
    nibabel.save(_nifti(tmp_path), tmp_path / "x.nii.gz")
    entry = scan_image_file(tmp_path / "x.nii.gz")[0]
    with pytest.raises(OperationCancelled):
        load_image_file(entry, report=ignore_progress, cancelled=lambda: True)


LOCALES = ("de_DE", "fr_FR", "zh_CN", "tr_TR")
_LOCALE = """LC_CTYPE
copy "POSIX"
END LC_CTYPE
LC_NUMERIC
copy "{name}"
END LC_NUMERIC
"""


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
        sitk.WriteImage(_image(np.eye(3)), str(path))
    before = locale.setlocale(locale.LC_NUMERIC)
    try:
        locale.setlocale(locale.LC_NUMERIC, name)
        affines = [_load(path).geometry.index_to_lps for path in paths]
        point = locale.localeconv()["decimal_point"]
    finally:
        locale.setlocale(locale.LC_NUMERIC, before)
    assert point == ("," if name[:2] in ("de", "fr", "tr") else ".")
    for affine in affines:
        np.testing.assert_allclose(affine, _expected(np.eye(3)), atol=1e-6)


def test_suffixes_decide_what_is_an_image_file() -> None:
    assert is_image_file(Path("a/B.NII.GZ"))
    assert is_image_file(Path("b.mhd"))
    assert not is_image_file(Path("b.dcm"))
    assert not is_image_file(Path("b.gz"))


def test_a_real_nrrd_agrees_with_simpleitk() -> None:
    path = require_data("mr_brain", "brain1_image.nrrd")
    volume, image = _load(path), sitk.ReadImage(str(path))
    np.testing.assert_array_equal(volume.array, sitk.GetArrayFromImage(image))
    for index in itertools.product((0, 24), (0, 255), (0, 255)):
        point = image.TransformIndexToPhysicalPoint(index[::-1])
        np.testing.assert_allclose(volume.geometry.lps_from_index(index), point, atol=1e-6)


def _load_streamed(path: Path) -> Volume:
    return load_image_file(scan_image_file(path)[0], out=np.zeros(SHAPE_KJI, np.int16))


def _fdata(path: Path) -> Float:
    image = nibabel.load(path)
    assert isinstance(image, nibabel.Nifti1Image)
    return np.asarray(image.get_fdata().T, dtype=np.float64)


def _patch(path: Path, offset: int, data: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[offset : offset + len(data)] = data
    path.write_bytes(content)
