"""Benches of the whole window: how late its loop is, and how soon a turn of the wheel is seen."""

import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from inference.imaging.errors import InputError
from inference.imaging.progress import ProgressReport, ignore_progress
from inference.imaging.volume import Volume
from inference.reading.entry import SeriesEntry
from viewer.app import Parts, build_window, make_application
from viewer.controllers.pilot import Pilot
from viewer.controllers.stall_meter import StallMeter
from viewer.render.windows import auto_window
from viewer.state.facts import SeriesFound, SeriesLoaded, StudyOpened
from viewer.state.intents import OpenPaths
from viewer.state.pane_intents import GoToSlice, ScrollSlices, SetLayout
from viewer.state.shelf import study_key
from viewer.state.solid_intents import TurnSolid
from viewer.widgets.slice_view import SliceView

_NOTCH = 120  # eighths of a degree


def bench_stalls(
    series: Path, model_id: str = "", report: ProgressReport = ignore_progress
) -> list[dict[str, Any]]:
    """Lateness of a 10 ms timer while a series loads, slices scroll, a model runs and 3D turns.

    Rows for ``bench_table``; the limit (promise 8) is 100 ms at the 99th percentile. The user's
    library and settings are not touched. Raises InputError when the series or model fails.
    """
    app, meter = make_application(), StallMeter()
    failed: list[str] = []

    def landed(sentence: str) -> None:
        failed.append(sentence)
        app.quit()

    with tempfile.TemporaryDirectory(prefix="radlens-bench-") as home:
        parts = build_window(home=Path(home))
        parts.window.resize(1600, 900)
        parts.window.show()
        parts.warmer.start()
        wheel = QTimer()
        wheel.timeout.connect(lambda: _scroll_and_turn(parts))
        pilot = Pilot(parts.session, model_id, None, landed)
        meter.start()
        wheel.start(50)
        parts.session.dispatch(OpenPaths((series,)))
        report("loading, scrolling, turning, running", 0.0)
        app.exec()
        meter.stop()
        wheel.stop()
        parts.close()
        del pilot
    if failed[0]:
        raise InputError(failed[0])
    what = "event loop late while loading, scrolling, turning in 3D"
    what += " and a model runs" if model_id else ""
    found = meter.summary()
    return [
        _bench_row(f"{what}, p99", found["p99_ms"], 100.0),
        _bench_row(f"{what}, p50", found["p50_ms"], None),
        _bench_row(f"{what}, worst", found["max_ms"], None),
    ]


def _scroll_and_turn(parts: Parts) -> None:
    """One slice on, at the end of the stack back to its beginning; a 3D view turns by 3°."""
    session = parts.session
    solids = [n for n, pane in enumerate(session.state.panes) if pane.view == "3d"]
    if not solids and session.state.active_series is not None:
        session.dispatch(SetLayout("2x2"))
    for pane in solids:
        session.dispatch(TurnSolid(3.0, 0.0, pane))
    before = session.state.cursors
    session.dispatch(ScrollSlices(1))
    if session.state.cursors == before:
        session.dispatch(GoToSlice(0))


def _bench_row(what: str, milliseconds: float, limit: float | None) -> dict[str, Any]:
    holds = None if limit is None else milliseconds <= limit
    return {"what": what, "value": milliseconds, "unit": "ms", "limit": limit, "holds": holds}


def bench_scroll(volume: Volume, turns: int = 60) -> tuple[float, float]:
    """(median, 99th percentile) in ms from a turn of the wheel to the painted window.

    One large view of the whole window, all of whose panels follow; each turn is the next slice.
    The user's library and settings are not touched.
    """
    make_application()
    with tempfile.TemporaryDirectory(prefix="radlens-bench-") as home:
        parts = build_window(home=Path(home))
        parts.window.resize(1600, 1100)
        parts.window.show()
        _hang(parts, volume)
        view = parts.window.views.panes[0].view
        _settle()
        times = [_turn(view) for _ in range(turns)]
        parts.close()
    p50, p99 = np.percentile(times[3:], [50, 99])
    return float(p50), float(p99)


def _hang(parts: Parts, volume: Volume) -> None:
    """A series that is here, as if it had been read."""
    entry = SeriesEntry(
        volume.series_uid, volume.info, volume.geometry, volume.unit, "int16", "nifti", ()
    )
    session = parts.session
    session.dispatch(SetLayout("1x1"))
    session.dispatch(SeriesFound((entry,)))
    session.dispatch(StudyOpened(study_key(entry), "bench"))
    slices = volume.geometry.shape_kji[0]
    session.dispatch(SeriesLoaded("bench", entry, volume, slices, auto_window(volume)))


def _settle() -> None:
    for _ in range(20):
        QApplication.processEvents()


def _turn(view: SliceView) -> float:
    """Milliseconds from one notch of the wheel until the view was painted."""
    painted, started = view.paints, time.perf_counter()
    turn_wheel(view, 1)
    while view.paints == painted:
        QApplication.processEvents()
    return (time.perf_counter() - started) * 1e3


def turn_wheel(view: SliceView, notches: int) -> None:
    """Post notches of the wheel over the middle of a view, one event each."""
    middle = QPointF(view.rect().center())
    way = QPoint(0, _NOTCH if notches > 0 else -_NOTCH)
    for _ in range(abs(notches)):
        event = QWheelEvent(
            middle, view.mapToGlobal(middle), QPoint(), way, Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.postEvent(view, event)
