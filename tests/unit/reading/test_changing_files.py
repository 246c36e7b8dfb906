"""A file that is cut short while it is open is an error, and never kills the process."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import nibabel
import numpy as np
import pytest
import SimpleITK as sitk
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.reading.load import load_volume
from inference.reading.sandbox import SandboxPool
from inference.reading.scan import scan_paths
from inference.reading.unchanged import same_files
from tests.data_folder import ROOT
from tests.factories import (
    asymmetric_phantom,
    enhanced_dataset,
    series_slices,
    write_dataset,
    write_series,
)

PHANTOM = asymmetric_phantom((40, 64, 64))
UNTOUCHED = -12345
MAPPED = re.compile(r"\bmemmap\b|mmap_mode|\bmmap\.mmap\(|\bmmap=|SharedMemory\(")
OWN_MEMORY = {"inference/reading/shared_room.py", "viewer/jobs/parcel.py"}


def _many_files(folder: Path) -> list[Path]:
    return write_series(series_slices(PHANTOM), folder)


def _one_file(folder: Path) -> list[Path]:
    folder.mkdir()
    return [write_dataset(enhanced_dataset(PHANTOM), folder / "a.dcm")]


@pytest.mark.parametrize("write", [_many_files, _one_file])
def test_dicom_cut_short_during_the_load_is_an_error(
    write: Callable[[Path], list[Path]], tmp_path: Path
) -> None:
    paths = write(tmp_path / "in")
    (entry,) = scan_paths([tmp_path / "in"]).series
    out: NDArray[np.int16] = np.full(PHANTOM.shape, UNTOUCHED, np.int16)
    done: list[int] = []

    def cut(k: int) -> None:
        done.append(k)
        for path in paths if len(done) == 1 else ():
            with path.open("r+b") as stream:
                stream.truncate(path.stat().st_size // 2)

    with pytest.raises(InputError, match=r"changed since|cut short"):
        load_volume(entry, first_k=0, out=out, on_slice=cut, threads=1)
    assert 1 <= len(done) < len(PHANTOM)
    unread = [k for k in range(len(PHANTOM)) if k not in done]
    stored = PHANTOM.astype(int) - 1024
    for k in done:
        np.testing.assert_array_equal(out[k], stored[k])
    for k in unread:  # nothing made up: untouched, or what the file really held
        assert ((out[k] == UNTOUCHED) | (out[k] == stored[k])).all()


def test_an_image_file_cut_short_after_the_scan_is_an_error_and_the_next_one_opens(
    tmp_path: Path,
) -> None:
    pool = SandboxPool(1)
    try:
        for name in ("cut", "whole"):
            nibabel.save(nibabel.Nifti1Image(PHANTOM.T, np.eye(4)), tmp_path / f"{name}.nii")
        (cut,) = pool.scan_paths([tmp_path / "cut.nii"]).series
        (whole,) = pool.scan_paths([tmp_path / "whole.nii"]).series
        with (tmp_path / "cut.nii").open("r+b") as stream:
            stream.truncate(5000)
        with pytest.raises(InputError, match=r"cut\.nii"):
            pool.load_volume(cut)
        np.testing.assert_array_equal(pool.load_volume(whole).array, PHANTOM)
    finally:
        pool.close()


def test_no_source_file_maps_a_users_file_into_memory() -> None:
    """Mappings are of memory of our own without a name in the file system, in two places."""
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in ("inference", "viewer")
        for path in (ROOT / folder).rglob("*.py")
        if MAPPED.search(path.read_text(encoding="utf-8"))
    }
    assert found <= OWN_MEMORY
    assert "inference/reading/shared_room.py" in found


@pytest.mark.parametrize("name", ["head.nii", "head.nii.gz", "head.nrrd", "head.mha", "head.mhd"])
@pytest.mark.parametrize("which", ["header", "pixels"])
def test_an_image_file_that_became_another_is_refused_not_shown_at_the_old_place(
    tmp_path: Path, name: str, which: str
) -> None:
    """The same size, the same numbers, the other side: only a second scan can tell."""
    path, mirrored = tmp_path / name, tmp_path / "other"
    mirrored.mkdir()
    image = sitk.GetImageFromArray(PHANTOM)
    sitk.WriteImage(image, str(path))
    (entry,) = scan_paths([path]).series
    image.SetDirection((-1, 0, 0, 0, 1, 0, 0, 0, 1))
    sitk.WriteImage(image, str(mirrored / name))
    detached = path.with_suffix(".raw")
    target = detached if which == "pixels" and detached.exists() else path
    shutil.copyfile(mirrored / target.name, target)
    os.utime(target, ns=(2, 10**9))  # as if written later, on a disk that keeps whole seconds
    for load in (load_volume, SandboxPool().load_volume):
        with pytest.raises(InputError, match=rf"{re.escape(target.name)} has changed since"):
            load(entry)
    (again,) = scan_paths([path]).series
    expected = 1 if target == detached else -1
    assert load_volume(again).geometry.index_to_lps[0, 2] == expected


def test_a_copy_that_kept_its_times_is_the_same_and_a_written_or_missing_file_is_not(
    tmp_path: Path,
) -> None:
    paths = _many_files(tmp_path / "in")
    (entry,) = scan_paths([tmp_path / "in"]).series
    shutil.copytree(tmp_path / "in", tmp_path / "copy")
    (copied,) = scan_paths([tmp_path / "copy"]).series
    assert same_files(entry, copied) and same_files(copied, entry)
    os.utime(paths[3], ns=(1, 1))
    (written,) = scan_paths([tmp_path / "in"]).series
    assert not same_files(entry, written) and not same_files(written, entry)
    next((tmp_path / "copy").iterdir()).unlink()
    (fewer,) = scan_paths([tmp_path / "copy"]).series
    assert not same_files(entry, fewer)
