"""Studies hang by rule: first stage, next stage, the user's own table, the setting, dragging."""

from dataclasses import replace
from pathlib import Path
from zlib import crc32

import pytest
from pydicom.uid import UID
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.factories import asymmetric_phantom, series_slices, write_dataset
from tests.gui.conftest import hang, phantom
from tests.gui.test_library_list import Opened, opened
from tests.gui.test_warming import is_black
from viewer.app import Parts
from viewer.controllers.hanging import known_protocols
from viewer.state.facts import ProtocolsKnown
from viewer.state.hanging_intents import HangProtocol, StepStage
from viewer.state.intents import ChangeSetting, OpenPaths
from viewer.state.pane_intents import SetLayout
from viewer.state.tilt_intents import TurnPlanes
from viewer.state.view_state import ViewState
from viewer.widgets.hanging_menu import hanging_menu
from viewer.widgets.slice_view import SERIES_MIME, SliceView

WAIT_MS = 20_000
__all__ = ["opened"]
OWN = """
[[protocol]]
name = "My two views"
when = { description = "flair" }
[[protocol.stage]]
name = "T1 first"
layout = "1x2"
views = [
  { series = { description = "t1 post" }, plane = "coronal", window = "auto" },
  { series = { description = "flair" }, plane = "sagittal", window = "auto" },
]
"""


@pytest.fixture(autouse=True)
def built_in(request: pytest.FixtureRequest) -> None:
    """A window that begins again knows the protocols as a fresh one does."""
    if "parts" in request.fixturenames:
        parts: Parts = request.getfixturevalue("parts")
        protocols, complaint = known_protocols(Path("no such folder") / "hanging.toml")
        assert complaint == ""
        parts.session.dispatch(ProtocolsKnown(protocols))


def write_brain(folder: Path, modality: str = "MR", body_part: str = "BRAIN") -> None:
    """A study of two series, its own in each folder: FLAIR, and T1 after contrast."""
    root = f"1.2.{crc32(str(folder).encode())}"
    for number, description in enumerate(("Axial FLAIR", "T1 post Gd"), start=1):
        for n, data in enumerate(series_slices(asymmetric_phantom())):
            data.Modality, data.SeriesDescription = modality, description
            data.BodyPartExamined, data.StudyInstanceUID = body_part, UID(root)
            data.SeriesInstanceUID = UID(f"{root}.{number}")
            data.SeriesNumber = number
            data.SOPInstanceUID = UID(f"{root}.{number}.{n}")
            write_dataset(data, folder / f"{number}-{n}.dcm")


def open_brain(parts: Parts, qtbot: QtBot, folder: Path, **facts: str) -> None:
    write_brain(folder, **facts)
    parts.session.dispatch(OpenPaths((folder,)))
    qtbot.waitUntil(lambda: all_here(parts.session.state), timeout=WAIT_MS)


def all_here(state: ViewState) -> bool:
    """Whether every pane that has a series shows it wholly."""
    wanted = {pane.series_id for pane in state.panes if pane.series_id}
    here = {name for name, series in state.open_series.items() if series.complete}
    return bool(wanted) and wanted <= here


def shown(state: ViewState) -> list[tuple[str, str]]:
    """(description of the series, plane) of each pane."""
    entries = [state.shelf.entry(pane.series_id) for pane in state.panes]
    names = [entry.info.series_description if entry else "" for entry in entries]
    return list(zip(names, [pane.plane for pane in state.panes], strict=True))


