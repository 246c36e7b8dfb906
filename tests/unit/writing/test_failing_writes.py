"""Writes that fail or are killed: an error that is told, and the old file whole."""

import errno
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from inference.imaging.errors import InputError
from inference.writing.result_folder import read_result, write_result
from tests.data_folder import ROOT
from tests.unit.writing.test_result_folder import example, oblique

if sys.platform != "win32":
    import resource

posix_only = pytest.mark.skipif(os.name != "posix", reason="needs fork, signals and limits")


@posix_only
def test_an_export_killed_at_any_step_leaves_old_or_new_files(tmp_path: Path) -> None:
    script = ROOT / "tests" / "unit" / "writing" / "killed_export.py"
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[1]) >= 10  # two files: opened, synced, read back, renamed


@posix_only
@pytest.mark.parametrize("room", [0, 60, 400])
def test_a_result_that_outgrows_the_room_leaves_the_old_one(tmp_path: Path, room: int) -> None:
    result, volume = example(oblique())
    write_result(result, volume, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        with pytest.raises(InputError, match="cannot be written"):
            write_result(replace(result, request_id="other"), volume, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert read_result(tmp_path).request_id == result.request_id


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_an_error_of_the_disk_is_told_and_leaves_the_old_result(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    result, volume = example(oblique())
    write_result(result, volume, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def fails(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fails)
        with pytest.raises(InputError, match=os.strerror(number)):
            write_result(replace(result, request_id="other"), volume, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_that_may_not_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result, volume = example(oblique())

    def refuses(_path: Path, *_arguments: object, **_named: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuses)
        with pytest.raises(InputError, match="Permission denied"):
            write_result(result, volume, tmp_path / "results" / "new")
    assert list(tmp_path.iterdir()) == []  # no empty folder either
