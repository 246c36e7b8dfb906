"""Time points, echoes and b-values of one series are steps of one slider."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.series_info import SeriesInfo
from inference.imaging.volume import Volume
from inference.reading.entry import SeriesEntry
from viewer.render.windows import auto_window
from viewer.state.facts import SeriesFound, SeriesLoaded, StageHung, StudyOpened
from viewer.state.fusion_intents import FuseSeries
from viewer.state.hanging import Hung, PaneWish
from viewer.state.pane_intents import SetLayout, ZoomBy
from viewer.state.reducer import reduce
from viewer.state.shelf import study_key
from viewer.state.stacks import stacks_of, stepped_stack
from viewer.state.view_state import ViewState

GRID = Geometry((4, 8, 8), affine_from_steps((0, 0, 0), (0, 0, 2), (0, 1, 0), (1, 0, 0)), "1.9")


def entry(number: int, stack_name: str, uid: str = "1.2.1") -> SeriesEntry:
    info = SeriesInfo(patient_id="A", study_uid="1.2", series_uid=uid, modality="MR")
    return SeriesEntry(
        f"{uid}#{number}", info, GRID, "", "int16", "dicom", (Path("a"),), stack_name=stack_name
    )


def hung(*entries: SeriesEntry) -> ViewState:
    state = reduce(ViewState(), SeriesFound(entries, (), ()))
    state = reduce(state, StudyOpened(study_key(entries[0]), "token"))
    return show(state, entries[0])


def show(state: ViewState, shown: SeriesEntry) -> ViewState:
    volume = opened_volume(shown)
    slices = shown.geometry.shape_kji[0]
    return reduce(state, SeriesLoaded("token", shown, volume, slices, auto_window(volume), None))


def opened_volume(shown: SeriesEntry) -> Volume:
    grid = shown.geometry
    zeros = np.zeros(grid.shape_kji, np.int16)
    return Volume(zeros, grid, shown.info, stack_name=shown.stack_name)


ECHOES = tuple(entry(n, f"echo {n}") for n in (1, 2, 3))


def test_stacks_stand_in_their_order_and_end_at_the_ends() -> None:
    state = hung(*ECHOES)
    assert [stack.id for stack in stacks_of(state, 0)] == ["1.2.1#1", "1.2.1#2", "1.2.1#3"]
    assert stepped_stack(state, 1) is ECHOES[1]
    assert stepped_stack(state, -1) is None


def test_zoom_and_window_stay_when_the_stack_changes() -> None:
    state = reduce(hung(*ECHOES), ZoomBy(2.0))
    after = show(state, ECHOES[1])
    assert {pane.series_id for pane in after.panes} == {"1.2.1#2"}
    assert [replace(pane, series_id="") for pane in after.panes] == [
        replace(pane, series_id="") for pane in state.panes
    ]


def test_a_view_that_compares_keeps_its_stack_while_another_goes_past_it() -> None:
    state = reduce(hung(*ECHOES), SetLayout("1x2"))
    volume = opened_volume(ECHOES[0])
    loaded = SeriesLoaded("token", ECHOES[0], volume, 4, auto_window(volume), 1)
    state = replace(reduce(state, loaded), active=1)
    after = show(state, ECHOES[1])
    assert [pane.series_id for pane in after.panes] == ["1.2.1#1", "1.2.1#2"]


def test_a_stack_hung_twice_in_windows_of_their_own_steps_in_both_views() -> None:
    wish = PaneWish("1.2.1#1", "acquisition", "file")
    stage = StageHung("token", Hung("Head CT", 0, "1x2", (wish, wish)))
    after = show(reduce(hung(*ECHOES), stage), ECHOES[1])
    assert [pane.series_id for pane in after.panes] == ["1.2.1#2", "1.2.1#2"]


def test_what_lies_over_a_stack_lies_over_the_next_one_but_not_over_itself() -> None:
    state = reduce(hung(*ECHOES), FuseSeries("1.2.1#3"))
    second = show(state, ECHOES[1])
    assert second.fusions["1.2.1#2"] == state.fusions["1.2.1#1"]
    assert "1.2.1#3" not in show(second, ECHOES[2]).fusions


def test_zoom_and_window_stay_when_stacks_of_one_slice_change() -> None:
    flat = Geometry((1, 8, 8), GRID.index_to_lps, "1.9")
    times = [replace(entry(n, f"time {n}"), geometry=flat) for n in (1, 2)]
    state = reduce(hung(*times), ZoomBy(2.0))
    after = show(state, times[1])
    assert after.active_pane == replace(state.active_pane, series_id="1.2.1#2")


def test_another_series_or_an_unnamed_part_is_no_stack() -> None:
    assert stacks_of(hung(ECHOES[0], entry(2, "echo 2", "1.2.7"), entry(3, "")), 0) == ()
