"""The palette is walked: every command of the table is found in it, chosen by key, and runs."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from inference.imaging.display_window import DisplayWindow
from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry
from inference.reading.entry import SeriesEntry
from tests.gui.conftest import hang, phantom
from tests.gui.crowded_window import crowd
from tests.unit.library.library_studies import a_length
from viewer.app import Parts
from viewer.commands import COMMANDS
from viewer.controllers.hanging import known_protocols
from viewer.controllers.models import list_rows
from viewer.render.windows import auto_window
from viewer.state.drawing_intents import DrawMeasurement
from viewer.state.facts import ModelsListed, ProtocolsKnown, SeriesFound, SeriesLoaded
from viewer.state.fusion_intents import LinkHere
from viewer.state.hanging_intents import HangProtocol
from viewer.state.intents import ChooseTool, PerformCommand
from viewer.state.look_intents import SetSlab
from viewer.state.pane_intents import SetLayout
from viewer.state.solid_intents import SetPaneView
from viewer.state.tilt_intents import TurnPlanes
from viewer.state.view_state import ViewState
from viewer.widgets.palette import Palette, found_commands

Complaints = list[str]


def crowded(parts: Parts) -> None:
    """A study with everything on it, with windows and a doubt of its own; a measurement undone."""
    windows = (DisplayWindow(40, 80), DisplayWindow(50, 350))
    flags = (Flag("tilt", "A doubt of this test."),)
    crowd(parts, replace(phantom("CT"), windows=windows, flags=flags))
    parts.session.dispatch(ModelsListed(list_rows()[0]))
    parts.session.dispatch(DrawMeasurement(a_length("m2")))
    parts.session.dispatch(PerformCommand("undo"))


def painting(parts: Parts) -> None:
    crowded(parts)
    parts.session.dispatch(ChooseTool("brush"))


def solid(parts: Parts) -> None:
    crowded(parts)
    parts.session.dispatch(SetPaneView("3d"))


def solid_mr(parts: Parts) -> None:
    hang(parts, phantom("MR"))
    parts.session.dispatch(SetPaneView("3d"))


def slanted(parts: Parts) -> None:
    crowded(parts)
    parts.session.dispatch(TurnPlanes(10.0))
    parts.session.dispatch(SetSlab("mip", 10.0))


def along_a_line(parts: Parts) -> None:
    crowded(parts)
    places = ((-20.0, -20.0, 0.0), (0.0, 0.0, 10.0), (20.0, 10.0, 0.0))
    series = parts.session.state.active_series
    assert series is not None
    line = replace(
        a_length("c1"),
        kind="curve",
        points_lps=places,
        series_uid=series.volume.series_uid,
        frame_of_reference_uid=series.volume.geometry.frame_of_reference_uid,
    )
    parts.session.dispatch(DrawMeasurement(line))


def curved(parts: Parts) -> None:
    along_a_line(parts)
    parts.session.dispatch(PerformCommand("curved-plane"))


def two_spaces(parts: Parts) -> None:
    """Two series that share no frame of reference, linked by hand."""
    crowded(parts)
    base = phantom("CT")
    apart = Geometry(base.geometry.shape_kji, base.geometry.index_to_lps, "another")
    other = replace(
        base, geometry=apart, info=replace(base.info, series_uid="1.2.3.7", series_number=7)
    )
    entry = SeriesEntry("1.2.3.7", other.info, apart, "HU", "int16", "dicom", ())
    parts.session.dispatch(SetLayout("1x2"))
    parts.session.dispatch(SeriesFound((entry,)))
    parts.session.dispatch(SeriesLoaded("token-1", entry, other, 40, auto_window(other), 1))
    parts.session.dispatch(LinkHere())


def stacked(parts: Parts) -> None:
    """One of two time points of a 4D series."""
    volume = replace(phantom("MR"), stack_name="time 1")
    first = SeriesEntry(
        "4d/1", volume.info, volume.geometry, "", "int16", "dicom", (), stack_name="time 1"
    )
    second = replace(first, id="4d/2", stack_name="time 2")
    hang(parts, phantom("MR"))
    parts.session.dispatch(SeriesFound((first, second)))
    parts.session.dispatch(SeriesLoaded("token-1", first, volume, 40, auto_window(volume)))


def hung(parts: Parts) -> None:
    crowded(parts)
    protocols, complaint = known_protocols(Path("no table of one's own"))
    assert complaint == ""
    parts.session.dispatch(ProtocolsKnown(protocols))
    parts.session.dispatch(HangProtocol("Any volume"))


DESKS: tuple[Callable[[Parts], None], ...] = (
    crowded,
    painting,
    solid,
    solid_mr,
    slanted,
    along_a_line,
    curved,
    two_spaces,
    stacked,
    hung,
)


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    """What Qt says; the off-screen platform's own remarks are not about us."""
    heard: Complaints = []

    def take(kind: QtMsgType, _context: object, message: str) -> None:
        if kind != QtMsgType.QtDebugMsg and "This plugin does not support" not in message:
            heard.append(message)

    qInstallMessageHandler(take)
    yield heard
    qInstallMessageHandler(None)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's file dialogs answer with places in a folder of their own."""
    folder = tmp_path / "chosen"
    folder.mkdir()
    target = (str(folder / "made"), "")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: str(folder))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([str(folder)], ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: target)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: target)
    return folder


