"""Painting on masks: what is under the brush changes, is undone, measured again and kept."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.result import InferenceResult
from inference.writing.result_folder import read_result
from tests.gui.conftest import phantom
from tests.gui.test_mouse_and_keys import CTRL, LEFT, RIGHT, drag
from tests.unit.state.states import result
from viewer.app import Parts
from viewer.controllers.edited_findings import findings_after_edit
from viewer.state.facts import ResultArrived
from viewer.state.intents import ChooseTool, CloseStudy, SaveResults
from viewer.state.layers import MaskLayer
from viewer.state.result_intents import ReviewFinding, SelectFinding
from viewer.widgets.slice_view import SliceView


def lesion() -> InferenceResult:
    """A ball of label 1 in the middle of the phantom, with its finding."""
    volume = phantom("CT")
    k, j, i = np.indices(volume.geometry.shape_kji)
    ball = ((k - 20) * 2.0) ** 2 + (j - 32) ** 2 + (i - 32) ** 2 < 8**2
    segment = Segment(1, "lesion", (255, 0, 0))
    label_map = LabelMap(ball.astype(np.uint8), volume.geometry, (segment,))
    found = findings_after_edit("x/mask0", label_map, 1, (), {})
    made = replace(found[0], id="lesion-1", score=0.8, review="unreviewed")
    provenance = replace(result().provenance, series_uid=volume.series_uid)
    return replace(result(), provenance=provenance, label_maps=(label_map,), findings=(made,))


def with_lesion(parts: Parts) -> InferenceResult:
    made = lesion()
    parts.session.dispatch(ResultArrived(made, parts.session.state.active_pane.series_id))
    return made


def layer(parts: Parts) -> MaskLayer:
    return parts.session.state.results.masks[-1]


def measured(parts: Parts, qtbot: QtBot) -> None:
    """Wait until the findings are those of the painted mask."""
    qtbot.waitUntil(lambda: parts.session.state.edits.volume_ml is not None)


def test_the_brush_paints_a_disc_of_its_diameter_where_it_is_put(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_B)
    qtbot.mouseClick(view, LEFT, pos=view.rect().center())
    painted = layer(parts).label_map
    assert painted.segments[0].algorithm_type == "MANUAL"
    slices = np.flatnonzero(painted.array.any((1, 2)))
    assert len(slices) == 1
    assert np.count_nonzero(painted.array) == pytest.approx(np.pi * 5**2, abs=8)
    middle = painted.geometry.lps_from_index(np.argwhere(painted.array).mean(axis=0))
    cursor = parts.session.state.cursor_of(0)
    assert cursor is not None
    assert np.allclose(middle, cursor, atol=1.0)


def test_brackets_change_the_brush_and_its_pointer(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_B)
    first = view.cursor().pixmap().width()
    qtbot.keyClick(view, Qt.Key.Key_BracketRight)
    assert parts.session.state.edits.brush_mm == 12.5
    assert view.cursor().pixmap().width() > first
    qtbot.keyClick(view, Qt.Key.Key_BracketLeft)
    assert parts.session.state.edits.brush_mm == pytest.approx(10.0)


def test_a_stroke_is_one_step_of_undo_and_redo(parts: Parts, view: SliceView, qtbot: QtBot) -> None:
    made = with_lesion(parts)
    before = made.label_maps[0].array
    qtbot.keyClick(view, Qt.Key.Key_B)
    drag(qtbot, view, LEFT, 150, 60)
    painted = layer(parts).label_map.array.copy()
    assert np.count_nonzero(painted) > np.count_nonzero(before)
    qtbot.keyClick(view, Qt.Key.Key_Z, CTRL)
    assert np.array_equal(layer(parts).label_map.array, before)
    qtbot.keyClick(view, Qt.Key.Key_Y, CTRL)
    assert np.array_equal(layer(parts).label_map.array, painted)
    assert np.array_equal(made.label_maps[0].array, lesion().label_maps[0].array)


def test_editing_a_finding_measures_it_again_and_says_edited(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    made = with_lesion(parts)
    parts.session.dispatch(SelectFinding("r1/lesion-1"))
    qtbot.keyClick(view, Qt.Key.Key_D)
    assert parts.session.state.tool == "brush"
    drag(qtbot, view, LEFT, 180, 0)
    measured(parts, qtbot)
    finding = parts.session.state.results.findings[0]
    old = made.findings[0]
    assert finding.review == "edited"
    assert finding.score == old.score
    assert finding.volume_ml == pytest.approx(layer(parts).label_map.volume_ml(1))
    assert (finding.volume_ml or 0) > (old.volume_ml or 0)
    assert layer(parts).label_map.segments[0].algorithm_type == "SEMIAUTOMATIC"
    qtbot.keyClick(view, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: parts.session.state.results.findings[0].review == "unreviewed")
    assert parts.session.state.results.findings[0].volume_ml == old.volume_ml


def test_the_eraser_takes_off_only_where_it_was(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    with_lesion(parts)
    before = layer(parts).label_map.array.copy()
    qtbot.keyClick(view, Qt.Key.Key_E)
    qtbot.mouseClick(view, LEFT, pos=view.rect().center())
    after = layer(parts).label_map.array
    assert 0 < np.count_nonzero(before) - np.count_nonzero(after) <= np.pi * 5.5**2
    assert not np.any((before == 0) & (after != 0))


def test_what_is_erased_wholly_is_rejected_and_stays_listed() -> None:
    made = lesion()
    finding = replace(made.findings[0], id="r1/lesion-1")
    gone = replace(made.label_maps[0], array=np.zeros_like(made.label_maps[0].array))
    found = findings_after_edit("r1/mask0", gone, 1, (finding,), {finding.id: finding})
    assert [(f.id, f.review, f.volume_ml) for f in found] == [
        (finding.id, "rejected", finding.volume_ml)
    ]


def test_a_second_island_is_a_finding_without_score() -> None:
    made = lesion()
    finding = replace(made.findings[0], id="r1/lesion-1")
    labels = made.label_maps[0].array.copy()
    labels[35, 5:9, 5:9] = 1
    more = replace(made.label_maps[0], array=labels)
    first, second = findings_after_edit("r1/mask0", more, 1, (finding,), {finding.id: finding})
    assert first == finding
    assert (second.score, second.review, second.volume_ml) == (None, "edited", 0.032)


def test_right_drag_is_window_and_level_while_the_brush_is_chosen(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    parts.session.dispatch(ChooseTool("brush"))
    before = parts.session.state.panes[0].look.window
    drag(qtbot, view, RIGHT, 40, 0)
    assert parts.session.state.panes[0].look.window.width > before.width
    assert not parts.session.state.results.masks


def test_saved_results_are_as_painted_and_name_the_edit(
    parts: Parts, view: SliceView, qtbot: QtBot, tmp_path: Path
) -> None:
    with_lesion(parts)
    qtbot.keyClick(view, Qt.Key.Key_B)
    drag(qtbot, view, LEFT, 150, 60)
    measured(parts, qtbot)
    parts.session.dispatch(SaveResults(tmp_path))
    qtbot.waitUntil(lambda: any(tmp_path.glob("*/result.json")))
    saved = read_result(next(tmp_path.glob("*")))
    assert np.array_equal(saved.label_maps[0].array, layer(parts).label_map.array)
    assert saved.label_maps[0].segments[0].algorithm_type == "SEMIAUTOMATIC"
    assert saved.findings[0].review == "edited"
    assert saved.provenance.steps[-1][0] == "edited by hand"


def test_what_was_painted_is_kept_when_the_study_closes(
    parts: Parts, view: SliceView, qtbot: QtBot
) -> None:
    qtbot.keyClick(view, Qt.Key.Key_B)
    drag(qtbot, view, LEFT, 150, 60)
    painted = layer(parts).label_map.array.copy()
    parts.session.dispatch(CloseStudy())
    place = parts.session.state.messages[-1].text.removeprefix(
        "What was painted or judged is kept in "
    )
    saved = read_result(next(Path(place.rstrip(".")).iterdir()))
    assert np.array_equal(saved.label_maps[0].array, painted)
    assert saved.provenance.model_id == "manual"


def test_what_was_judged_is_kept_when_the_study_closes(parts: Parts, view: SliceView) -> None:
    with_lesion(parts)
    parts.session.dispatch(SelectFinding(parts.session.state.results.findings[0].id))
    parts.session.dispatch(ReviewFinding("accepted"))
    parts.session.dispatch(CloseStudy())
    words = parts.session.state.messages[-1].text
    place = Path(words.removeprefix("What was painted or judged is kept in ").rstrip("."))
    (folder,) = place.iterdir()
    saved = read_result(folder)
    assert [finding.review for finding in saved.findings] == ["accepted"]
    name, facts = saved.provenance.steps[-1]
    assert name == "reviewed by hand"
    assert facts["findings"] == {"lesion-1": "accepted"}
    assert facts["author"]
    assert np.array_equal(saved.label_maps[0].array, lesion().label_maps[0].array)


def test_a_study_that_nobody_judged_leaves_nothing(parts: Parts, view: SliceView) -> None:
    with_lesion(parts)
    parts.session.dispatch(CloseStudy())
    assert not any("is kept in" in message.text for message in parts.session.state.messages)
