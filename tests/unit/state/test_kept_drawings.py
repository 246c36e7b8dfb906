"""Drawings of an earlier time join those of now, and undo never takes them away."""

from dataclasses import replace

import pytest

from tests.unit.library.library_studies import a_length
from viewer.controllers.kept_drawings import DrawingChanges, KeptDrawings
from viewer.state.drawing_intents import DrawMeasurement, Undo
from viewer.state.facts import DrawingsFound
from viewer.state.measurements import Measurement
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


OPEN, PRIOR = "key of the open study", "key of the prior"


def by_name(item: Measurement) -> str:
    return PRIOR if item.id.startswith("prior") else OPEN


def test_nothing_is_written_or_deleted_before_the_kept_ones_are_known() -> None:
    kept = KeptDrawings()
    assert kept.to_fetch("now", [OPEN, ""]) == (OPEN,)
    assert kept.changes("now", (a_length("new"),), by_name) == ()
    kept.found(OPEN, [a_length("old")])
    drawn = (a_length("old"), a_length("new"))
    assert kept.changes("now", drawn, by_name) == (DrawingChanges(OPEN, (a_length("new"),), ()),)
    moved = (a_length("new", tip=5.0),)
    assert kept.changes("now", moved, by_name) == (DrawingChanges(OPEN, moved, ("old",)),)
    assert kept.changes("another", (), by_name) == ()


def test_each_study_is_asked_for_once_while_the_open_one_stays_open() -> None:
    kept = KeptDrawings()
    assert kept.to_fetch("now", [OPEN]) == (OPEN,)
    assert kept.to_fetch("now", [OPEN, PRIOR]) == (PRIOR,)
    assert kept.to_fetch("now", [OPEN, PRIOR]) == ()
    assert kept.to_fetch("later", [PRIOR]) == (PRIOR,)


def test_what_is_drawn_on_a_prior_is_written_and_deleted_there() -> None:
    kept = KeptDrawings()
    kept.to_fetch("now", [OPEN, PRIOR])
    kept.found(OPEN, [])
    drawn = (a_length("own"), a_length("prior"))
    own = DrawingChanges(OPEN, (a_length("own"),), ())
    assert kept.changes("now", drawn, by_name) == (own,)
    kept.found(PRIOR, [])
    assert kept.changes("now", drawn, by_name) == (DrawingChanges(PRIOR, (drawn[1],), ()),)
    left = (a_length("own"),)
    assert kept.changes("now", left, by_name) == (DrawingChanges(PRIOR, (), ("prior",)),)


def test_what_was_fetched_from_a_study_stays_with_it() -> None:
    kept = KeptDrawings()
    kept.to_fetch("now", [OPEN, PRIOR])
    kept.found(PRIOR, [])
    kept.found(OPEN, [a_length("prior")])
    moved = (a_length("prior", tip=5.0),)
    assert kept.changes("now", moved, by_name) == (DrawingChanges(OPEN, moved, ()),)


def test_what_the_disk_did_not_take_is_tried_again() -> None:
    kept = KeptDrawings()
    kept.to_fetch("now", [OPEN])
    kept.found(OPEN, [])
    drawn = (a_length("new"),)
    kept.changes("now", drawn, by_name)
    kept.not_kept(["new"])
    assert kept.changes("now", drawn, by_name) == (DrawingChanges(OPEN, drawn, ()),)
