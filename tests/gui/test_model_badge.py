"""Whatever a model made carries RESEARCH USE ONLY, also where it is a finding alone."""

from dataclasses import replace

from inference.imaging.finding import SliceStrip
from inference.imaging.result import InferenceResult
from tests.unit.state.states import opened, result, with_result
from viewer.controllers.scenes import scene_of
from viewer.controllers.view_size import ViewSize
from viewer.render.badge_words import RESEARCH_USE_ONLY


def badges(made: InferenceResult | None) -> tuple[str, ...]:
    state = opened() if made is None else with_result(opened(), made)
    scene = scene_of(state, 0, ViewSize(200, 200))
    assert scene is not None
    return scene.badges


def test_pictures_alone_do_not_carry_it() -> None:
    assert RESEARCH_USE_ONLY not in badges(None)


def test_masks_findings_and_strips_each_carry_it() -> None:
    made = result()
    finding_alone = replace(made, label_maps=())
    strip_alone = replace(made, label_maps=(), findings=(), strips=(SliceStrip("s", (0.1,) * 4),))
    for one in (made, finding_alone, strip_alone):
        assert RESEARCH_USE_ONLY in badges(one)
