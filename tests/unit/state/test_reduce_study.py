"""Opening, loading and closing: nothing of one study is ever left in another."""

from dataclasses import replace

import numpy as np
import pytest

from inference.imaging.display_window import DisplayWindow
from inference.imaging.geometry import Geometry
from inference.imaging.volume import Volume
from tests.unit.state.states import (
    AUTOMATIC,
    SHAPE,
    entry,
    geometry,
    opened,
    result,
    volume,
    with_result,
)
from viewer.state.facts import SeriesFound, SeriesLoaded, SlicesArrived, StudyOpened
from viewer.state.intents import CloseStudy, SearchStudies
from viewer.state.look_intents import ApplyPreset, Invert, SetWindow
from viewer.state.pane_frame import frame_of
from viewer.state.pane_intents import SetLayout
from viewer.state.reducer import reduce
from viewer.state.view_state import ViewState


def test_opening_another_study_lets_everything_of_the_first_go() -> None:
    state = with_result(opened(), result())
    other = reduce(state, StudyOpened("other", "token-2"))
    assert other.study_token == "token-2"
    assert not other.open_series
    assert not other.cursors
    assert not other.results.results
    assert not other.results.masks
    assert not other.results.findings
    assert not other.drawings.items
    assert {pane.series_id for pane in other.panes} == {""}


def test_closing_leaves_the_shelf() -> None:
    state = reduce(opened(), CloseStudy())
    assert state.active_series is None
    assert len(state.shelf.studies) == 1


def test_pixels_of_a_study_that_is_no_longer_open_are_dropped() -> None:
    state = opened()
    stale = SeriesLoaded("token-0", entry(volume("2")), volume("2"), SHAPE[0], AUTOMATIC)
    assert reduce(state, stale) is state
    more = SlicesArrived("token-0", state.active_pane.series_id, volume(), 4)
    assert reduce(state, more) is state


def test_slices_arrive_and_the_automatic_window_follows_until_the_user_sets_one() -> None:
    shown = volume()
    state = ViewState(study_token="t")
    found = entry(shown)
    state = reduce(state, SeriesLoaded("t", found, shown, 1, DisplayWindow(1, 2)))
    assert state.active_series is not None
    assert not state.active_series.complete
    better = DisplayWindow(3, 4)
    state = reduce(state, SlicesArrived("t", found.id, shown, 4, better))
    assert state.active_series is not None
    assert state.active_series.complete
    assert state.active_pane.look.window == better
    state = reduce(state, SetWindow(DisplayWindow(9, 9)))
    state = reduce(state, SlicesArrived("t", found.id, shown, 4, DisplayWindow(5, 6)))
    assert state.active_pane.look.window == DisplayWindow(9, 9)


def test_the_files_own_window_comes_first() -> None:
    own = DisplayWindow(40, 80)
    state = opened(replace(volume(), windows=(own, DisplayWindow(1, 2))))
    assert state.active_pane.look.window == own


def test_a_window_changes_in_every_pane_that_looked_the_same() -> None:
    state = reduce(opened(), SetWindow(DisplayWindow(1, 2)))
    assert {pane.look.window.width for pane in state.panes} == {2}
    bone = replace(state.panes[2], look=replace(state.panes[2].look, window=DisplayWindow(7, 8)))
    state = replace(state, panes=(*state.panes[:2], bone))
    state = reduce(state, Invert())
    assert [pane.look.inverted for pane in state.panes] == [True, True, False]


def test_a_single_slice_opens_alone_without_planes() -> None:
    flat = volume()
    grid = Geometry((1, 6, 8), flat.geometry.index_to_lps)
    picture = replace(flat, array=np.zeros((1, 6, 8), np.int16), geometry=grid)
    state = reduce(
        ViewState(study_token="t"), SeriesLoaded("t", entry(picture), picture, 1, AUTOMATIC)
    )
    assert state.layout == "1x1"
    assert reduce(state, StudyOpened("other", "u")).layout == "1+2"


