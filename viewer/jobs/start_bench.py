"""How long a fresh process takes to the first picture in its window, beside bare Qt and a peer."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from inference.imaging.errors import InputError
from inference.imaging.progress import ProgressReport, ignore_progress
from inference.serving.peer import kept_byte_code, run_peer

RUNS = 5
PEER_SHAPE_KJI = (400, 512, 512)
SECONDS_AT_MOST = 120
_ROOT = Path(__file__).resolve().parents[2]
_BARE_QT = "import json, time; from PySide6.QtWidgets import QApplication, QWidget; " + (
    "app = QApplication([]); window = QWidget(); window.show(); app.processEvents(); "
    "window.grab(); print(json.dumps({'picture_ns': time.time_ns()}))"
)
_HEADER = """ObjectType = Image
NDims = 3
BinaryData = True
BinaryDataByteOrderMSB = False
CompressedData = False
TransformMatrix = 1 0 0 0 1 0 0 0 1
Offset = 0 0 0
ElementSpacing = 0.7 0.7 1
AnatomicalOrientation = RAI
DimSize = {}
ElementType = MET_SHORT
ElementDataFile = LOCAL
"""
Facts = dict[str, Any]


def bench_window(
    series: Path, report: ProgressReport = ignore_progress, runs: int = RUNS
) -> list[Facts]:
    """Medians in s from the start of `radlens open` to the first picture of ``series``.

    A first start, not counted, keeps byte code where there is none. The user's library and
    settings are not touched. Raises InputError where no window can start.
    """
    window = [_window(series) for _ in range(runs + 1)][1:]
    report("starting the window", 0.3)
    bare = [_run([sys.executable, "-c", _BARE_QT]) for _ in range(runs)]
    report("starting bare Qt", 0.4)
    heavy = {name for facts in window for name in facts["heavy"]}
    return [
        _row(f"start to the first picture, median of {runs}", _median(window, "seconds"), "s"),
        _row(f"a bare Qt window, median of {runs}", _median(bare, "seconds"), "s"),
        _row("torch and VTK imported with it", float(len(heavy)), "modules", 0.0),
    ]


def bench_peer(
    peer: str, report: ProgressReport = ignore_progress, runs: int = RUNS
) -> list[Facts]:
    """Start and memory beside another viewer on one file, run in turns on the same display.

    The first turn is not counted: caches fill in it. Raises InputError where the peer is not
    installed or either shows no picture.
    """
    ours: list[Facts] = []
    theirs: list[Facts] = []
    with tempfile.TemporaryDirectory(prefix="radlens-bench-") as folder:
        volume = Path(folder) / "volume.mha"
        write_volume(volume, PEER_SHAPE_KJI)
        for run in range(runs + 1):
            ours.append(_window(volume))
            theirs.append(run_peer(peer, "window", [volume, str(time.time_ns())]))
            report(f"starting {peer} and the window in turns", (run + 1) / (runs + 1))
    return peer_rows(f"{peer} {theirs[0]['version']}", ours[1:], theirs[1:])


def peer_rows(peer: str, ours: list[Facts], theirs: list[Facts]) -> list[Facts]:
    """The two rows of the speed table, medians against medians."""
    times = [_median(facts, "seconds") for facts in (ours, theirs)]
    memory = [_median(facts, "memory_bytes") for facts in (ours, theirs)]
    k, j, i = PEER_SHAPE_KJI
    size = f"{i}×{j}×{k}"
    return [
        _row(
            f"first picture of {size} ({times[0]:.2f} s), against {peer} ({times[1]:.2f} s)",
            times[1] / times[0],
            "× faster",
            2.0,
            at_least=True,
        ),
        _row(
            f"memory with it ({memory[0] / 1e6:.0f} MB), against {peer} ({memory[1] / 1e6:.0f} MB)",
            memory[0] / memory[1],
            "×",
            0.75,
        ),
    ]


def write_volume(path: Path, shape_kji: tuple[int, int, int]) -> None:
    """An uncompressed MetaImage of int16 noise, which every viewer can take as it lies."""
    k, j, i = shape_kji
    values = np.random.default_rng(3).integers(-1000, 1000, shape_kji).astype("<i2")
    with path.open("wb") as file:
        file.write(_HEADER.format(f"{i} {j} {k}").encode("ascii"))
        file.write(values.data)


def _row(
    what: str, value: float, unit: str, limit: float | None = None, *, at_least: bool = False
) -> Facts:
    holds = None if limit is None else (value >= limit if at_least else value <= limit)
    return {
        "what": what,
        "value": value,
        "unit": unit,
        "limit": limit,
        "at_least": at_least,
        "holds": holds,
    }


def _median(runs: list[Facts], name: str) -> float:
    return median(float(facts[name]) for facts in runs)


def _window(path: Path) -> Facts:
    command = [sys.executable, "main.py", "open", str(path.resolve()), "--report-start"]
    return _run(command)


def _run(command: list[str]) -> Facts:
    """What the started program says on its last line, with the seconds until its picture."""
    with tempfile.TemporaryDirectory(prefix="radlens-bench-") as home:
        started_ns = time.time_ns()
        try:
            done = subprocess.run(
                command,
                cwd=_ROOT,
                env=kept_byte_code() | {"RADLENS_HOME": home},
                capture_output=True,
                text=True,
                check=False,
                timeout=SECONDS_AT_MOST,
            )
        except subprocess.TimeoutExpired as error:
            message = f"The window showed no picture in {SECONDS_AT_MOST} s."
            raise InputError(message) from error
    if done.returncode or not done.stdout.strip():
        last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise InputError(f"The window did not start: {last}.")
    facts: Facts = json.loads(done.stdout.strip().splitlines()[-1])
    return facts | {"seconds": (facts["picture_ns"] - started_ns) / 1e9}
