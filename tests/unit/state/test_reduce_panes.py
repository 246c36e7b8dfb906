"""What hand and keys do to panes: slices, crosshair, zoom, pan, turns, flips, layouts."""

import numpy as np
import pytest

from tests.unit.state.states import opened, volume
from viewer.state.intents import Intent
from viewer.state.layouts import LAYOUTS
from viewer.state.pane_frame import frame_of, slice_place
from viewer.state.pane_intents import (
    Activate,
    Enlarge,
    Flip,
    GoToSlice,
    PanBy,
    ResetView,
    Rotate,
    ScrollSlices,
    SetCursor,
    SetLayout,
    SetPlane,
    ZoomBy,
)
from viewer.state.reducer import reduce
from viewer.state.view_frame import ViewFrame
from viewer.state.view_state import ViewState

SIZE = (200, 100)


def shown(state: ViewState, pane: int = 0) -> ViewFrame:
    series, cursor = state.series_of(pane), state.cursor_of(pane)
    assert series is not None
    assert cursor is not None
    return frame_of(series.volume.geometry, state.panes[pane], cursor, SIZE)


def slice_index(state: ViewState, pane: int = 0) -> int:
    series, cursor = state.series_of(pane), state.cursor_of(pane)
    assert series is not None
    assert cursor is not None
    return slice_place(series.volume.geometry, state.panes[pane].plane, cursor)[0]


def height(state: ViewState) -> float:
    cursor = state.cursor_of(0)
    assert cursor is not None
    return cursor[2]


def test_the_plane_of_acquisition_hangs_in_the_first_pane() -> None:
    assert [pane.plane for pane in opened().panes] == ["axial", "coronal", "sagittal"]


@pytest.mark.parametrize("head_first", [False, True])
def test_scrolling_up_goes_towards_the_head_whatever_the_order_of_slices(head_first: bool) -> None:
    state = opened(volume(head_first=head_first))
    up = reduce(state, ScrollSlices(1))
    assert height(up) == pytest.approx(height(state) + 3.0)


def test_scrolling_stops_at_the_ends() -> None:
    state = reduce(opened(), ScrollSlices(100))
    assert slice_index(state) == 3
    assert slice_index(reduce(state, ScrollSlices(-100))) == 0


def test_first_and_last_slice() -> None:
    state = reduce(opened(), GoToSlice(-1))
    assert slice_index(state) == 3
    assert slice_index(reduce(state, GoToSlice(0))) == 0


def test_scrolling_one_pane_moves_the_crosshair_of_all() -> None:
    state = reduce(opened(), ScrollSlices(1, pane=1))
    assert shown(state, 1).centre_lps[1] == pytest.approx(shown(opened(), 1).centre_lps[1] - 2.0)
    assert state.cursor_of(0) == state.cursor_of(2)


def test_the_crosshair_stays_within_the_volume() -> None:
    state = reduce(opened(), SetCursor((1000.0, -1000.0, 4.0)))
    assert state.cursor_of(0) == pytest.approx((7.0, 0.0, 4.0))


def test_zoom_keeps_the_place_under_the_mouse() -> None:
    state = opened()
    before = shown(state)
    about_px = np.array([150.0, 30.0])
    about = (about_px - (np.array(SIZE) - 1) / 2) * before.mm_per_pixel
    state = reduce(state, ZoomBy(2.5, (float(about[0]), float(about[1]))))
    after = shown(state)
    assert after.mm_per_pixel == pytest.approx(before.mm_per_pixel / 2.5)
    assert after.lps_at(about_px) == pytest.approx(before.lps_at(about_px))


def test_zoom_has_limits() -> None:
    state = reduce(opened(), ZoomBy(1e9))
    assert state.active_pane.zoom == 40.0


def test_pan_moves_the_picture_with_the_hand() -> None:
    state = opened()
    point = shown(state).centre_lps
    moved = reduce(state, PanBy(3.0, -1.0))
    scale = shown(moved).mm_per_pixel
    shift = shown(moved).pixel_at(point) - shown(state).pixel_at(point)
    assert shift * scale == pytest.approx([3.0, -1.0])


@pytest.mark.parametrize("intents", [(Rotate(1),), (Rotate(3),), (Flip(True), Rotate(1))])
def test_four_quarter_turns_come_back(intents: tuple[Intent, ...]) -> None:
    state = reduce(opened(), PanBy(2.0, 1.0))
    turned = state
    for _ in range(4):
        turned = reduce(turned, intents[-1])
    assert turned.active_pane == state.active_pane


@pytest.mark.parametrize(
    "before", [(), (Rotate(1),), (Flip(True),), (Flip(False), Rotate(1)), (Flip(True), Rotate(3))]
)
def test_rotating_right_turns_what_is_seen_clockwise(before: tuple[Intent, ...]) -> None:
    state = reduce(opened(), PanBy(2.0, 1.0))
    for intent in before:
        state = reduce(state, intent)
    old, new = shown(state), shown(reduce(state, Rotate(1)))
    # What pointed to the screen's right points down after a clockwise quarter.
    assert new.down_lps == pytest.approx(old.right_lps)
    assert new.right_lps == pytest.approx(-old.down_lps)


@pytest.mark.parametrize("before", [(), (Rotate(1),), (Flip(False), Rotate(1))])
def test_flipping_mirrors_what_is_seen(before: tuple[Intent, ...]) -> None:
    state = opened()
    for intent in before:
        state = reduce(state, intent)
    old, new = shown(state), shown(reduce(state, Flip(True)))
    assert new.right_lps == pytest.approx(-old.right_lps)
    assert new.down_lps == pytest.approx(old.down_lps)


def test_a_flip_keeps_the_middle_of_the_view() -> None:
    state = reduce(opened(), PanBy(2.0, 1.0))
    for intent in (Flip(True), Rotate(1), Flip(False)):
        turned = reduce(state, intent)
        assert shown(turned).centre_lps == pytest.approx(shown(state).centre_lps)
        state = turned


def test_reset_undoes_all_but_the_slice() -> None:
    state = reduce(opened(), ScrollSlices(1))
    fresh = state.active_pane
    for intent in (ZoomBy(3.0), PanBy(1.0, 1.0), Rotate(1), Flip(True)):
        state = reduce(state, intent)
    reset = reduce(state, ResetView())
    assert reset.active_pane == fresh
    assert reset.cursors == state.cursors


def test_enlarging_twice_brings_all_panes_back() -> None:
    state = reduce(opened(), Enlarge(2))
    assert (state.enlarged, state.active) == (2, 2)
    assert reduce(state, Enlarge(2)).enlarged is None


@pytest.mark.parametrize("name", list(LAYOUTS))
def test_a_layout_has_its_panes_and_shows_the_series(name: str) -> None:
    state = reduce(reduce(opened(), Activate(2)), SetLayout(name))
    assert len(state.panes) == len(LAYOUTS[name].cells)
    assert state.panes[0].series_id == opened().panes[0].series_id
    assert state.active == 0


def test_another_plane_starts_unturned() -> None:
    state = reduce(reduce(opened(), Rotate(1)), SetPlane("sagittal"))
    assert state.active_pane.plane == "sagittal"
    assert state.active_pane.quarter_turns == 0
