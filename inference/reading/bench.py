"""How fast series are read, against the bare reading of their bytes and against other readers.

Our side is what the window and the commands use: the pool of reading processes, one of them warm.
"""

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.imaging.progress import ProgressReport, ignore_progress
from inference.reading import bench_data
from inference.reading.entry import SeriesEntry
from inference.reading.file_header import FileHeader
from inference.reading.headers import read_header
from inference.reading.sandbox import SandboxPool

_RUNS, _ROWS = 7, 7


@dataclass(frozen=True, slots=True)
class BenchRow:
    """One measured figure beside its limit; ``at_least`` says which side of it is good."""

    name: str
    value: float
    limit: float
    unit: str
    at_least: bool = False
    details: str = ""

    @property
    def holds(self) -> bool:
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def facts(self) -> dict[str, Any]:
        """The row as ``radlens bench`` prints it."""
        what = f"{self.name} ({self.details})" if self.details else self.name
        return {
            "what": what,
            "value": self.value,
            "unit": self.unit,
            "limit": self.limit,
            "at_least": self.at_least,
            "holds": self.holds,
        }


def bench_load(
    report: ProgressReport = ignore_progress, slices: int = 400, runs: int = _RUNS
) -> list[dict[str, Any]]:
    """The loading rows of the speed table, medians on this machine beside their limits."""
    rows = []
    for row in bench_rows(slices, runs):
        rows.append(row.facts())
        report(row.name, min(len(rows) / _ROWS, 1.0))
    return rows


def bench_rows(slices: int = 400, runs: int = _RUNS) -> Iterator[BenchRow]:
    """Each row as soon as it is measured."""
    with tempfile.TemporaryDirectory(prefix="radlens-bench-") as name:
        folder = Path(name)
        with closing(SandboxPool(1)) as pool:
            bench_data.write_ct_series(folder / "ct", slices)
            yield from _uncompressed(pool, folder / "ct", runs)
            yield from _headers(folder / "ct")
            bench_data.write_compressed_series(folder / "j2k", max(slices // 10, 12))
            yield from _compressed(pool, folder / "j2k")
            bench_data.write_nifti(folder / "volume.nii.gz", max(slices // 4, 12))
            yield _nifti(pool, folder / "volume.nii.gz")


def _uncompressed(pool: SandboxPool, folder: Path, runs: int) -> Iterator[BenchRow]:
    headers = [header for path in sorted(folder.iterdir()) if (header := read_header(path))]
    limit, ours = _alternating([lambda: _bare_reading(headers), lambda: _ours(pool, folder)], runs)
    yield BenchRow(
        "CT series → int16 HU", ours / limit, 1.5, "× bare reading", details=_ms(ours, limit)
    )
    theirs = _timed(lambda: _simpleitk(folder), 2)
    yield BenchRow(
        "CT series, against SimpleITK", theirs / ours, 10.0, "× faster", True, _ms(ours, theirs)
    )
    yield BenchRow("peak memory", _peak_memory(folder), 1.1, "× the volume")


def _ours(pool: SandboxPool, path: Path) -> NDArray[Any]:
    return pool.load_volume(pool.scan_paths([path]).series[0]).array


def _bare_reading(headers: list[FileHeader]) -> NDArray[np.int16]:
    """The limit: each file's pixel bytes into place, the intercept added; nothing checked."""
    out = np.empty((len(headers), bench_data.SIDE, bench_data.SIDE), np.int16)
    for k, header in enumerate(headers):
        descriptor = os.open(header.path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            file.seek(header.pixel_offset)
            file.readinto(out[k].data)
        out[k] += np.int16(-1024)
    return out


def _simpleitk(folder: Path) -> NDArray[Any]:
    import SimpleITK

    reader = SimpleITK.ImageSeriesReader()
    reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(folder)))
    array: NDArray[Any] = SimpleITK.GetArrayFromImage(reader.Execute())
    return array


def _peak_memory(folder: Path) -> float:
    """Growth of fresh processes while they scan and load, in units of the volume."""
    command = [sys.executable, "-m", "inference.reading.bench_memory", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout)


def _headers(folder: Path) -> Iterator[BenchRow]:
    import pydicom

    paths = sorted(folder.iterdir())
    files = (paths * (2000 // len(paths) + 1))[:2000]
    some = files[:400]
    ours, part = _alternating(
        [
            lambda: [read_header(path) for path in files],
            lambda: [pydicom.dcmread(path, stop_before_pixels=True) for path in some],
        ],
        3,
    )
    theirs = part * len(files) / len(some)
    yield BenchRow(
        "index of 2,000 files, against pydicom",
        theirs / ours,
        10.0,
        "× faster",
        True,
        _ms(ours, theirs),
    )


def _compressed(pool: SandboxPool, folder: Path) -> Iterator[BenchRow]:
    entry = pool.scan_paths([folder]).series[0]
    one, two = _alternating(
        [lambda: pool.load_volume(entry, threads=1), lambda: pool.load_volume(entry, threads=2)], 5
    )
    yield BenchRow(
        "compressed series, two threads against one", one / two, 1.7, "×", True, _ms(two, one)
    )
    single = one / len(entry.files)
    first = _until_first(pool, entry, 7)
    yield BenchRow("first picture", first / single, 3.0, "decodes", details=_ms(first, single))


def _until_first(pool: SandboxPool, entry: SeriesEntry, runs: int) -> float:
    """Median seconds from the wish for a series to the wanted slice in its place."""
    wanted = len(entry.files) // 3
    seconds = []
    for _ in range(runs):
        came: dict[int, float] = {}
        started = time.perf_counter()
        pool.load_volume(entry, first_k=wanted, on_slice=partial(_note_time, came))
        seconds.append(came[wanted] - started)
    return median(seconds)


def _note_time(came: dict[int, float], k: int) -> None:
    came[k] = time.perf_counter()


def _nifti(pool: SandboxPool, path: Path) -> BenchRow:
    import SimpleITK

    ours, theirs = _alternating(
        [
            lambda: _ours(pool, path),
            lambda: SimpleITK.GetArrayFromImage(SimpleITK.ReadImage(str(path))),
        ],
        3,
    )
    return BenchRow(
        ".nii.gz, against SimpleITK", theirs / ours, 1.8, "× faster", True, _ms(ours, theirs)
    )


def _timed(work: Callable[[], object], runs: int) -> float:
    return _alternating([work], runs)[0]


def _alternating(works: list[Callable[[], object]], runs: int) -> list[float]:
    """Median seconds of each, run in turns, so that a busy machine is busy for all of them."""
    times: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(runs):
        for work, taken in zip(works, times, strict=True):
            gc.collect()
            started = time.perf_counter()
            result = work()
            taken.append(time.perf_counter() - started)
            del result
    return [median(taken) for taken in times]


def _ms(*seconds: float) -> str:
    return " against ".join(f"{value * 1000:.0f} ms" for value in seconds)
