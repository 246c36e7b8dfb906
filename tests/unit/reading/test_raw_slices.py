"""Uncompressed files are read from the wanted slice outward, each slice told once it is there."""

import os
from pathlib import Path

import nibabel
import numpy as np
import pytest
import SimpleITK as sitk
from numpy.typing import NDArray

from inference.imaging.errors import InputError, OperationCancelled
from inference.reading.entry import SeriesEntry
from inference.reading.image_files import load_image_slices, scan_image_file
from inference.reading.load import array_shape, load_volume
from tests.unit.reading.image_checks import pixels_of

OUTWARD = [3, 2, 1, 0]


def scaled_nifti(path: Path) -> None:
    image = nibabel.Nifti1Image(pixels_of().T, np.eye(4))
    image.header.set_slope_inter(2, 5)
    nibabel.save(image, path)


def swapped_nifti(path: Path) -> None:
    header = nibabel.Nifti1Header(endianness=">")
    header.set_data_dtype(">i2")
    nibabel.save(nibabel.Nifti1Image(pixels_of().T, np.eye(4), header), path)


def colours(path: Path) -> None:
    rgba = np.random.default_rng(3).integers(0, 255, (4, 5, 6, 4), dtype=np.uint8)
    sitk.WriteImage(sitk.GetImageFromArray(rgba, isVector=True), str(path))


def second_stack(path: Path) -> None:
    parts = [sitk.GetImageFromArray(pixels_of() + add) for add in (0, 77)]
    sitk.WriteImage(sitk.JoinSeries(parts), str(path))


def room_for(entry: SeriesEntry) -> NDArray[np.generic]:
    return np.zeros(array_shape(entry), entry.dtype)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("scaled.nii", scaled_nifti),
        ("swapped.nii", swapped_nifti),
        ("colours.mha", colours),
        ("stacks.nrrd", second_stack),
    ],
)
def test_slices_come_in_the_order_asked_for_with_the_values_of_a_whole_read(
    name: str, write: object, tmp_path: Path
) -> None:
    assert callable(write)
    write(tmp_path / name)
    entry = scan_image_file(tmp_path / name)[-1]
    whole = load_volume(entry).array
    out, seen = room_for(entry), list[int]()

    def told(k: int) -> None:
        seen.append(k)
        np.testing.assert_array_equal(out[k], whole[k])

    volume = load_volume(entry, first_k=len(whole), on_slice=told, out=out)
    assert seen == list(reversed(range(len(whole))))
    np.testing.assert_array_equal(volume.array, whole)
    assert whole.any()


def test_a_compressed_stream_is_told_only_after_its_checksum(tmp_path: Path) -> None:
    path = tmp_path / "x.nii.gz"
    nibabel.save(nibabel.Nifti1Image(pixels_of().T, np.eye(4)), path)
    entry = scan_image_file(path)[0]
    state, data = path.stat(), bytearray(path.read_bytes())
    data[-8] ^= 1  # the checksum, by a disk that fails: nothing else tells of it
    path.write_bytes(data)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    seen: list[int] = []
    with pytest.raises(InputError, match=r"x\.nii\.gz is damaged"):
        load_image_slices(entry, room_for(entry), OUTWARD, seen.append)
    assert not seen


def test_a_file_cut_short_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.nii"
    nibabel.save(nibabel.Nifti1Image(pixels_of().T, np.eye(4)), path)
    entry, seen = scan_image_file(path)[0], list[int]()

    def cut(k: int) -> None:
        seen.append(k)
        with path.open("r+b") as file:
            file.truncate(400)

    with pytest.raises(InputError, match=r"x\.nii is cut short"):
        load_image_slices(entry, room_for(entry), OUTWARD, cut)
    assert seen == [3]


def test_reading_stops_between_slices(tmp_path: Path) -> None:
    path = tmp_path / "x.nii"
    nibabel.save(nibabel.Nifti1Image(pixels_of().T, np.eye(4)), path)
    entry, seen = scan_image_file(path)[0], list[int]()
    with pytest.raises(OperationCancelled):
        load_image_slices(
            entry, room_for(entry), OUTWARD, seen.append, cancelled=lambda: bool(seen)
        )
    assert seen == [3]
