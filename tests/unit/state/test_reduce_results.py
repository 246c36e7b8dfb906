"""Results in the state: placed, styled, judged, replaced; stale ones never shown."""

from dataclasses import replace

import pytest

from inference.imaging.finding import MOVED_BY, MOVED_ON, RELATIVE, WITHIN, Finding
from tests.unit.state.states import opened, result, volume, with_result
from viewer.state.facts import ResultArrived
from viewer.state.finding_words import (
    finding_facts,
    has_known_place,
    moved_words,
    place_words,
)
from viewer.state.layers import SegmentStyle
from viewer.state.reducer import reduce
from viewer.state.result_intents import (
    RemoveLayer,
    ReviewFinding,
    SetLayerOpacity,
    SetLayerVisible,
    SetSegmentStyle,
    StepFinding,
)


def test_a_result_of_another_study_is_dropped() -> None:
    state = opened()
    stale = ResultArrived(result(token="token-0"), state.active_pane.series_id)
    assert reduce(state, stale) is state


def test_a_result_lies_in_the_space_of_its_series_only() -> None:
    state = with_result(opened(), result())
    mask = state.results.masks[0]
    assert state.results.lies_in(mask.id, "1.2.frame")
    assert not state.results.lies_in(mask.id, "another frame")


def test_the_finished_result_takes_the_place_of_its_part_and_keeps_the_styles() -> None:
    state = with_result(opened(), result(findings=0))
    layer = state.results.masks[0].id
    state = reduce(state, SetLayerVisible(layer, False))
    state = with_result(state, result(findings=2))
    assert [mask.id for mask in state.results.masks] == [layer]
    assert not state.results.masks[0].visible
    assert len(state.results.findings) == 2
    assert len(state.results.results) == 1


def test_running_again_replaces_what_nobody_has_judged() -> None:
    state = with_result(with_result(opened(), result("r1")), result("r2"))
    assert [placed.result.request_id for placed in state.results.results] == ["r2"]
    assert all(finding.id.startswith("r2/") for finding in state.results.findings)


def test_running_again_keeps_what_a_person_has_judged() -> None:
    state = reduce(with_result(opened(), result("r1")), StepFinding(1))
    state = reduce(state, ReviewFinding("accepted"))
    state = with_result(state, result("r2"))
    assert [placed.result.request_id for placed in state.results.results] == ["r1", "r2"]
    assert state.results.findings[0].review == "accepted"


def test_two_models_stand_side_by_side() -> None:
    state = with_result(with_result(opened(), result("r1")), result("r2", model="other"))
    assert len(state.results.masks) == 2


def test_tab_goes_round_the_findings_and_takes_the_crosshair_along() -> None:
    state = with_result(opened(), result())
    seen = []
    for _ in range(3):
        state = reduce(state, StepFinding(1))
        seen.append((state.results.selected_finding, state.cursor_of(0)))
    assert seen == [
        ("r1/f0", (1.0, 2.0, 0.0)),
        ("r1/f1", (1.0, 2.0, 3.0)),
        ("r1/f0", (1.0, 2.0, 0.0)),
    ]
    assert reduce(state, StepFinding(-1)).results.selected_finding == "r1/f1"


def test_a_segment_is_styled_alone() -> None:
    state = with_result(opened(), result())
    layer = state.results.masks[0].id
    style = SegmentStyle(visible=False, opacity=0.1, colour=(1, 2, 3))
    state = reduce(state, SetSegmentStyle(layer, 1, style))
    state = reduce(state, SetLayerOpacity(layer, 7.0))
    assert state.results.masks[0].styles[1] == style
    assert state.results.masks[0].opacity == 1.0


def test_a_removed_layer_leaves_its_findings() -> None:
    state = with_result(opened(), result())
    state = reduce(state, RemoveLayer(state.results.masks[0].id))
    assert not state.results.masks
    assert len(state.results.findings) == 2


@pytest.mark.parametrize("unknown", ["in_plane_mm", "oriented"])
def test_a_finding_has_no_place_in_mm_or_sides_where_nobody_knows_them(unknown: str) -> None:
    shown = volume()
    known = with_result(opened(shown), result())
    assert has_known_place(known, known.results.findings[0])
    mm, sides = unknown != "in_plane_mm", unknown != "oriented"
    geometry = replace(shown.geometry, in_plane_mm=mm, oriented=sides)
    state = with_result(opened(replace(shown, geometry=geometry)), result())
    finding = state.results.findings[0]
    assert not has_known_place(state, finding)
    assert finding_facts(finding, placed=False) == ("score (uncalibrated) 0.50",)


def test_a_score_is_a_probability_only_when_calibrated() -> None:
    assert finding_facts(Finding("a", "lesion", "x", 0.5))[0] == "score (uncalibrated) 0.50"
    sure = Finding("a", "lesion", "x", 0.5, calibrated=True)
    assert finding_facts(sure)[0] == "probability 0.50"


def test_what_a_prognosis_from_times_tells_is_named_as_what_it_is() -> None:
    by_then: dict[str, float | str] = {WITHIN: "730 days"}
    risk = Finding("a", "risk", "death", 0.31, calibrated=True, details=by_then)
    assert finding_facts(risk)[0] == "risk within 730 days: 0.31"
    unsure = replace(risk, calibrated=False)
    assert finding_facts(unsure)[0] == "risk within 730 days (uncalibrated): 0.31"
    relative = replace(unsure, score=2.309, details={RELATIVE: "mean patient"})
    assert finding_facts(relative)[0] == "relative risk (mean patient 1): 2.31"
    assert finding_facts(replace(relative, score=0.997))[0].endswith(" 1.00")
    moved = replace(risk, details={f"{MOVED_BY}Age": 0.5, MOVED_ON: "hazard"})
    assert moved_words(moved) == ("Age: hazard × 1.65",)


def test_places_name_the_patients_sides() -> None:
    assert place_words((-12.34, 4.0, -5.0)) == "R 12.3  P 4.0  F 5.0 mm"


def test_a_score_that_is_not_certain_does_not_look_certain() -> None:
    def said(score: float) -> str:
        return finding_facts(Finding("a", "class", "pneumonia", score, calibrated=True))[0]

    assert [said(score) for score in (0.9965, 0.0035, 0.994, 1.0)] == [
        "probability > 0.99",
        "probability < 0.01",
        "probability 0.99",
        "probability 1.00",
    ]