def test_a_study_opens_in_the_first_stage_and_n_goes_to_the_next(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    open_brain(parts, qtbot, tmp_path)
    session = parts.session
    assert session.state.layout == "1+2"
    assert {name for name, _ in shown(session.state)} == {"Axial FLAIR"}
    assert len({plane for _, plane in shown(session.state)}) == 3
    qtbot.keyClick(parts.window.views.panes[0].view, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: all_here(session.state), timeout=WAIT_MS)
    assert shown(session.state) == [("Axial FLAIR", "acquisition"), ("T1 post Gd", "acquisition")]
    view = parts.window.views.panes[0].view
    qtbot.keyClick(view, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: all_here(session.state), timeout=WAIT_MS)
    assert session.state.layout == "1+2"


def test_the_planes_of_a_hung_study_all_turn_as_their_crosshair_says(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    open_brain(parts, qtbot, tmp_path)
    session = parts.session
    turned = session.state.panes[1].plane
    session.dispatch(TurnPlanes(20.0, 1))
    tilted = {
        pane.plane for n, pane in enumerate(session.state.panes) if session.state.tilt_of(n).degrees
    }
    assert tilted == {pane.plane for pane in session.state.panes} - {turned}


def test_one_series_hangs_twice_with_a_window_each(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    open_brain(parts, qtbot, tmp_path, modality="CT", body_part="HEAD")
    state = parts.session.state
    assert state.layout == "1x2"
    assert [pane.look.window.name for pane in state.panes] == ["brain", "bone"]
    assert len({pane.series_id for pane in state.panes}) == 1


def test_a_ct_window_is_never_hung_on_mr(parts: Parts, qtbot: QtBot, tmp_path: Path) -> None:
    open_brain(parts, qtbot, tmp_path)
    parts.session.dispatch(HangProtocol("Any volume"))
    parts.session.dispatch(HangProtocol("Projection image"))
    qtbot.waitUntil(lambda: all_here(parts.session.state), timeout=WAIT_MS)
    assert parts.session.state.layout == "1x1"
    before = parts.session.state.hung
    parts.session.dispatch(HangProtocol("Head CT"))
    assert parts.session.state.hung == before
    assert any("no series fits" in m.text for m in parts.session.state.messages)


def test_with_the_setting_off_the_last_layout_is_used(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    parts.session.dispatch(ChangeSetting("hang_by_rule", False))
    parts.session.dispatch(SetLayout("1x3"))
    open_brain(parts, qtbot, tmp_path)
    assert parts.session.state.layout == "1x3"
    assert parts.session.state.hung is None
    parts.session.dispatch(StepStage(1))
    assert parts.session.state.layout == "1x3"
    parts.session.dispatch(ChangeSetting("hang_by_rule", True))


def test_the_users_own_table_comes_first(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "hanging.toml").write_text(OWN, "utf-8")
    parts = opened()
    open_brain(parts, qtbot, tmp_path / "in")
    assert shown(parts.session.state) == [("T1 post Gd", "coronal"), ("Axial FLAIR", "sagittal")]


@pytest.mark.parametrize(
    ("change", "cause"),
    [(("1x2", "7x7"), "unknown layout"), (("auto", "glow"), "unknown window")],
)
def test_a_broken_own_table_is_named_and_the_built_in_one_used(
    opened: Opened, tmp_path: Path, change: tuple[str, str], cause: str
) -> None:
    (tmp_path / "home").mkdir()
    own = tmp_path / "home" / "hanging.toml"
    own.write_text(OWN.replace(*change), "utf-8")
    state = opened().session.state
    (told,) = [m.text for m in state.messages if str(own) in m.text]
    assert cause in told
    assert state.protocols[0].name == "Brain MR with FLAIR"


def test_a_series_dragged_from_the_list_hangs_in_the_view_it_is_dropped_on(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    open_brain(parts, qtbot, tmp_path)
    model = parts.window.left.series.model()
    second = [model.index(n, 0) for n in range(model.rowCount())][1]
    data = model.mimeData([second])
    assert data.hasFormat(SERIES_MIME)
    view = parts.window.views.panes[2].view
    drop(view, data)
    wanted = ["Axial FLAIR", "Axial FLAIR", "T1 post Gd"]
    qtbot.waitUntil(
        lambda: [name for name, _ in shown(parts.session.state)] == wanted, timeout=WAIT_MS
    )


def test_the_menu_lists_every_protocol_and_checks_the_stage_that_hangs(
    parts: Parts, qtbot: QtBot, tmp_path: Path
) -> None:
    open_brain(parts, qtbot, tmp_path)
    menu = hanging_menu(parts.window, parts.session.state, parts.session.dispatch)
    titles = [action.text() for action in menu.actions()]
    assert len(titles) == len(parts.session.state.protocols)
    first = menu.actions()[0].menu()
    assert isinstance(first, QMenu)
    stages = first.actions()
    assert [action.isChecked() for action in stages] == [True, False, False]
    stages[1].trigger()
    qtbot.waitUntil(lambda: all_here(parts.session.state), timeout=WAIT_MS)
    assert parts.session.state.layout == "1x2"


def drop(view: SliceView, data: QMimeData) -> None:
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    view.dropEvent(event)  # Qt delivers drops only from a drag of its own


def test_a_radiograph_alone_has_no_crosshair_over_it(parts: Parts) -> None:
    film = phantom("DX")
    geometry = film.geometry.with_shape_and_affine((1, 64, 64), film.geometry.index_to_lps)
    hang(parts, replace(film, array=film.array[:1].copy(), geometry=geometry))
    view = parts.window.views.panes[0].view
    view.picture()
    assert parts.session.state.layout == "1x1"
    assert view.scene is not None and view.scene.crosshair_lps is None
    parts.session.dispatch(SetLayout("1x2"))
    view = parts.window.views.panes[0].view
    view.picture()
    assert view.scene is not None and view.scene.crosshair_lps is not None


def test_an_empty_view_says_what_it_is_for(parts: Parts) -> None:
    hang(parts, phantom())
    parts.session.dispatch(SetLayout("1x2"))
    empty = parts.window.views.panes[1].view
    assert parts.session.state.series_of(1) is None
    assert not is_black(empty.grab().toImage())
