"""Image files that are cut, flipped, oversized or point elsewhere: refused, never guessed."""

import gzip
from pathlib import Path

import nibabel
import numpy as np
import pytest
import SimpleITK as sitk

from inference.imaging.errors import InputError
from inference.reading.image_files import (
    load_image_file,
    room_bytes,
    scan_image_file,
)
from tests.unit.reading.image_checks import (
    SHAPE_KJI,
    image_of,
    load_one,
    load_streamed,
    patch,
    pixels_of,
    small_nifti,
)


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz", ".nrrd", ".mha"])
@pytest.mark.parametrize("kept", [0, 3, 100, 351, 0.6, 0.97, -1])
def test_a_half_written_file_is_refused(suffix: str, kept: float, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    noise = np.random.default_rng(0).integers(-999, 999, SHAPE_KJI).astype(np.int16)
    sitk.WriteImage(image_of(np.eye(3), noise), str(path), suffix != ".nii")
    data = path.read_bytes()
    length = int(kept * len(data)) if 0 < kept < 1 else int(kept)
    path.write_bytes(data[: min(length, len(data) - 1)])
    with pytest.raises(InputError, match=r"x\."):
        load_one(path)


@pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha"])
def test_no_flipped_bit_in_compressed_pixels_goes_unseen(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    noise = np.random.default_rng(0).integers(-999, 999, SHAPE_KJI).astype(np.int16)
    sitk.WriteImage(image_of(np.eye(3), noise), str(path), True)
    data = path.read_bytes()
    first = data.index(b"\x1f\x8b" if suffix != ".mha" else b"LOCAL\n") + 10
    for position in range(first, len(data)):
        flipped = bytearray(data)
        flipped[position] ^= 1 << position % 8
        path.write_bytes(flipped)
        for load in (load_one, load_streamed):
            try:
                volume = load(path)
            except InputError:
                continue
            np.testing.assert_array_equal(volume.array, noise)  # a bit that carries nothing


def test_a_header_that_declares_gigabytes_is_refused_before_memory_is_taken(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.nii"
    nibabel.save(small_nifti(tmp_path), path)
    patch(path, 40, np.array([3, 30000, 30000, 30000], np.int16).tobytes())
    with pytest.raises(InputError, match="cut short"):
        scan_image_file(path)
    (tmp_path / "y.nii.gz").write_bytes(gzip.compress(path.read_bytes()))
    with pytest.raises(InputError, match="more than"):
        scan_image_file(tmp_path / "y.nii.gz")


@pytest.mark.parametrize("stated", ["../secret.raw", "/etc/hostname", "missing.raw"])
@pytest.mark.parametrize("kind", ["nhdr", "mhd"])
def test_detached_pixels_stay_in_their_folder(kind: str, stated: str, tmp_path: Path) -> None:
    (tmp_path / "secret.raw").write_bytes(pixels_of().tobytes())
    folder = tmp_path / "inside"
    folder.mkdir()
    path = folder / f"x.{kind}"
    sitk.WriteImage(image_of(np.eye(3)), str(path))
    text = path.read_text()
    data = next(line for line in text.splitlines() if line.endswith((".raw", ".raw.gz")))
    path.write_text(text.replace(data, data.split("x.")[0] + stated))
    with pytest.raises(InputError, match=r"outside its own folder|missing"):
        scan_image_file(path)


def test_the_asked_file_is_read_not_its_neighbour(tmp_path: Path) -> None:
    nibabel.save(nibabel.Nifti1Image(pixels_of().T, np.eye(4)), tmp_path / "x.nii.gz")
    nibabel.save(nibabel.Nifti1Image(pixels_of().T * 0 + 9, np.eye(4)), tmp_path / "x.nii")
    np.testing.assert_array_equal(load_one(tmp_path / "x.nii.gz").array, pixels_of())
    assert (load_one(tmp_path / "x.nii").array == 9).all()


def test_gzip_in_two_members_reads_whole(tmp_path: Path) -> None:
    nibabel.save(small_nifti(tmp_path), tmp_path / "x.nii")
    data = (tmp_path / "x.nii").read_bytes()
    (tmp_path / "y.nii.gz").write_bytes(gzip.compress(data[:400]) + gzip.compress(data[400:]))
    np.testing.assert_array_equal(load_one(tmp_path / "y.nii.gz").array, pixels_of())


@pytest.mark.parametrize("suffix", [".nii.gz", ".nrrd", ".mha"])
def test_both_ways_of_inflating_agree(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"x{suffix}"
    sitk.WriteImage(image_of(np.eye(3)), str(path), True)
    entry = scan_image_file(path)[0]
    assert room_bytes(entry) == pixels_of().nbytes + (352 if suffix == ".nii.gz" else 0)
    streamed = load_image_file(entry, out=np.zeros(SHAPE_KJI, np.int16))
    np.testing.assert_array_equal(streamed.array, pixels_of())
    np.testing.assert_array_equal(load_image_file(entry).array, pixels_of())


def test_integers_beyond_32_bit_are_refused(tmp_path: Path) -> None:
    pixels = pixels_of("int64")
    pixels[0, 0, 0] = 2**40
    path = tmp_path / "x.nrrd"
    sitk.WriteImage(image_of(np.eye(3), pixels), str(path))
    with pytest.raises(InputError, match=r"x\.nrrd holds values .* beyond 32-bit"):
        load_one(path)
