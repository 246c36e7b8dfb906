"""DICOM results beside a series become layers of that series, of that study, once."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from inference.imaging.contour_set import Contour, ContourSet, Structure
from inference.imaging.errors import InputError
from inference.imaging.label_map import LabelMap
from inference.reading.entry import ObjectEntry, SeriesEntry
from inference.reading.load import load_volume
from inference.reading.objects import read_object
from inference.reading.objects.content import ObjectContent
from inference.reading.plan import StackPlan
from tests.unit.reading.object_files import (
    ball,
    phantom_series,
    scanned,
    write_key_objects,
    write_presentation,
    write_segmentation,
    write_structure_set,
)
from tests.unit.state.states import AUTOMATIC, opened, result, volume
from viewer.controllers.exports import ExportController
from viewer.controllers.objects import ObjectsController
from viewer.controllers.scenes import scene_of
from viewer.controllers.session import Session
from viewer.controllers.view_size import ViewSize
from viewer.render.compose import compose
from viewer.state.facts import SeriesFound, SeriesLoaded, StudyOpened
from viewer.state.intents import ChooseTool, SaveScreenshot
from viewer.state.object_layers import belongs
from viewer.state.pane_intents import GoToSlice
from viewer.state.planes import fitted_frame
from viewer.state.reducer import reduce
from viewer.state.result_intents import RemoveLayer, SelectFinding, SetLayerVisible
from viewer.state.scene import Scene
from viewer.state.view_state import ViewState
from viewer.widgets.layers_tab import LayersTab
from viewer.widgets.parts import EyeButton
from viewer.widgets.theme import load_theme

SEG = ObjectEntry(Path("seg.dcm"), "SEG", volume().info, ("1",), "1.2.frame")


def read(entry: ObjectEntry, source: SeriesEntry) -> ObjectContent:
    made = result()
    return ObjectContent(entry, made.label_maps, (), made.findings)


def no_overlays(source: SeriesEntry) -> tuple[LabelMap, ...]:
    return ()


def session_with(state: ViewState) -> Session:
    return Session(state, lambda: "now")


def test_a_segmentation_is_laid_over_its_series_once(qtbot: QtBot) -> None:
    session = session_with(opened())
    controller = ObjectsController(session, read, no_overlays)
    session.dispatch(SeriesFound((), (), (SEG,)))
    qtbot.waitUntil(lambda: bool(session.state.results.masks))
    session.dispatch(SeriesFound((), (), (SEG,)))
    controller.close()
    results = session.state.results
    assert len(results.masks) == 1
    assert results.lies_in(results.masks[0].id, "1.2.frame")
    assert not results.lies_in(results.masks[0].id, "another")


def test_overlay_planes_are_a_layer_of_their_own_series_alone(qtbot: QtBot) -> None:
    session = session_with(opened())
    controller = ObjectsController(session, read, lambda source: result().label_maps)
    session.dispatch(SeriesFound(()))
    session.dispatch(ChooseTool("pan"))
    qtbot.waitUntil(lambda: bool(session.state.results.masks))
    controller.close()
    (layer,) = session.state.results.masks
    assert layer.series_id == session.state.active_pane.series_id
    shown = scene_of(session.state, 0, ViewSize(64, 64))
    assert shown is not None
    assert shown.masks == (layer,)
    assert not any("RESEARCH" in badge for badge in shown.badges)  # no model made it
    other = replace(layer, series_id="another")
    state = replace(session.state, results=replace(session.state.results, masks=(other,)))
    elsewhere = scene_of(state, 0, ViewSize(64, 64))
    assert elsewhere is not None
    assert elsewhere.masks == ()


def test_contours_are_a_layer_to_hide_colour_and_remove(qtbot: QtBot) -> None:
    polygon = Contour(np.array([[0.0, 0, 3], [4, 0, 3], [4, 4, 3]]))
    drawn = ContourSet((Structure(3, "Bladder", (255, 0, 0), (polygon,)),), "1.2.frame", "PLAN")

    def read_contours(entry: ObjectEntry, source: SeriesEntry) -> ObjectContent:
        return ObjectContent(entry, contours=drawn)

    session = session_with(opened())
    tab = LayersTab(session.dispatch, load_theme("dark"))
    qtbot.addWidget(tab)
    session.state_changed.connect(tab.render_state)
    controller = ObjectsController(session, read_contours, no_overlays)
    session.dispatch(SeriesFound((), (), (replace(SEG, kind="RTSTRUCT"),)))
    qtbot.waitUntil(lambda: bool(session.state.results.contours))
    controller.close()
    (layer,) = session.state.results.contours
    shown = scene_of(session.state, 0, ViewSize(64, 64))
    assert shown is not None
    assert shown.contours == (layer,)
    buttons = [b for b in tab.findChildren(EyeButton) if not b.isHidden()]
    buttons[0].click()
    buttons[1].click()
    (layer,) = session.state.results.contours
    assert not layer.visible
    assert not layer.shows(3)
    session.dispatch(RemoveLayer(layer.id))
    assert session.state.results.contours == ()


def test_an_object_of_a_study_that_has_been_closed_is_dropped(qtbot: QtBot) -> None:
    session = session_with(opened())
    controller = ObjectsController(session, read, no_overlays)
    session.dispatch(SeriesFound((), (), (SEG,)))
    session.dispatch(StudyOpened("other", "token-2"))
    controller.close()
    qtbot.wait(1)
    assert not session.state.results.masks


def test_an_object_that_cannot_be_read_is_told(qtbot: QtBot) -> None:
    def refuse(entry: ObjectEntry, source: SeriesEntry) -> ObjectContent:
        raise InputError("seg.dcm lies in another frame of reference.")

    session = session_with(opened())
    controller = ObjectsController(session, refuse, no_overlays)
    session.dispatch(SeriesFound((), (), (SEG,)))
    qtbot.waitUntil(lambda: bool(session.state.messages))
    controller.close()
    assert "frame of reference" in session.state.messages[0].text


def test_an_object_belongs_to_the_series_that_it_names() -> None:
    series = opened().active_series
    assert series is not None
    assert belongs(SEG, series.volume)
    assert not belongs(replace(SEG, referenced_series_uids=("2",)), series.volume)
    assert belongs(replace(SEG, referenced_series_uids=()), series.volume)
    assert not belongs(
        replace(SEG, referenced_series_uids=(), frame_of_reference_uid=""), series.volume
    )


def phantom_state(folder: Path) -> tuple[ViewState, ObjectEntry]:
    """A written series, open and whole, and the one object beside it."""
    (entry,), source = scanned(folder)
    loaded = load_volume(source)
    state = reduce(ViewState(), SeriesFound((source,)))
    state = reduce(state, StudyOpened(state.shelf.studies[0].key, "token-1"))
    count = source.geometry.shape_kji[0]
    return reduce(state, SeriesLoaded("token-1", source, loaded, count, AUTOMATIC)), entry


def test_contours_of_another_frame_of_reference_are_refused_in_words(
    qtbot: QtBot, tmp_path: Path
) -> None:
    slices = phantom_series(tmp_path)
    polygon = np.array([[0.0, 0, 3], [4, 0, 3], [4, 4, 3]])
    write_structure_set(slices, polygon, tmp_path / "plan.dcm", frame_uid="1.2.3.4")
    state, plan = phantom_state(tmp_path)
    session = session_with(state)
    controller = ObjectsController(session, read_object, no_overlays)
    session.dispatch(SeriesFound((), (), (plan,)))
    qtbot.waitUntil(lambda: bool(session.state.messages))
    controller.close()
    assert "frame of reference" in session.state.messages[0].text
    assert session.state.results.contours == ()


def test_key_images_are_findings_to_jump_to_and_not_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    slices = phantom_series(tmp_path)
    write_key_objects(slices, tmp_path / "keys.dcm")
    state, keys = phantom_state(tmp_path)
    session = session_with(state)
    controller = ObjectsController(session, read_object, no_overlays)
    session.dispatch(SeriesFound((), (), (keys,)))
    qtbot.waitUntil(lambda: bool(session.state.results.findings))
    controller.close()
    first, second = session.state.results.findings
    assert "two slices" in first.label
    series = session.state.active_series
    assert series is not None
    marked = {slices[1].SOPInstanceUID, slices[4].SOPInstanceUID}
    named = set()
    for finding in (first, second):
        session.dispatch(SelectFinding(finding.id))
        cursor = session.state.cursor_of(0)
        assert cursor is not None
        assert cursor == finding.point_lps
        k = series.volume.geometry.index_from_lps(np.array(cursor))[0]
        assert isinstance(series.entry.plan, StackPlan)
        named.add(series.entry.plan.slices[round(float(k))].sop_instance_uid)
    assert named == marked
    shown = scene_of(session.state, 0, ViewSize(400, 400))
    assert shown is not None
    middle = np.s_[100:300, 100:300]  # the strip at the edge may mark its slice
    assert (compose(shown)[middle] == compose(replace(shown, findings=()))[middle]).all()
    assert any(
        (
            compose(replace(shown, findings=(replace(f, kind="lesion"),)))[middle]
            != compose(shown)[middle]
        ).any()
        for f in shown.findings
    )


def session_after_reading(
    qtbot: QtBot, state: ViewState, entry: ObjectEntry
) -> tuple[Session, LayersTab]:
    """The session once the marks of a presentation state are there, and its panel."""
    session = session_with(state)
    tab = LayersTab(session.dispatch, load_theme("dark"))
    qtbot.addWidget(tab)
    session.state_changed.connect(tab.render_state)
    controller = ObjectsController(session, read_object, no_overlays)
    session.dispatch(SeriesFound((), (), (entry,)))
    qtbot.waitUntil(lambda: bool(session.state.results.marks))
    controller.close()
    return session, tab


def test_a_presentation_state_is_drawn_on_its_slice_and_offers_its_window(
    qtbot: QtBot, tmp_path: Path
) -> None:
    slices = phantom_series(tmp_path)
    write_presentation(slices, tmp_path / "notes.dcm")
    state, notes = phantom_state(tmp_path)
    session, tab = session_after_reading(qtbot, state, notes)
    series = session.state.active_series
    assert series is not None
    assert isinstance(series.entry.plan, StackPlan)
    uids = [planned.sop_instance_uid for planned in series.entry.plan.slices]
    k = uids.index(slices[2].SOPInstanceUID)
    (layer,) = session.state.results.marks
    line, note = layer.marks
    geometry = series.volume.geometry
    wanted = [[k, 3, 2], [k, 3, 10]]  # (2.5, 3.5) counts from the first pixel's outer corner
    assert np.allclose(geometry.index_from_lps(line.points_lps), wanted)
    assert np.allclose(geometry.index_from_lps(note.points_lps), [[k, 6, 4]])
    assert note.text == "look here"

    def differs(at: int) -> bool:
        frame = fitted_frame(geometry, "acquisition", (300, 300))
        frame = frame.moved_to(geometry.lps_from_index(np.array([at, 0.0, 0.0])))
        scene = Scene(series.volume, frame, AUTOMATIC)
        return bool((compose(scene) != compose(replace(scene, marks=(layer,)))).any())

    assert [differs(at) for at in range(len(uids))] == [at == k for at in range(len(uids))]
    (button,) = [b for b in tab.findChildren(QPushButton) if "400 / 40" in b.text()]
    button.click()
    window = session.state.active_pane.look.window
    assert (window.centre, window.width) == (40.0, 400.0)


def test_a_saved_picture_names_the_objects_drawn_over_it(qtbot: QtBot, tmp_path: Path) -> None:
    slices = phantom_series(tmp_path / "in")
    mask = ball((2, 9, 12), 6).astype(np.uint8)
    write_segmentation(slices, mask, "BINARY", tmp_path / "in" / "DOE_JANE.dcm")
    state, entry = phantom_state(tmp_path / "in")
    session = session_with(state)
    objects = ObjectsController(session, read_object, no_overlays)
    exports = ExportController(session, lambda pane: ViewSize(500, 500))
    session.dispatch(SeriesFound((), (), (entry,)))
    qtbot.waitUntil(lambda: bool(session.state.results.masks))

    def saved(name: str) -> dict[str, Any]:
        session.dispatch(SaveScreenshot(tmp_path / f"{name}.png"))
        qtbot.waitUntil((tmp_path / f"{name}.png").exists)
        facts: dict[str, Any] = json.loads((tmp_path / f"{name}.json").read_text("utf-8"))
        return facts

    shown = saved("shown")
    (row,) = shown["objects"]["drawn"]
    assert (row["kind"], row["series_uid"]) == ("SEG", entry.info.series_uid)
    assert row["masks"] == 1 and row["on_this_slice"]
    assert any(words.startswith("SEG ") for words in shown["footer"])
    assert "DOE" not in json.dumps(shown)
    (layer,) = session.state.results.masks
    session.dispatch(GoToSlice(len(slices) - 1, 0))
    beside = saved("beside")
    assert [row["on_this_slice"] for row in beside["objects"]["drawn"]] == [False]
    assert not any(words.startswith("SEG") for words in beside["footer"])
    session.dispatch(SetLayerVisible(layer.id, False))
    hidden = saved("hidden")
    assert "objects" not in hidden and not any("SEG" in words for words in hidden["footer"])
    objects.close()
    exports.close()
