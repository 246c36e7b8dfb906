"""A smooth line through drawn points, and the cut along it: places go there and back."""

from dataclasses import replace

import numpy as np
import pytest

from inference.imaging.errors import InputError
from inference.imaging.volume import Volume
from tests.unit.state.states import AUTOMATIC, entry, opened, volume
from viewer.state.conditions import curved_plane, enlarge, escape, is_stretched, other_form
from viewer.state.curved import cut_in, line_of
from viewer.state.curved_intents import CloseCurved, OpenCurved, SetAnchor, SetCutForm, TurnCut
from viewer.state.curves import cut_along, path_length, spline_through
from viewer.state.drawing_intents import DeleteMeasurement, EndDrawing, SetPoint, Undo
from viewer.state.facts import SeriesFound, SeriesLoaded, StudyOpened
from viewer.state.measurement_words import measurement_words
from viewer.state.measurements import Measurement, Point
from viewer.state.pane_intents import (
    Enlarge,
    GoToSlice,
    PointAt,
    ScrollSlices,
    SetCursor,
    SetLayout,
)
from viewer.state.reducer import reduce
from viewer.state.shelf import study_key
from viewer.state.solid_intents import SetPaneView
from viewer.state.view_state import ViewState

LINE: tuple[Point, ...] = ((1.0, 2.0, 3.0), (3.0, 4.0, 3.0), (6.0, 4.0, 3.0))
RIGHT, DOWN = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)


def begun() -> Measurement:
    return Measurement("line", "curve", (), (0.0, 0.0, 1.0), "1.2.frame", "1")


def drawing(state: ViewState, pane: int = 0) -> ViewState:
    state = replace(state, tool="curve")
    for point in LINE:
        state = reduce(state, SetPoint(begun(), point, RIGHT, DOWN, pane))
    return state


def drawn(state: ViewState | None = None, pane: int = 0) -> ViewState:
    return reduce(drawing(state or opened(), pane), EndDrawing(RIGHT, DOWN))


def shown_then(state: ViewState, picture: Volume, pane: int) -> ViewState:
    fact = SeriesLoaded("token-1", entry(picture), picture, 4, AUTOMATIC, pane)
    return reduce(state, fact)


def test_a_spline_goes_through_its_points_and_stays_straight_on_a_straight_line() -> None:
    path = spline_through(LINE)
    for point in LINE:
        assert np.linalg.norm(path - point, axis=1).min() == pytest.approx(0, abs=1e-9)
    assert path_length(path) > path_length(LINE)
    straight = spline_through([(0, 0, 0), (1, 0, 0), (1, 0, 0), (5, 0, 0)])
    assert path_length(straight) == pytest.approx(5)
    assert np.abs(straight[:, 1:]).max() == 0


def test_a_spline_through_a_circle_has_nearly_its_length() -> None:
    angles = np.linspace(0, np.pi, 9)
    half = np.stack([20 * np.cos(angles), 20 * np.sin(angles), 0 * angles], axis=1)
    assert path_length(spline_through(half)) == pytest.approx(20 * np.pi, rel=0.005)


@pytest.mark.parametrize("turn", [0.0, 90.0, 30.0])
def test_places_go_to_the_patient_and_back(turn: float) -> None:
    cut = cut_along(spline_through(LINE), (0, 0, 1), 10.0, 0.5, turn)
    for x, s in ((0.0, 2.0), (0.3, 1.0), (-0.2, 4.5)):
        assert cut.place_of(cut.lps_at((x, s))) == pytest.approx((x, s, 0), abs=0.01)


def test_the_length_is_the_lines_own_not_that_of_whole_steps() -> None:
    assert cut_along([(0.0, 0, 0), (5.3, 0, 0)], (0, 0, 1), 10.0, 1.0).length_mm == 5.3


def test_a_line_shorter_than_a_voxel_shows_no_plane_and_hurts_nobody() -> None:
    state = opened()
    for point in ((1.0, 2.0, 3.0), (1.2, 2.0, 3.0)):
        state = reduce(state, SetPoint(begun(), point, RIGHT, DOWN, 0))
    state = reduce(state, EndDrawing(RIGHT, DOWN))
    assert state.panes[2].view == "curved"
    with pytest.raises(InputError, match="shorter than a voxel"):
        cut_in(state, 2)
    for wish in (ScrollSlices(1, 2), GoToSlice(-1, 2), SetCursor((0, 0, 0), 2)):
        assert reduce(state, wish) is state


