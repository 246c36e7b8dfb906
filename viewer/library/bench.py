"""How fast the library is on this machine, beside what is promised of it."""

import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from inference.imaging.errors import OperationCancelled
from inference.imaging.progress import ProgressReport, ignore_progress
from viewer.library.bench_files import write_files
from viewer.library.library import Library

FILES, STUDIES, SLICES, CANCELS = 10_000, 2_000, 100, 5
_QUERIES = ("w", "wa", "wan", "wang", "wang 2015", "ct venous 2012-06", "p000123", "2011..2013")


@dataclass(frozen=True, slots=True)
class BenchRow:
    """One figure; ``limit`` is the most that is promised, in the same unit, None = no promise."""

    what: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def holds(self) -> bool | None:
        return None if self.limit is None else self.value <= self.limit


def bench_library(report: ProgressReport = ignore_progress) -> list[dict[str, Any]]:
    """Index 10,000 files and search 2,000 studies, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="radlens-bench-") as folder:
        rows = [*_index_rows(Path(folder), report), *_search_rows(Path(folder), report)]
    return [{**asdict(row), "holds": row.holds} for row in rows]


def _index_rows(folder: Path, report: ProgressReport) -> list[BenchRow]:
    report("writing files", 0.0)
    for _ in write_files(folder / "files", FILES, SLICES):
        pass
    cold = Library(folder / "cold")
    first = cold.index([folder / "files"], report)
    again = cold.index([folder / "files"], report)
    cold.close()
    warm = Library(folder / "warm")
    second = warm.index([folder / "files"], report)
    warm.close()
    return [
        BenchRow("index of 10,000 files, start of the readers included", first.seconds, "s", 10.0),
        BenchRow("index of 10,000 files, readers warm", second.seconds, "s", 10.0),
        BenchRow("first rows, start of the readers included", first.first_rows_seconds or 0.0, "s"),
        BenchRow(
            "first rows, readers warm as in the window", second.first_rows_seconds or 0.0, "s", 1.0
        ),
        BenchRow("10,000 known files again", again.seconds, "s", 1.0),
        BenchRow(f"cancel, worst of {CANCELS}", _cancel_seconds(folder), "s", 0.2),
    ]


def _cancel_seconds(folder: Path) -> float:
    """From the wish to the return of ``index``, at different moments."""
    worst = 0.0
    for turn in range(CANCELS):
        library = Library(folder / f"cancel{turn}")
        wish = threading.Event()
        asked: list[float] = []
        timer = threading.Timer(0.2 + 0.25 * turn, partial(_ask, wish, asked))
        timer.start()
        try:
            library.index([folder / "files"], cancelled=wish.is_set)
        except OperationCancelled:
            worst = max(worst, time.perf_counter() - asked[0])
        timer.join()
        library.close()
    return worst


def _ask(wish: threading.Event, asked: list[float]) -> None:
    asked.append(time.perf_counter())
    wish.set()


def _search_rows(folder: Path, report: ProgressReport) -> list[BenchRow]:
    report("indexing 2,000 studies", 0.9)
    for _ in write_files(folder / "many", STUDIES * 2, 1):
        pass
    library = Library(folder / "search")
    library.index([folder / "many"], report)
    listing = _milliseconds(partial(library.search, "", STUDIES))
    typed = [_milliseconds(partial(library.search, words)) for words in _QUERIES]
    library.close()
    return [
        BenchRow("all 2,000 studies listed, median of 9", listing, "ms", 50.0),
        BenchRow("search as typed over 2,000 studies, slowest query", max(typed), "ms", 50.0),
        BenchRow("search as typed, median query", statistics.median(typed), "ms", 50.0),
    ]


def _milliseconds(search: Callable[[], object]) -> float:
    """The median of nine."""
    seconds = []
    for _ in range(9):
        start = time.perf_counter()
        search()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds) * 1000
