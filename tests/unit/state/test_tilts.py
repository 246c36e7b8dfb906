"""Turning the crosshair turns the other planes about it, exactly, and nothing else."""

from dataclasses import replace

import numpy as np
import pytest

from inference.imaging.geometry import Geometry
from tests.unit.state.states import opened, volume
from viewer.render.orientation import edge_letters
from viewer.state.grips import grips
from viewer.state.look_intents import SetSlab
from viewer.state.pane_frame import frame_of, other_planes, upright
from viewer.state.pane_intents import ResetView, ScrollSlices
from viewer.state.reducer import reduce
from viewer.state.slice_marks import marks_of
from viewer.state.tilt_intents import AlignPlanes, StraightenPlanes, TurnPlanes
from viewer.state.tilts import Tilts, rotation_about
from viewer.state.view_frame import ViewFrame
from viewer.state.view_state import ViewState

SIZE = (400, 300)


def frame(state: ViewState, pane: int) -> ViewFrame:
    series, cursor = state.series_of(pane), state.cursor_of(pane)
    assert series is not None and cursor is not None
    geometry = series.volume.geometry
    return frame_of(geometry, state.panes[pane], cursor, SIZE, state.tilt_of(pane))


def turned(*turns: tuple[float, int]) -> ViewState:
    state = opened()
    for degrees, pane in turns:
        state = reduce(state, TurnPlanes(degrees, pane))
    return state


def test_the_plane_that_is_turned_in_stays_and_the_others_turn_by_the_angle() -> None:
    before, after = opened(), turned((30.0, 0))
    assert frame(after, 0).right_lps == pytest.approx(frame(before, 0).right_lps)
    assert frame(after, 0).down_lps == pytest.approx(frame(before, 0).down_lps)
    for pane in (1, 2):
        cosine = frame(after, pane).towards_lps @ frame(before, pane).towards_lps
        assert np.degrees(np.arccos(cosine)) == pytest.approx(30)


def test_clockwise_is_clockwise_on_the_screen() -> None:
    before, after = opened(), turned((30.0, 0))
    series = after.series_of(0)
    assert series is not None
    lines = other_planes(series.volume.geometry, "axial", after.tilts_of(0))
    view = frame(before, 0)
    slopes = sorted(
        np.degrees(np.arctan2(line @ view.down_lps, line @ view.right_lps)) % 180 for line in lines
    )
    assert slopes == pytest.approx([30, 120])


def test_many_turns_leave_three_planes_at_right_angles() -> None:
    state = turned(*[(float(step), step % 3) for step in range(1, 60)])
    normals = np.stack([frame(state, pane).towards_lps for pane in range(3)])
    assert np.abs(normals @ normals.T) == pytest.approx(np.eye(3), abs=1e-9)


def test_every_plane_still_goes_through_the_crosshair() -> None:
    state = turned((20.0, 0), (-35.0, 1))
    for pane in range(3):
        assert frame(state, pane).distance_mm(state.cursor_of(pane) or ()) == pytest.approx(0)


def test_the_letters_of_an_oblique_plane_name_three_directions() -> None:
    state = turned((25.0, 0), (25.0, 1))
    assert any(len(letters) == 3 for letters in edge_letters(frame(state, 2)))


def test_scrolling_an_oblique_plane_goes_along_its_normal() -> None:
    state = turned((40.0, 0))
    before = np.array(state.cursor_of(1))
    after = np.array(reduce(state, ScrollSlices(1, 1)).cursor_of(1))
    normal = frame(state, 1).towards_lps
    assert np.linalg.norm(np.cross(after - before, normal)) == pytest.approx(0, abs=1e-9)
    assert np.linalg.norm(after - before) > 0
    marks = marks_of(state, 1)
    assert marks is not None and marks.count > 1


def test_straighten_and_reset_bring_the_orthogonal_planes_back() -> None:
    state = turned((40.0, 0), (10.0, 2))
    straight = reduce(state, StraightenPlanes())
    reset = reduce(state, ResetView())
    for pane in range(3):
        for back in (straight, reset):
            assert frame(back, pane).towards_lps == pytest.approx(frame(opened(), pane).towards_lps)


def test_the_patients_axes_differ_from_those_of_an_oblique_grid() -> None:
    turn = np.eye(4)
    turn[:3, :3] = rotation_about(np.array([1.0, 0.2, 0.1]), 20.0)
    whole = volume()
    lying = Geometry(whole.geometry.shape_kji, turn @ whole.geometry.index_to_lps, "1.2.frame")
    state = opened(replace(whole, geometry=lying))
    assert abs(frame(state, 0).towards_lps[2]) < 0.99
    exact = reduce(state, AlignPlanes(True))
    assert np.abs(frame(exact, 0).towards_lps) == pytest.approx((0, 0, 1))
    assert reduce(exact, ResetView()).tilts_of(0).exact
    assert reduce(exact, AlignPlanes(False)).tilts_of(0) == Tilts()


def test_a_slab_stays_when_planes_turn() -> None:
    state = reduce(turned((30.0, 0)), SetSlab("mip", 10.0))
    assert [pane.look.slab_mode for pane in state.panes] == ["mip"] * 3


def test_another_series_of_the_same_space_turns_too_and_a_new_study_begins_straight() -> None:
    state = turned((30.0, 0))
    assert not state.tilts_of(0).straight
    assert opened().tilts_of(0).straight


def test_grips_lie_on_the_lines_within_the_view() -> None:
    state = turned((30.0, 0))
    series, cursor = state.series_of(0), state.cursor_of(0)
    assert series is not None and cursor is not None
    lines = other_planes(series.volume.geometry, "axial", state.tilts_of(0))
    view = frame(state, 0)
    places = grips(view, cursor, lines)
    assert len(places) == 4
    centre = view.pixel_at(cursor)
    for place in places:
        assert (place > 0).all() and (place < SIZE).all()
        way = (place - centre) / np.linalg.norm(place - centre)
        along = [abs(way @ (line @ view.right_lps, line @ view.down_lps)) for line in lines]
        assert max(along) == pytest.approx(1)


def test_the_straight_plane_is_the_one_without_any_tilt() -> None:
    geometry = volume().geometry
    assert upright(geometry, "coronal").right_lps == pytest.approx((1, 0, 0))