def one_slice(series: str, at_mm: float = 0.0) -> Volume:
    """A picture of one slice in the space of ``volume``, so far towards the head."""
    matrix = geometry().index_to_lps.copy()
    matrix[2, 3] = at_mm
    there = Geometry((1, 6, 8), matrix, "1.2.frame")
    return replace(volume(series), array=np.zeros((1, 6, 8), np.int16), geometry=there)


def shown_then(state: ViewState, picture: Volume, pane: int | None = None) -> ViewState:
    slices = picture.geometry.shape_kji[0]
    fact = SeriesLoaded("token-1", entry(picture), picture, slices, AUTOMATIC, pane)
    return reduce(state, fact)


def test_after_a_single_slice_a_volume_has_its_planes_again() -> None:
    alone = shown_then(opened(), one_slice("2"))
    assert alone.layout == "1x1"
    after = shown_then(alone, volume("3"))
    assert after.layout == "1+2"
    assert {pane.series_id for pane in after.panes} == {"1.2.study/3"}


def test_a_single_slice_leaves_a_compare_layout_as_it_is() -> None:
    state = reduce(opened(), SetLayout("1x2"))
    state = shown_then(state, volume("2"), pane=1)
    after = shown_then(state, one_slice("3"))
    assert after.layout == "1x2"
    assert [pane.series_id for pane in after.panes] == ["1.2.study/3", "1.2.study/2"]


def test_a_series_that_has_nothing_at_the_crosshair_opens_in_its_middle() -> None:
    state = opened()
    assert state.cursor_of(0) == (3.0, 4.0, 3.0)
    after = shown_then(state, one_slice("2", at_mm=50.0))
    assert after.cursor_of(0) == (3.0, 4.0, 50.0)


def test_a_series_that_joins_others_leaves_their_crosshair_and_stands_at_its_nearest_slice() -> (
    None
):
    state = reduce(opened(), SetLayout("1x2"))
    far = one_slice("2", at_mm=50.0)
    after = shown_then(state, far, pane=1)
    cursor = after.cursor_of(1)
    assert cursor == state.cursor_of(0) == after.cursor_of(0)
    assert cursor is not None
    frame = frame_of(far.geometry, after.panes[1], cursor, (10, 10))
    assert frame.centre_lps[2] == pytest.approx(50.0)


def test_in_a_compare_layout_a_series_hangs_in_one_pane_only() -> None:
    state = reduce(opened(), SetLayout("1x2"))
    second = volume("2")
    fact = SeriesLoaded("token-1", entry(second), second, 4, AUTOMATIC, pane=1)
    state = reduce(state, fact)
    assert [pane.series_id for pane in state.panes] == ["1.2.study/1", "1.2.study/2"]
    assert set(state.open_series) == {"1.2.study/1", "1.2.study/2"}


def test_one_patient_space_has_one_crosshair() -> None:
    state = reduce(opened(), SetLayout("1x2"))
    before = state.cursor_of(0)
    second = volume("2")
    state = reduce(state, SeriesLoaded("token-1", entry(second), second, 4, AUTOMATIC, pane=1))
    assert state.cursor_of(0) == state.cursor_of(1) == before


def test_two_patients_under_one_study_uid_are_two_studies() -> None:
    first, second = entry(volume("1")), entry(volume("2"), patient="Other^Person")
    state = reduce(ViewState(), SeriesFound((first, second)))
    assert len(state.shelf.studies) == 2


def test_a_series_found_again_is_not_listed_twice() -> None:
    found = entry(volume())
    state = reduce(reduce(ViewState(), SeriesFound((found,))), SeriesFound((found,)))
    assert [len(study.series) for study in state.shelf.studies] == [1]


@pytest.mark.parametrize(
    ("typed", "count"), [("test mr", 1), ("2024-01", 1), ("20240102", 1), ("ct", 0), ("", 1)]
)
def test_searching_matches_every_word_in_any_field(typed: str, count: int) -> None:
    state = reduce(opened(), SearchStudies(typed))
    assert len(state.shelf.shown) == count


def test_a_preset_alone_changes_nothing_until_the_controller_has_looked_it_up() -> None:
    state = opened()
    assert reduce(state, ApplyPreset("lung")) is state
