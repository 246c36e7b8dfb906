"""Jobs, messages, models, tools and drawings in the state; and nothing is forgotten."""

from inference.imaging.flag import Flag
from tests.unit.state.states import opened, volume
from viewer.state import facts, intents
from viewer.state.drawing_intents import DeleteMeasurement, DrawMeasurement, Redo, Undo
from viewer.state.facts import JobMoved, ModelsListed, Told
from viewer.state.intents import (
    AcknowledgeFlags,
    ChooseModel,
    ClearJobs,
    OverrideSuitability,
    ToggleLeftPanel,
)
from viewer.state.jobs import Job
from viewer.state.measurements import Measurement
from viewer.state.messages import Message
from viewer.state.models import ModelRow
from viewer.state.questions import run_blocked_by, unaccepted_flags
from viewer.state.reducer import REDUCERS, reduce
from viewer.state.view_state import ViewState


def test_the_reducer_knows_every_intent_and_fact() -> None:
    # By name: a dataclass with slots leaves the class that it was made from behind.
    kinds = (*intents.Intent.__subclasses__(), *facts.Fact.__subclasses__())
    assert {kind.__name__ for kind in REDUCERS} == {kind.__name__ for kind in kinds}


def test_a_job_that_has_ended_moves_no_more() -> None:
    state = reduce(ViewState(), JobMoved(Job("1", "load", "a", "done")))
    assert reduce(state, JobMoved(Job("1", "load", "a", "running"))) is state


def test_clearing_leaves_the_jobs_that_run() -> None:
    state = ViewState(jobs=(Job("1", "load", "a", "done"), Job("2", "scan", "b", "running")))
    assert [job.id for job in reduce(state, ClearJobs()).jobs] == ["2"]


def test_a_message_with_a_key_hides_the_one_before_but_keeps_it_in_the_log() -> None:
    state = reduce(ViewState(), Told(Message(1, "note", "old", key="k")))
    state = reduce(state, Told(Message(2, "note", "new", key="k")))
    assert [message.id for message in state.messages] == [1, 2]
    assert state.dismissed == {1}


def test_the_first_model_is_chosen_with_its_explainers() -> None:
    rows = (ModelRow("a", "A", "t", "1", explain=("cam",)), ModelRow("b", "B", "t", "1"))
    state = reduce(ViewState(), ModelsListed(rows))
    assert (state.models.chosen, state.models.explain) == ("a", ("cam",))
    assert reduce(state, ChooseModel("b")).models.explain == ()


def test_flags_block_a_run_until_a_person_accepts_them_for_that_series() -> None:
    flags = (Flag("slice-missing", "A slice is missing."), Flag("note", "…", blocks_models=False))
    state = opened(volume(flags=flags))
    state = reduce(state, ModelsListed((ModelRow("a", "A", "t", "1"),)))
    assert [flag.code for flag in unaccepted_flags(state)] == ["slice-missing"]
    assert run_blocked_by(state)
    other = reduce(state, AcknowledgeFlags("another series", ("slice-missing",)))
    assert run_blocked_by(other)
    series = state.active_pane.series_id
    assert run_blocked_by(reduce(state, AcknowledgeFlags(series, ("slice-missing",)))) == ""


def test_measurements_are_undone_and_redone() -> None:
    state = reduce(ViewState(), DrawMeasurement(_length("a")))
    state = reduce(state, DrawMeasurement(_length("b")))
    state = reduce(state, DeleteMeasurement("a"))
    assert [item.id for item in state.drawings.items] == ["b"]
    state = reduce(state, Undo())
    assert [item.id for item in state.drawings.items] == ["a", "b"]
    state = reduce(reduce(state, Undo()), Redo())
    assert [item.id for item in state.drawings.items] == ["a", "b"]
    assert [item.id for item in reduce(state, Redo()).drawings.items] == ["b"]


def test_folding_the_studies_away_and_back() -> None:
    state = reduce(ViewState(), ToggleLeftPanel())
    assert state.panels.left == "folded"
    assert reduce(state, ToggleLeftPanel()).panels.left == "wide"
    assert reduce(ViewState(), ToggleLeftPanel(narrow=True)).panels.left == "wide"


def _length(name: str) -> Measurement:
    return Measurement(name, "length", ((0, 0, 0), (3, 4, 0)), (0, 0, 1), "f", "s")


def test_a_model_of_another_modality_says_so_until_a_person_sets_its_limits_aside() -> None:
    state = opened(volume(modality="CT"))
    rows = (ModelRow("a", "A", "t", "1", modalities=("MR",)), ModelRow("b", "B", "t", "1"))
    state = reduce(state, ModelsListed(rows))
    assert "not made for" in run_blocked_by(state)
    assert run_blocked_by(reduce(state, OverrideSuitability(True))) == ""
    assert run_blocked_by(reduce(state, ChooseModel("b"))) == ""
