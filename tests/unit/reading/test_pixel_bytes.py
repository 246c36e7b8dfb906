"""Pixels come whole or not at all, however the system hands them over."""

import os
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from inference.imaging.errors import InputError
from inference.reading import pixel_bytes
from inference.reading.load import _runs, load_volume
from inference.reading.pixel_bytes import Writable
from tests.factories import asymmetric_phantom, series_slices
from tests.unit.reading.dicom_checks import only_entry, scan_of

_PHANTOM = asymmetric_phantom((9, 8, 7))
_read_at = pixel_bytes._read_at


def _in_small_pieces(descriptor: int, buffers: Sequence[Writable], place: int) -> int:
    return _read_at(descriptor, (pixel_bytes._bytes_of(buffers[0])[:13],), place)


def _interrupted(descriptor: int, buffers: Sequence[Writable], place: int) -> int:
    raise OSError(5, os.strerror(5))


@pytest.mark.parametrize("way", [_in_small_pieces, pixel_bytes._seek_and_read, _read_at])
@pytest.mark.parametrize("threads", [1, 2, 5])
def test_pixels_are_whole_however_few_bytes_come_at_a_time(
    way: object, threads: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pixel_bytes, "_read_at", way)
    entry = only_entry(scan_of(series_slices(_PHANTOM), tmp_path))
    told: list[int] = []
    volume = load_volume(entry, first_k=2, on_slice=told.append, threads=threads)
    np.testing.assert_array_equal(volume.array, _PHANTOM.astype(int) - 1024)
    assert sorted(told) == list(range(9))


def test_a_disk_that_fails_is_named_with_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = only_entry(scan_of(series_slices(_PHANTOM), tmp_path))
    monkeypatch.setattr(pixel_bytes, "_read_at", _interrupted)
    with pytest.raises(InputError, match=r"cannot be read: Input/output error\."):
        load_volume(entry)


@pytest.mark.parametrize("count", [1, 2, 9, 400])
@pytest.mark.parametrize("length", [1, 4, 8])
def test_runs_hold_every_slice_once_the_wanted_one_first(count: int, length: int) -> None:
    for first in {0, count // 3, count - 1}:
        order = sorted(range(count), key=lambda k: (abs(k - first), k))
        runs = _runs(order, length)
        assert runs[0][0] == first
        assert sorted(k for run in runs for k in run) == list(range(count))
        assert all({abs(a - b) for a, b in pairwise(run)} <= {1} for run in runs)
        assert [abs(run[0] - first) for run in runs] == sorted(abs(run[0] - first) for run in runs)
        if length == 1:
            assert [k for run in runs for k in run] == order
