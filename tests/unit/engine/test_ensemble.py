"""An ensemble runs like any model, and says who its members were."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inference.catalog.models import find_model, verify_entry
from inference.engine.events import Event, Progress
from inference.engine.request import InferenceRequest
from inference.engine.run import run
from inference.imaging.errors import InputError
from inference.imaging.result import InferenceResult
from tests.model_factory import install_ensemble, install_model
from tests.unit.engine.test_run import LESION_LPS, found_centre, head

# the head is at 0.3 and its lesion at 1 of the cuts; logits are 20 × (value − cut)
SURE, DOUBTFUL = 0.65, 1.1


@pytest.fixture
def members(home: Path) -> Path:
    """One member sees the lesion, the other (chance 0.12) does not; the mean is 0.56."""
    cards = [
        install_model(
            home,
            id=f"bright-{name}",
            network={"name": "bright_unet", "parameters": {"cut": cut}},
            prediction={"neighbours": 1, "flips": flips},
        )
        for name, cut, flips in (("sure", SURE, ["i"]), ("doubtful", DOUBTFUL, []))
    ]
    install_ensemble(home, cards)
    return home


def ask(model: str, **changes: Any) -> InferenceResult:
    return run(InferenceRequest("r", "t", model, head(), **changes), lambda _event: None)


def test_the_mean_of_the_members_decides(members: Path) -> None:
    truth = (head().array == 1000).sum()
    assert ask("bright-sure").label_maps[0].array.sum() == pytest.approx(truth, rel=0.01)
    assert ask("bright-doubtful").label_maps[0].array.sum() == 0
    together = ask("bright-ensemble")
    assert together.label_maps[0].array.sum() == pytest.approx(truth, rel=0.01)
    assert together.findings[0].score == pytest.approx((1 + 1 / (1 + np.exp(2))) / 2, abs=0.02)
    assert ask("bright-ensemble", options={"threshold": 0.6}).label_maps[0].array.sum() == 0


def test_provenance_names_every_member_with_version_hash_and_mirroring(members: Path) -> None:
    made = ask("bright-ensemble").provenance
    step = dict(made.steps)["members"]
    for name, flips in (("bright-sure", ["i"]), ("bright-doubtful", [])):
        card = find_model(name).card
        assert step[name] == {
            "version": "1.0.0",
            "weights_sha256": card.weights_sha256,
            "flips": flips,
        }
    assert made.weights_sha256 == find_model("bright-ensemble").card.weights_sha256


def test_only_the_chosen_members_answer_and_the_result_says_so(members: Path) -> None:
    alone = ask("bright-ensemble@bright-doubtful")
    assert alone.label_maps[0].array.sum() == 0
    assert alone.provenance.model_id == "bright-ensemble@bright-doubtful"
    assert list(dict(alone.provenance.steps)["members"]) == ["bright-doubtful"]
    with pytest.raises(InputError, match="no member nobody"):
        ask("bright-ensemble@nobody")


def test_the_heatmap_is_that_of_the_mean_at_the_first_members_layer(members: Path) -> None:
    result = ask("bright-ensemble", explain=("seg-grad-cam",))
    assert result.heatmaps[0].layer == "members.0.coarse"
    assert np.allclose(found_centre(result), LESION_LPS, atol=1.5)
    heat = result.heatmaps[0]
    index = np.argwhere(heat.array > 0.8)
    assert np.allclose(heat.geometry.lps_from_index(index).mean(axis=0), LESION_LPS, atol=2.0)


def test_progress_runs_on_through_all_members(members: Path) -> None:
    events: list[Event] = []
    run(InferenceRequest("r", "t", "bright-ensemble", head()), events.append)
    fractions = [event.fraction for event in events if isinstance(event, Progress)]
    assert fractions == sorted(fractions) and fractions[-1] == pytest.approx(1.0)


def test_a_member_that_changed_is_missing_or_does_not_fit_is_an_input_error(members: Path) -> None:
    verify_entry(find_model("bright-ensemble"))
    weights = members / "models" / "bright-doubtful" / "weights.safetensors"
    weights.write_bytes(weights.read_bytes() + b" ")
    with pytest.raises(InputError, match="'bright-doubtful' do not match its card"):
        verify_entry(find_model("bright-ensemble"))
    with pytest.raises(InputError, match="'bright-doubtful' do not match its card"):
        ask("bright-ensemble")
    card = members / "models" / "bright-doubtful" / "card.toml"
    card.write_text(card.read_text().replace("neighbours = 1", "neighbours = 0"))
    with pytest.raises(InputError, match="its neighbours differs"):
        verify_entry(find_model("bright-ensemble"))
    card.unlink()
    with pytest.raises(InputError, match="no model 'bright-doubtful'"):
        verify_entry(find_model("bright-ensemble"))


def test_an_ensemble_in_an_ensemble_is_refused(members: Path) -> None:
    install_ensemble(members, [find_model("bright-ensemble").card], id="nested")
    with pytest.raises(InputError, match="its format differs"):
        verify_entry(find_model("nested"))


def test_mirroring_cannot_be_taken_from_the_members(members: Path) -> None:
    with pytest.raises(InputError, match="Mirroring belongs to the members"):
        ask("bright-ensemble", options={"flips": False})