def test_the_cut_stands_across_the_drawn_plane_and_turns_about_its_line() -> None:
    path = [(0.0, 0, 0), (10, 0, 0)]
    upright = cut_along(path, (0, 0, 1), 10.0, 1.0)
    turned = cut_along(path, (0, 0, 1), 10.0, 1.0, 90.0)
    assert upright.across[0] == pytest.approx((0, 0, 1))
    assert turned.across[0] == pytest.approx((0, -1, 0))


def test_the_end_of_a_line_opens_its_curved_plane_in_another_pane() -> None:
    state = drawn()
    assert [pane.view for pane in state.panes] == ["slice", "slice", "curved"]
    assert line_of(state) is not None and state.tool == "window"
    assert measurement_words(state.drawings.items[0], state.series_of(0))[0].endswith("mm")


def test_return_ends_the_line_and_escape_drops_it() -> None:
    state = drawing(opened())
    wish = enlarge(state)
    assert isinstance(wish, EndDrawing)
    assert len(reduce(state, wish).drawings.items) == 1
    drop = escape(state)
    assert drop is not None and reduce(state, drop).drawings.items == ()
    assert isinstance(enlarge(opened()), Enlarge)


def test_a_single_point_is_no_line() -> None:
    state = reduce(opened(), SetPoint(begun(), LINE[0], RIGHT, DOWN, 0))
    state = reduce(state, EndDrawing(RIGHT, DOWN))
    assert state.drawings.items == () and state.curved is None


def test_a_layout_of_one_view_makes_room_and_keeps_that_view() -> None:
    one = reduce(opened(), SetLayout("1x1"))
    one = replace(one, panes=(replace(one.panes[0], plane="coronal"),))
    state = drawn(one)
    assert len(state.panes) == 3 and state.panes[0].plane == "coronal"
    assert state.panes[2].view == "curved"


def test_closing_gives_the_pane_back_and_the_key_opens_it_again() -> None:
    four = reduce(opened(), SetLayout("2x2"))
    state = drawn(four)
    assert state.panes[3].view == "curved"
    close = curved_plane(state)
    assert close == CloseCurved()
    closed = reduce(state, close)
    assert closed.panes[3] == four.panes[3] and closed.curved is None
    assert curved_plane(closed) == OpenCurved("line")
    assert reduce(closed, OpenCurved("line")).panes[3].view == "curved"
    assert reduce(closed, OpenCurved("no such line")) is closed


def test_escape_closes_the_curved_plane_from_any_view_once_nothing_is_selected() -> None:
    state = drawn()
    assert state.active == 0 and state.curved is not None
    while (wish := escape(state)) is not None and state.curved is not None:
        state = reduce(state, wish)
    assert state.curved is None and state.drawings.selected == ""


def test_closing_shows_the_series_that_was_there_though_others_came_meanwhile() -> None:
    state = reduce(opened(), SetLayout("2x2-compare"))
    for pane in (1, 2, 3):
        state = shown_then(state, volume(f"{pane + 1}"), pane)
    state = drawn(state)
    assert state.curved is not None and state.curved.pane == 3
    state = shown_then(state, volume("5"), 1)
    closed = reduce(state, CloseCurved())
    assert [closed.series_of(pane) is not None for pane in range(4)] == [True] * 4
    assert closed.panes[3].series_id == "1.2.study/4"


def test_a_curved_plane_whose_view_another_series_took_is_closed() -> None:
    state = drawn()
    other = volume("2")
    fact = SeriesLoaded("token-1", entry(other), other, 4, AUTOMATIC)
    assert reduce(state, fact).curved is None


def test_closing_shows_the_stack_that_is_shown_beside_it() -> None:
    times = [replace(volume(), stack_name=f"time {n}") for n in (1, 2)]
    entries = [
        replace(entry(of), id=f"t{n}", stack_name=of.stack_name) for n, of in enumerate(times)
    ]
    state = reduce(ViewState(), SeriesFound(tuple(entries)))
    state = reduce(state, StudyOpened(study_key(entries[0]), "token-1"))
    state = reduce(state, SeriesLoaded("token-1", entries[0], times[0], 4, AUTOMATIC))
    state = drawn(state)
    state = reduce(state, SeriesLoaded("token-1", entries[1], times[1], 4, AUTOMATIC))
    closed = reduce(state, CloseCurved())
    assert {pane.series_id for pane in closed.panes} == {"t1"}


