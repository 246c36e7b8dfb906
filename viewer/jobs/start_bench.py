"""How long a fresh process takes to the first picture in its window, beside bare Qt."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from inference.imaging.errors import InputError
from inference.imaging.progress import ProgressReport, ignore_progress

RUNS = 5
SECONDS_AT_MOST = 120
_WINDOW = "import sys, pathlib; from viewer.app import run_window; " + (
    "run_window([pathlib.Path(sys.argv[1])], screenshot=pathlib.Path(sys.argv[2]))"
)
_BARE_QT = "import sys; from PySide6.QtWidgets import QApplication, QWidget; " + (
    "app = QApplication([]); window = QWidget(); window.show(); app.processEvents(); "
    "window.grab().save(sys.argv[2])"
)


def bench_window(
    series: Path, report: ProgressReport = ignore_progress, runs: int = RUNS
) -> list[dict[str, Any]]:
    """Medians in s from the start of Python to a saved picture of the window with ``series``.

    The user's library and settings are not touched. Raises InputError where no window can start.
    """
    rows = (
        ("window with a loaded series, from nothing to its saved picture", _WINDOW),
        ("a bare Qt window, from nothing to its saved picture", _BARE_QT),
    )
    found: list[dict[str, Any]] = []
    for what, code in rows:
        seconds = [_timed(code, series) for _ in range(runs)]
        report(what, (len(found) + 1) / len(rows))
        found.append(_row(f"{what}, median of {runs}", statistics.median(seconds)))
    return found


def _row(what: str, seconds: float) -> dict[str, Any]:
    return {"what": what, "value": seconds, "unit": "s", "limit": None, "holds": None}


def _timed(code: str, series: Path) -> float:
    """Seconds until the picture was there; the end of the process does not count."""
    with tempfile.TemporaryDirectory(prefix="radlens-bench-") as folder:
        picture = Path(folder) / "picture.png"
        started = time.time_ns()
        done = _start(code, series, picture)
        if done.returncode or not picture.exists():
            last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            raise InputError(f"The window did not start: {last}.")
        return (picture.stat().st_mtime_ns - started) / 1e9


def _start(code: str, series: Path, picture: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", code, str(series.resolve()), str(picture)]
    home = {"RADLENS_HOME": str(picture.with_name("home"))}
    try:
        return subprocess.run(
            command,
            cwd=Path(__file__).resolve().parents[2],
            env=os.environ | home,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS_AT_MOST,
        )
    except subprocess.TimeoutExpired as error:
        message = f"The window showed no picture in {SECONDS_AT_MOST} s."
        raise InputError(message) from error
