"""A 4D series has a slider of its stacks, with its keys; a plain series has none."""

from pathlib import Path

from pydicom.uid import UID
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.factories import asymmetric_phantom, series_slices, write_dataset
from tests.gui.conftest import hang, phantom
from viewer.app import Parts
from viewer.state.intents import OpenPaths


def _write_echoes(folder: Path) -> None:
    """Two echoes of one series, a folder each."""
    for echo in (1, 2):
        for n, data in enumerate(series_slices(asymmetric_phantom())):
            data.EchoNumbers = echo
            data.SOPInstanceUID = UID(f"1.2.3.{echo}.{n}")
            write_dataset(data, folder / f"{echo}-{n}.dcm")


def test_the_slider_and_its_keys_step_through_the_stacks(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    _write_echoes(tmp_path)
    parts.session.dispatch(OpenPaths((tmp_path,)))
    bar = parts.window.views.panes[0].stacks
    qtbot.waitUntil(lambda: bar.isVisible() and _complete(parts), timeout=20_000)
    first = bar.slider.value()
    assert f"echo {first + 1}" in bar.label.text()
    bar.slider.setValue(1 - first)
    other = parts.window.views.panes[0].stacks
    qtbot.waitUntil(lambda: f"echo {2 - first}" in other.label.text(), timeout=20_000)
    qtbot.waitUntil(lambda: _complete(parts), timeout=20_000)
    key = Qt.Key.Key_PageUp if first == 0 else Qt.Key.Key_PageDown
    parts.window.views.panes[0].view.setFocus()
    qtbot.keyClick(parts.window.views.panes[0].view, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: f"echo {first + 1}" in other.label.text(), timeout=20_000)


def test_a_plain_series_has_no_slider_of_stacks(parts: Parts) -> None:
    hang(parts, phantom())
    assert not parts.window.views.panes[0].stacks.isVisible()


def _complete(parts: Parts) -> bool:
    series = parts.session.state.active_series
    return series is not None and series.complete
