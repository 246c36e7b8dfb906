"""What is written of a study's results: all of it, about the series that it was made on."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inference.imaging.errors import InputError
from inference.imaging.label_map import LabelMap, Segment
from inference.imaging.volume import Volume, voxel_sha256
from inference.writing.result_folder import read_result
from tests.unit.state.states import AUTOMATIC, SHAPE, entry, geometry, opened, result, volume
from viewer.controllers.drawn_masks import drawn_layer
from viewer.controllers.reviewed_results import keep_results, reviewed_results, with_hash
from viewer.controllers.scenes import scene_of
from viewer.controllers.shown_work import results_shown
from viewer.controllers.view_size import ViewSize
from viewer.state.facts import ObjectRead, ResultArrived, SeriesFound, SeriesLoaded
from viewer.state.mask_edit_facts import MaskPainted
from viewer.state.reducer import reduce
from viewer.state.result_intents import ReviewFinding, SetLayerVisible
from viewer.state.view_state import ViewState

TOKEN = "token-1"
VIEW = ViewSize(64, 64)


def hung(state: ViewState, of: Volume, pane: int | None = None) -> ViewState:
    """Another series of the study, found and shown."""
    found = entry(of)
    state = reduce(state, SeriesFound((found,)))
    return reduce(state, SeriesLoaded(TOKEN, found, of, SHAPE[0], AUTOMATIC, pane))


def painted(state: ViewState, series_id: str) -> ViewState:
    """One voxel drawn by hand on a series."""
    series = state.open_series[series_id]
    layer = drawn_layer(series)
    labels = layer.label_map.array.copy()
    labels[1, 2, 3] = 1
    layer = replace(layer, label_map=replace(layer.label_map, array=labels))
    return reduce(state, MaskPainted(TOKEN, layer, 1, series_id, 1, 0))


def test_a_result_that_comes_while_its_series_is_away_is_there_when_it_hangs_again() -> None:
    state = opened(volume("1"))
    first = state.active_pane.series_id
    state = hung(state, volume("2"))
    assert first not in state.open_series
    state = reduce(state, ResultArrived(result(), first))
    state = hung(state, volume("1"))
    shown = scene_of(state, 0, VIEW)
    assert shown is not None and len(shown.masks) == 1 and len(shown.findings) == 2


def test_what_was_judged_is_kept_though_its_series_hangs_no_more(tmp_path: Path) -> None:
    state = opened(volume("1"))
    state = reduce(state, ResultArrived(result(), state.active_pane.series_id))
    state = reduce(state, ReviewFinding("accepted", "r1/f0"))
    state = painted(hung(state, volume("2")), "1.2.study/2")
    place = keep_results(state, tmp_path)
    kept = {read_result(folder).provenance.model_id: folder for folder in place.iterdir()}
    assert sorted(kept) == ["lesions", "manual"]
    assert read_result(kept["lesions"]).findings[0].review == "accepted"


def test_one_result_that_cannot_be_written_leaves_the_others_kept_and_is_told(
    tmp_path: Path,
) -> None:
    state = opened(volume("1"))
    series_id = state.active_pane.series_id
    strange = replace(result(), provenance=replace(result().provenance, series_uid="9"))
    state = reduce(state, ResultArrived(strange, series_id))
    state = painted(reduce(state, ReviewFinding("accepted", "r1/f0")), series_id)
    with pytest.raises(InputError, match="Lesions: The result belongs to another series"):
        keep_results(state, tmp_path)
    (folder,) = tmp_path.glob("*/*")
    assert read_result(folder).provenance.model_id == "manual"


def test_a_mask_belongs_to_the_series_it_was_drawn_on_not_to_another_of_the_same_grid() -> None:
    state = reduce(opened(volume("1")), SeriesFound((entry(volume("2")),)))
    state = hung(replace(state, panes=state.panes[:2]), volume("2"), pane=1)
    assert list(state.open_series) == ["1.2.study/1", "1.2.study/2"]
    ((made, source),) = reviewed_results(painted(state, "1.2.study/2"))
    assert source is not None and source.info.series_uid == "2"
    assert made.provenance.series_uid == "2"
    assert with_hash(made, source).provenance.input_sha256 == voxel_sha256(volume("2"))


def test_a_dicom_mask_that_was_painted_on_is_saved_and_says_where_it_came_from() -> None:
    state = opened(volume("1"))
    mask = LabelMap(np.ones(SHAPE, np.uint8), geometry(), (Segment(1, "liver", (9, 9, 9)),))
    read = ObjectRead(
        TOKEN, "1.2.study/1", "file", (mask,), kind="SEG", object_uid="1.7", title="Organs"
    )
    state = reduce(state, read)
    assert list(reviewed_results(state)) == []
    (layer,) = state.results.masks
    edited = replace(layer, label_map=replace(mask, array=np.zeros(SHAPE, np.uint8)))
    state = reduce(state, MaskPainted(TOKEN, edited, 1, "1.2.study/1", 1, 0))
    ((made, _),) = reviewed_results(state)
    assert (made.provenance.model_id, made.provenance.model_name) == ("dicom-object", "SEG Organs")
    assert [name for name, _ in made.provenance.steps] == [
        "read from a DICOM object",
        "edited by hand",
    ]
    assert made.provenance.steps[0][1]["series_uid"] == "1.7"
    assert not made.label_maps[0].array.any()
    undone = reduce(state, MaskPainted(TOKEN, edited, 1, "1.2.study/1", 0, 1))
    assert list(reviewed_results(undone)) == []


def test_a_picture_names_the_models_of_which_something_is_in_it() -> None:
    state = opened(volume("1"))
    state = reduce(state, ResultArrived(result(findings=0), state.active_pane.series_id))
    elsewhere = volume("2")
    elsewhere = replace(elsewhere, geometry=replace(elsewhere.geometry, frame_of_reference_uid="9"))
    state = hung(state, elsewhere)
    other = replace(result("r2", model="other", findings=0), study_token=TOKEN)
    state = reduce(state, ResultArrived(other, "1.2.study/2"))

    def named(shown: ViewState) -> list[str]:
        scene = scene_of(shown, 0, VIEW)
        assert scene is not None
        return [made.provenance.model_id for made in results_shown(shown, {0: scene})]

    assert named(state) == ["other"]
    assert named(reduce(state, SetLayerVisible("r2/mask0", False))) == []
    assert named(replace(state, overlays_shown=False)) == []
    assert named(hung(state, volume("1"))) == ["lesions"]
