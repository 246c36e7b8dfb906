"""A prognosis from times of events, from recipe to finding, on simulated patients."""

import csv
import json
import shutil
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import main
from inference.catalog.models import find_model
from inference.engine.request import InferenceRequest
from inference.engine.run import run
from inference.imaging.errors import InputError
from inference.imaging.finding import MISSING, MOVED_BY, MOVED_ON, WITHIN, Finding
from inference.imaging.progress import ignore_progress, never_cancelled
from inference.networks.prognosis import OutcomeRegression
from inference.training.evaluations.folder_cases import read_single
from inference.training.recipe import recipe_of
from inference.training.tasks.outcome import Outcome
from inference.training.train import train
from tests.unit.training.simulated_survival import LOG_HAZARDS, write_simulated
from tests.unit.training.synthetic_flair import write_patients, write_recipe
from viewer.state.finding_words import finding_facts, moved_words

PATIENTS = 80
RECIPE = """
model = "simulated-survival"
task = "outcome"
[network]
name = "outcome_regression"
lesion_model = "tiny-lesion"
inputs = ["sim_age", "sim_grade", "image.log_ml"]
[data]
event = "sim_event"
time = "sim_days"
horizon = 365
reference = ["sim_age"]
reference_penalty = 0.1
penalties = [0.1, 10.0]
[data.prior]
sim_grade = [0.5, 5.0]
"image.log_ml" = [0.0, 0.01]
[split]
folds = 3
repetitions = 1
[card]
name = "Simulated survival"
version = "0.0.1"
task = "outcome"
licence = "none"
classes = ["simulated event"]
[card.inputs]
modalities = ["MR", "OT", ""]
oriented = false
[card.prediction]
calibrated = true
[card.data]
name = "simulated patients"
licence = "none"
"""
RELATIVE = RECIPE.replace("horizon = 365\n", "").replace("simulated-survival", "simulated-relative")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a finder of lesions, simulated patients, and both kinds of model from them."""
    root = tmp_path_factory.mktemp("times")
    write_simulated(root / "simulated", PATIENTS, 11)
    patch = pytest.MonkeyPatch()
    patch.setenv("RADLENS_HOME", str(root))
    write_patients(root / "flair", 3)
    recipe, data = write_recipe(root, epochs=1), root / "flair"
    train(recipe, data, root / "tiny", report=ignore_progress, cancelled=never_cancelled)
    shutil.copytree(root / "tiny" / "model", root / "models" / "tiny-lesion")
    for name, text in (("survival", RECIPE), ("relative", RELATIVE)):
        (root / f"{name}.toml").write_text(text, encoding="utf-8")
        command = ("train", root / f"{name}.toml", "--data", root / "simulated")
        _radlens(patch, *command, "--out", root / name)
        _radlens(patch, "models", "add", root / name / "model")
    patch.undo()
    return root


def _radlens(patch: pytest.MonkeyPatch, *arguments: str | Path) -> None:
    patch.setattr(sys, "argv", ["radlens", *map(str, arguments)])
    with pytest.raises(SystemExit) as left:
        main.run()
    assert not left.value.code


@pytest.fixture(autouse=True)
def _at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RADLENS_HOME", str(home))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def _metrics(home: Path, name: str) -> dict[str, Mapping[str, Any]]:
    card = tomllib.loads((home / name / "model" / "card.toml").read_text("utf-8"))
    return {row["name"]: row for row in card["metrics"] if not row.get("group")}


def test_the_card_tells_the_order_and_the_calibration_with_intervals(home: Path) -> None:
    told = _metrics(home, "survival")
    assert set(told) == {
        "c_index",
        "c_index_gain",
        "brier_at_horizon",
        "observed_to_expected",
    }
    for row in told.values():
        assert row["ci95"][0] <= row["mean"] <= row["ci95"][1] and row["cases"] == PATIENTS
        assert row["split"] == "cross-validation"
    assert 0.6 < told["c_index"]["mean"] < 0.85  # with the true hazards about 0.73
    assert told["c_index"]["ci95"][0] > 0.5
    assert told["observed_to_expected"]["mean"] == pytest.approx(1, abs=0.25)
    assert set(_metrics(home, "relative")) == {"c_index", "c_index_gain"}
    result = json.loads((home / "survival" / "result.json").read_text("utf-8"))
    assert result["score"] == "c_index"
    assert result["c_index"] == pytest.approx(told["c_index"]["mean"], abs=1e-3)
    assert {"c_index_reference", "c_index_reference_informed"} <= result.keys()


def test_the_card_says_what_was_fitted_and_only_a_risk_by_a_horizon_is_calibrated(
    home: Path,
) -> None:
    card = find_model("simulated-survival").card
    assert card.outcome.model_dump() == {
        "event": "sim_event",
        "time": "sim_days",
        "unit": "days",
        "horizon": 365,
    }
    assert card.prediction.calibrated
    assert not find_model("simulated-relative").card.prediction.calibrated


def test_both_models_find_the_simulated_hazard_ratios(home: Path) -> None:
    recipe = recipe_of(tomllib.loads(RECIPE), "survival")
    network = Outcome(recipe, home / "simulated", ignore_progress).network()
    assert isinstance(network, OutcomeRegression)
    age, grade, volume = (network.weights / network.deviations).tolist()
    assert age == pytest.approx(LOG_HAZARDS["sim_age"], abs=0.03)
    assert grade == pytest.approx(LOG_HAZARDS["sim_grade"], abs=0.6)
    assert abs(volume) < 0.05  # what is expected of it is narrow


def test_every_patient_is_told_of_by_models_that_never_saw_it(home: Path) -> None:
    rows = _rows(home / "survival" / "validation_cases.csv")
    assert len(rows) == PATIENTS
    assert all(0 < float(row["risk_by_horizon"]) < 1 for row in rows)
    assert {row["horizon"] for row in rows} == {"365.0"}
    known = {row["Patient"]: row for row in _rows(home / "simulated" / "patients.csv")}
    for row in rows:
        truth = known[row["case"].rsplit("_", 1)[0]]
        assert float(row["time"]) == float(truth["sim_days"])
        assert float(row["event"]) == float(truth["sim_event"])
    relative = _rows(home / "relative" / "validation_cases.csv")
    assert "risk_by_horizon" not in relative[0] and "horizon" not in relative[0]
    assert max(float(row["relative_risk"]) for row in relative) > 1


def test_the_report_has_curves_and_calibration_but_no_confusion_of_times(home: Path) -> None:
    page = (home / "survival" / "report.html").read_text("utf-8")
    for part in ("Free of the event", "Predicted and observed risk within 365 days", "Worst cases"):
        assert part in page
    assert "Confusion matrix" not in page and "ROC" not in page
    rows = _rows(home / "survival" / "validation_cases.csv")
    assert max(abs(float(row["deviance"])) for row in rows) < 4
    words = (home / "survival" / "worst" / "index.json").read_text("utf-8")
    assert "risk within 365 days" in words
    page = (home / "relative" / "report.html").read_text("utf-8")
    assert "Free of the event" in page and "Predicted and observed" not in page


def test_evaluate_measures_order_and_calibration_on_new_patients(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = write_simulated(tmp_path / "new", 40, 12)
    out = tmp_path / "figures.json"
    _radlens(monkeypatch, "evaluate", "simulated-survival", "--data", data, "--out", out)
    facts = json.loads(out.read_text("utf-8"))
    assert len(facts["cases"]) == 40 and not facts["refused"]
    assert facts["mean"]["c_index"] > 0.6
    assert facts["ci95"]["c_index"][0] < facts["mean"]["c_index"] < facts["ci95"]["c_index"][1]
    assert facts["mean"]["observed_to_expected"] == pytest.approx(1, abs=0.4)
    assert sum(row["cases"] for row in facts["reliability"]) == 40
    assert not {"auc", "accuracy"} & facts["mean"].keys()
    assert _rows(tmp_path / "figures.csv")[0].keys() >= {"risk_by_horizon", "time", "event"}
    _radlens(monkeypatch, "evaluate", "simulated-relative", "--data", data, "--out", out)
    facts = json.loads(out.read_text("utf-8"))
    assert set(facts["mean"]) == {"c_index"} and facts["reliability"] == []


def _finding(home: Path, model: str, **options: float) -> Finding:
    case = home / "simulated" / "SIM_X_0000_20000101" / "flair.nii.gz"
    request = InferenceRequest("r", "token", model, read_single(case), options=options)
    return next(one for one in run(request, lambda event: None).findings if one.kind == "risk")


def test_a_finding_says_what_its_number_is(home: Path) -> None:
    old = _finding(home, "simulated-survival", sim_age=60.0, sim_grade=2.0)
    young = _finding(home, "simulated-survival", sim_age=30.0, sim_grade=1.0)
    assert old.score is not None and young.score is not None
    assert 0 < young.score < old.score < 1 and old.calibrated
    assert old.details[WITHIN] == "365 days"
    assert finding_facts(old)[0] == f"risk within 365 days: {old.score:.2f}"
    assert old.details[MOVED_ON] == "hazard"
    factor = float(old.details[f"{MOVED_BY}sim_age"]) - float(young.details[f"{MOVED_BY}sim_age"])
    assert factor == pytest.approx(30 * LOG_HAZARDS["sim_age"], abs=0.9)
    assert any(line.startswith("sim_age: hazard × ") for line in moved_words(old))
    unknown = _finding(home, "simulated-survival", sim_age=75.0)
    assert unknown.details[MISSING] == "sim_grade"


def test_a_relative_risk_is_never_a_probability(home: Path) -> None:
    found = _finding(home, "simulated-relative", sim_age=85.0, sim_grade=2.0)
    assert found.score is not None and found.score > 1.5 and not found.calibrated
    assert finding_facts(found)[0] == f"relative risk (mean patient 1): {found.score:.2f}"
    assert "probability" not in " ".join(finding_facts(found))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("horizon = 365", "horizon = 9000"), "No patient was followed for 9000 days"),
        (("horizon = 365", "horizon = 0.5"), "No patient had the event within 0.5 days"),
        (("horizon = 365", "horizon = -1"), r"\[data\] is wrong at horizon"),
        (('time = "sim_days"\n', ""), "a horizon needs a column of times"),
        (('time = "sim_days"', 'time = "hours"'), "hours and sim_event"),
        (('event = "sim_event"', 'event = "sim_age"'), "'sim_age' is 0 or 1"),
        (("folds = 3", "folds = 40"), "with 40 folds it takes 80 or more"),
        (("reference_", 'adjust = ["study_year"]\nreference_'), "leave out 'adjust'"),
        (("[split]", '[optimisation]\nloss = "bce"\n[split]'), "'bce' does not suit this task"),
    ],
)
def test_what_cannot_be_fitted_is_told(home: Path, change: tuple[str, str], words: str) -> None:
    recipe = recipe_of(tomllib.loads(RECIPE.replace(*change, 1)), "changed")
    with pytest.raises(InputError, match=words):
        Outcome(recipe, home / "simulated", ignore_progress)


def test_a_patient_with_two_studies_has_one_outcome_and_is_refused(
    home: Path, tmp_path: Path
) -> None:
    data = tmp_path / "twice"
    shutil.copytree(home / "simulated", data)
    shutil.copytree(data / "SIM_X_0001_20000101", data / "SIM_X_0001_20010101")
    with pytest.raises(InputError, match="SIM_X_0001 has 2 case folders"):
        Outcome(recipe_of(tomllib.loads(RECIPE), "twice"), data, ignore_progress)