def test_every_command_is_chosen_in_the_palette_and_runs_without_a_word_from_qt(
    parts: Parts, qtbot: QtBot, complaints: Complaints, files: Path
) -> None:
    """Each on the first of several desks on which it can be done; none is left out."""
    waiting = dict.fromkeys(command for command in COMMANDS if command != "palette")
    faults: list[str] = []
    for build in DESKS:
        parts.session.reset(replace(ViewState(), settings=parts.session.state.settings))
        build(parts)
        QApplication.processEvents()
        desk = parts.session.state
        for command_id in [c for c in waiting if COMMANDS[c].enabled(desk)]:
            del waiting[command_id]
            parts.session.reset(replace(desk, settings=parts.session.state.settings))
            choose(parts, qtbot, command_id)
            settle(parts)
            faults += [m.text for m in parts.session.state.messages if m.key.startswith("fault")]
    assert list(waiting) == []
    assert complaints == []
    assert faults == []


def test_the_palette_opens_by_its_key_and_lists_every_command_that_can_be_done(
    parts: Parts, qtbot: QtBot
) -> None:
    crowded(parts)
    palette = opened(parts, qtbot)
    listed = [
        palette.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(palette.list.count())
    ]
    state = parts.session.state
    assert listed == [c.id for c in COMMANDS.values() if c.enabled(state) and c.id != "palette"]
    palette.close()


def test_the_palette_finds_commands_by_any_word_or_key(parts: Parts) -> None:
    hang(parts, phantom("CT"))
    state = parts.session.state
    assert [c.id for c in found_commands("ct lung", state)] == ["window-lung"]
    assert "screenshot" in [c.id for c in found_commands("ctrl+s", state)]
    assert found_commands("no such thing", state) == []


def test_every_command_is_in_its_menu(parts: Parts) -> None:
    bar = parts.window.menuWidget()
    assert bar is not None
    in_menus = {id(action) for menu in bar.findChildren(QMenu) for action in menu.actions()}
    for command_id, action in parts.window.commands.by_id.items():
        assert id(action) in in_menus, command_id


def opened(parts: Parts, qtbot: QtBot) -> Palette:
    """The palette, called by Ctrl+K with the keyboard on the pictures."""
    parts.window.views.focus_active(parts.session.state)
    view = parts.window.views.panes[parts.session.state.active].view
    qtbot.keyClick(view, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    (palette,) = [p for p in parts.window.findChildren(Palette) if p.isVisible()]
    return palette


def choose(parts: Parts, qtbot: QtBot, command_id: str) -> None:
    """Type the command's title, go down to it and press Enter."""
    palette = opened(parts, qtbot)
    palette.line.insert(COMMANDS[command_id].title)  # … and – are on no keyboard
    rows = [
        palette.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(palette.list.count())
    ]
    for _ in range(rows.index(command_id)):
        qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    QApplication.processEvents()


def settle(parts: Parts) -> None:
    """Close what the command opened, stop what it began, and put the window as it was."""
    window = parts.window
    for dialog in window.findChildren(QDialog):
        dialog.close()
    for menu in window.findChildren(QMenu):
        menu.close()
    parts.session.dispatch(PerformCommand("cancel-work"))
    for name, usual in (("language", "en"), ("theme", "dark")):
        if parts.session.state.settings[name] != usual:
            parts.session.dispatch(PerformCommand(name))
    if window.isFullScreen():
        window.showNormal()
    if not window.isVisible():
        window.show()
    window.activateWindow()
    QApplication.processEvents()