def test_the_marker_is_linked_both_ways() -> None:
    state = drawn()
    cut = cut_in(state, 2)
    assert cut is not None
    moved = reduce(state, SetCursor((0.5, 2.0, 0.0), 2))
    assert moved.cursor_of(0) == pytest.approx(tuple(cut.lps_at((0.5, 2.0))))
    assert cut.place_of(moved.cursor_of(2) or ()) == pytest.approx((0.5, 2.0, 0), abs=1e-6)
    pointed = reduce(state, PointAt((0.5, 2.0, 0.0), 2)).pointer
    assert pointed is not None and pointed.point_lps == pytest.approx(moved.cursor_of(0))


def test_the_wheel_and_the_ends_go_along_the_line() -> None:
    state = reduce(drawn(), SetCursor((0.0, 2.0, 0.0), 2))
    cut = cut_in(state, 2)
    assert cut is not None
    down = reduce(state, ScrollSlices(-1, 2))
    assert cut.place_of(down.cursor_of(2) or ())[1] == pytest.approx(2.0 + cut.step_mm)
    first, last = (reduce(state, GoToSlice(n, 2)).cursor_of(2) for n in (0, -1))
    assert first == pytest.approx(LINE[0])
    assert last == pytest.approx(tuple(cut.points[-1]))


def test_turning_and_the_mark_are_kept_with_the_plane() -> None:
    state = reduce(reduce(drawn(), TurnCut(15.0)), SetAnchor(1.5))
    assert state.curved is not None
    assert (state.curved.turn_degrees, state.curved.anchor_mm) == (15.0, 1.5)
    assert reduce(opened(), TurnCut(15.0)).curved is None


def test_a_deleted_line_leaves_a_pane_that_knows_it_and_undo_brings_it_back() -> None:
    state = reduce(drawn(), DeleteMeasurement("line"))
    assert cut_in(state, 2) is None
    assert cut_in(reduce(state, Undo()), 2) is not None


def test_another_layout_or_view_ends_the_curved_plane() -> None:
    assert reduce(drawn(), SetLayout("1x3")).curved is None
    other = reduce(drawn(), SetPaneView("3d", 2))
    assert reduce(other, CloseCurved()).panes[2].view == "3d"


def test_the_form_is_changed_and_the_mark_stays_at_its_place_of_the_line() -> None:
    assert other_form(drawn()) == SetCutForm("stretched")
    state = reduce(drawn(), SetCutForm("stretched"))
    assert is_stretched(state) and other_form(state) == SetCutForm("straightened")
    cut = cut_in(state, 2)
    assert cut is not None and cut.form == "stretched"
    marked = reduce(state, SetAnchor(2.0)).curved
    assert marked is not None and marked.anchor_mm == pytest.approx(cut.on_line(2.0)[1])
    last = reduce(state, GoToSlice(-1, 2)).cursor_of(2)
    assert last == pytest.approx(tuple(cut.lps_at((cut.on_line(1e9)[0], 1e9))))
    assert reduce(opened(), SetCutForm("stretched")).curved is None


def test_the_wheel_follows_a_line_that_rises_in_the_stretched_form() -> None:
    state = drawn()
    (line,) = state.drawings.items
    rising = replace(line, points_lps=((1.0, 2.0, 1.0), (3.0, 4.0, 3.0), (6.0, 4.0, 5.0)))
    state = replace(state, drawings=replace(state.drawings, items=(rising,)))
    state = reduce(reduce(state, SetCutForm("stretched")), GoToSlice(0, 2))
    assert state.cursor_of(2) == pytest.approx((1, 2, 1))
    moved = reduce(state, ScrollSlices(-3, 2)).cursor_of(2)
    path = spline_through(rising.points)
    assert moved is not None and moved[2] > 1.5
    assert np.linalg.norm(path - moved, axis=1).min() < 0.1
