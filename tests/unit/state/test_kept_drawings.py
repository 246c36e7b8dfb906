"""Drawings of an earlier time join those of now, and undo never takes them away."""

from dataclasses import replace

import pytest

from tests.unit.library.library_studies import a_length
from viewer.controllers.kept_drawings import KeptDrawings
from viewer.state.drawing_intents import DrawMeasurement, Undo
from viewer.state.facts import DrawingsFound
from viewer.state.reducer import reduce
from viewer.state.view_state import ViewState, empty_panes


@pytest.fixture
def opened() -> ViewState:
    return replace(ViewState(layout="1x1", panes=empty_panes("1x1")), study_token="now")


def names(state: ViewState) -> list[str]:
    return [item.id for item in state.drawings.items]


def test_undo_of_what_was_drawn_before_the_answer_leaves_what_was_found(opened: ViewState) -> None:
    state = reduce(opened, DrawMeasurement(a_length("new")))
    state = reduce(state, DrawingsFound("now", (a_length("old"),)))
    assert names(state) == ["old", "new"]
    assert names(reduce(state, Undo())) == ["old"]


def test_drawings_of_another_study_are_dropped(opened: ViewState) -> None:
    assert names(reduce(opened, DrawingsFound("before", (a_length("old"),)))) == []


def test_nothing_is_written_or_deleted_before_the_kept_ones_are_known() -> None:
    kept = KeptDrawings()
    kept.begin("now")
    assert kept.changes("now", [a_length("new")]) == ((), ())
    kept.found([a_length("old")])
    assert kept.changes("now", [a_length("old"), a_length("new")]) == ((a_length("new"),), ())
    assert kept.changes("now", [a_length("new", tip=5.0)]) == (
        (a_length("new", tip=5.0),),
        ("old",),
    )
    assert kept.changes("another", []) == ((), ())


def test_what_the_disk_did_not_take_is_tried_again() -> None:
    kept = KeptDrawings()
    kept.begin("now")
    kept.found([])
    kept.changes("now", [a_length("new")])
    kept.not_kept(["new"])
    assert kept.changes("now", [a_length("new")]) == ((a_length("new"),), ())
