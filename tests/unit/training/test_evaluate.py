"""Tiny models, trained here, measured through the engine on folders."""

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from rich.table import Table

from inference.backends import load_predictor
from inference.backends.weights import read_weights
from inference.catalog.models import find_model
from inference.engine.request import InferenceRequest
from inference.engine.run import run
from inference.imaging.errors import InputError
from inference.imaging.progress import ignore_progress, never_cancelled
from inference.serving.terminal import figure_table
from inference.training.evaluate import evaluate
from inference.training.evaluations.folder_cases import read_single
from inference.training.export import write_model
from inference.training.split import folder_sha256
from inference.training.train import train
from tests.unit.training.synthetic_flair import write_patients, write_recipe
from tests.unit.training.synthetic_recipes import (
    BOXES,
    BOXES_DENSE,
    IMAGES,
    OUTCOME,
    SEQUENCES,
    VOLUMES,
)
from tests.unit.training.synthetic_volumes import write_images, write_volumes


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one model of each task, and the data they were trained on."""
    root = tmp_path_factory.mktemp("evaluate")
    write_patients(root / "flair")
    _write_table(root / "flair")
    write_volumes(root / "volumes")
    write_images(root / "images")
    patch = pytest.MonkeyPatch()
    patch.setenv("RADLENS_HOME", str(root))
    _install(root, write_recipe(root, epochs=1), root / "flair")
    for name, text, data in (
        ("volumes", VOLUMES, "volumes"),
        ("images", IMAGES, "images"),
        ("sequences", SEQUENCES, "flair"),
        ("outcome", OUTCOME, "flair"),
        ("boxes", BOXES, "flair"),
        ("boxes_dense", BOXES_DENSE, "flair"),
    ):
        (root / f"{name}.toml").write_text(text, encoding="utf-8")
        _install(root, root / f"{name}.toml", root / data)
    patch.undo()
    return root


def _install(home: Path, recipe: Path, data: Path) -> None:
    out = home / "runs" / recipe.stem
    facts = train(recipe, data, out, report=ignore_progress, cancelled=never_cancelled)
    shutil.copytree(out / "model", home / "models" / str(facts["model"]))


def _write_table(folder: Path) -> None:
    """The old die; one cell is missing, one outcome unknown."""
    lines = ["Patient,age,cluster,death01,gender"]
    cells = ["30,1,0,1", "70,2,1,2", ",1,0,1", "65,2,1,2", "35,1,0,1", "60,2,,2"]
    names = sorted(path.name for path in folder.iterdir() if path.is_dir())
    for name, row in zip(names, cells, strict=True):
        lines.append(f"{name.rsplit('_', 1)[0]},{row}")
    (folder / "patients.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(autouse=True)
def _at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RADLENS_HOME", str(home))


def test_masks_are_measured_on_every_case_and_written_down(home: Path, tmp_path: Path) -> None:
    facts = evaluate("tiny-lesion", home / "flair", tmp_path / "figures.json")
    assert len(facts["cases"]) == 6
    assert {"dice", "hd95_mm"} <= set(facts["mean"]) == set(facts["ci95"])
    dices = [row["dice"] for row in facts["cases"]]
    assert facts["mean"]["dice"] == pytest.approx(np.mean(dices))
    written = json.loads((tmp_path / "figures.json").read_text())
    assert written["weights_sha256"] == facts["weights_sha256"]
    assert [row["case"] for row in written["cases"]] == [row["case"] for row in facts["cases"]]


def test_the_validation_split_leaves_the_training_patients_out(home: Path) -> None:
    facts = evaluate("tiny-lesion", home / "flair", split="validation")
    split = json.loads((home / "runs" / "tiny" / "split.json").read_text())
    assert [row["case"] for row in facts["cases"]] == split["validation"]


def test_every_label_of_a_volume_has_its_own_figure(home: Path) -> None:
    facts = evaluate("tiny-volume", home / "volumes")
    row = facts["cases"][0]
    assert row["dice"] == pytest.approx((row["dice_front"] + row["dice_back"]) / 2)


def test_pictures_are_taken_from_the_test_split_where_there_is_one(home: Path) -> None:
    facts = evaluate("tiny-image", home / "images")
    assert len(facts["cases"]) == 10
    assert facts["cases"][0]["case"].startswith("test_")
    assert {"accuracy", "auc", "brier", "ece"} <= set(facts["mean"])


def test_pictures_without_a_test_split_are_those_of_the_validation_split(
    home: Path, tmp_path: Path
) -> None:
    with np.load(home / "images" / "pictures.npz") as content:
        kept = {key: content[key] for key in content.files if not key.startswith("test_")}
    np.savez(tmp_path / "pictures.npz", allow_pickle=False, **kept)
    facts = evaluate("tiny-image", tmp_path)
    assert {row["case"][:4] for row in facts["cases"]} == {"val_"}
    assert len(facts["cases"]) == 12


def test_a_reliability_curve_has_every_case_once_and_intervals(home: Path) -> None:
    facts = evaluate("tiny-image", home / "images")
    assert sum(row["cases"] for row in facts["reliability"]) == 10
    for row in facts["reliability"]:
        assert row["from"] <= row["probability"] <= row["to"]
        assert 0 <= row["ci95"][0] <= row["observed"] <= row["ci95"][1] <= 1
    assert "reliability" not in evaluate("tiny-lesion", home / "flair", cases=_one(home))


def _one(home: Path) -> list[str]:
    return [min(path.name for path in (home / "flair").iterdir() if path.is_dir())]


def test_a_figure_that_cannot_be_told_is_null_and_not_a_number_that_json_lacks(
    home: Path, tmp_path: Path
) -> None:
    with np.load(home / "images" / "pictures.npz") as content:
        chosen = content["test_labels"] == 1
        kept = {f"test_{key}": content[f"test_{key}"][chosen] for key in ("images", "labels")}
    np.savez(tmp_path / "pictures.npz", allow_pickle=False, **kept)
    facts = evaluate("tiny-image", tmp_path, tmp_path / "figures.json")
    assert facts["mean"]["auc"] is None
    assert facts["mean"]["accuracy"] is not None
    written = json.loads((tmp_path / "figures.json").read_text(), parse_constant=pytest.fail)
    assert written["mean"]["auc"] is None
    table = figure_table(facts)
    assert isinstance(table, Table)
    assert "cannot be told" in list(table.columns[1].cells)


@pytest.mark.parametrize(
    ("model", "data", "column"),
    [
        ("tiny-lesion", "flair", "dice"),
        ("tiny-volume", "volumes", "dice_front"),
        ("tiny-image", "images", "probability"),
        ("tiny-slices", "flair", "scores"),
        ("tiny-outcome", "flair", "probability"),
    ],
)
def test_every_case_has_a_row_in_the_table_beside_the_figures(
    home: Path, tmp_path: Path, model: str, data: str, column: str
) -> None:
    facts = evaluate(model, home / data, tmp_path / "figures.json")
    with (tmp_path / "figures.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["case"] for row in rows] == [row["case"] for row in facts["cases"]]
    first = json.loads(rows[0][column])
    assert first == pytest.approx(facts["cases"][0][column])


@pytest.mark.parametrize(
    ("model", "data", "figures"),
    [
        ("tiny-lesion", "flair", {"dice", "hd95_mm", "surface_dice", "volume_error_ml"}),
        (
            "tiny-volume",
            "volumes",
            {"dice", "dice_front", "dice_back", "hd95_mm", "hd95_mm_front", "hd95_mm_back"},
        ),
        ("tiny-image", "images", {"accuracy", "auc", "brier", "ece"}),
        ("tiny-slices", "flair", {"auc"}),
        ("tiny-outcome", "flair", {"accuracy", "auc", "brier", "ece"}),
    ],
)
def test_every_kind_of_model_reports_its_figures_under_mean(
    home: Path, model: str, data: str, figures: set[str]
) -> None:
    facts = evaluate(model, home / data)
    assert figures <= set(facts["mean"])
    assert set(facts["mean"]) == set(facts["ci95"])
    assert all(len(interval) == 2 for interval in facts["ci95"].values())


def test_slices_are_scored_over_whole_volumes(home: Path) -> None:
    facts = evaluate("tiny-slices", home / "flair")
    assert 0 <= facts["mean"]["auc"] <= 1
    assert all(len(row["scores"]) == len(row["labels"]) == 4 for row in facts["cases"])
    assert all(row["labels"][0] == 0 for row in facts["cases"])


@pytest.mark.parametrize("model", ["tiny-boxes", "tiny-boxes-dense"])
def test_boxes_are_measured_in_the_patient_against_the_lesions_of_the_mask(
    home: Path, model: str
) -> None:
    facts = evaluate(model, home / "flair")
    assert {"sensitivity_at_1fp", "ap", "ap_iou50"} <= set(facts["mean"]) == set(facts["ci95"])
    row = facts["cases"][0]  # a disc of radius 3 around (20, 18) on slices 1 to 3
    assert row["lesions_lps"] == [[15.5, 17.5, 2.5, 20.5, 22.5, 17.5]]
    assert len(row["boxes_lps"]) == len(row["scores"]) == len(row["hits"])
    card = find_model(model).card
    assert 0 < card.prediction.threshold < 1
    assert {metric.name for metric in card.metrics} == set(facts["mean"])


def test_the_figures_of_a_subgroup_are_those_of_its_cases_alone(home: Path) -> None:
    """Of six patients every other one is a woman by the code of the table."""
    facts = evaluate("tiny-boxes", home / "flair")
    assert {"sex code 1", "sex code 2"} <= set(facts["groups"])
    women = [row["case"] for row in facts["cases"]][1::2]
    alone = evaluate("tiny-boxes", home / "flair", cases=women)
    group = facts["groups"]["sex code 2"]
    assert group == {"cases": 3, "mean": alone["mean"], "ci95": alone["ci95"]}


def test_what_a_query_looked_at_is_shown_and_judged(home: Path) -> None:
    volume = read_single(home / "flair" / "TCGA_AX_1004_20000101" / "flair")
    request = InferenceRequest(
        "r1", "token", "tiny-boxes", volume, explain=("cross-attention",),
        options={"threshold": 0.001},
    )  # fmt: skip
    result = run(request, lambda event: None)
    assert result.findings
    assert 1 <= len(result.heatmaps) == min(3, len(result.findings))
    first = result.heatmaps[0]
    assert first.target == "lesion 1" and first.faithful is not None
    assert first.geometry.spacing_mm_kji == pytest.approx((5.0, 4.0, 4.0))
    assert first.array.max() == 1


def test_a_risk_is_given_to_every_patient_whose_outcome_is_known(home: Path) -> None:
    facts = evaluate("tiny-outcome", home / "flair")
    assert len(facts["cases"]) == 5
    assert all(0 < row["probability"] < 1 for row in facts["cases"])
    assert {"accuracy", "auc", "brier", "ece"} <= set(facts["mean"])


@pytest.mark.parametrize("model", ["tiny-slices", "tiny-boxes"])
def test_the_weights_of_a_transferred_encoder_lie_with_its_model_alone(
    home: Path, tmp_path: Path, model: str
) -> None:
    entry, encoder = find_model(model), find_model("tiny-lesion")
    assert entry.card.encoder is not None
    assert entry.card.encoder.weights_sha256 == encoder.card.weights_sha256
    assert not [name for name in read_weights(entry.weights_path) if name.startswith("encoder.")]
    network = load_predictor(entry.card, entry.weights_path).module()
    theirs = read_weights(encoder.weights_path)
    found = network.get_submodule("encoder").state_dict()
    assert found.keys() == theirs.keys()
    assert all(torch.equal(found[name], theirs[name]) for name in theirs)
    volume = read_single(home / "flair" / "TCGA_AX_1004_20000101" / "flair")
    made = run(InferenceRequest("r1", "token", model, volume), lambda event: None).provenance
    assert ("encoder", entry.card.encoder.model_dump()) in made.steps
    table = entry.card.model_dump(mode="json", exclude_none=True)
    write_model(tmp_path / "same", network, table)
    with torch.no_grad():
        next(network.get_submodule("encoder").parameters()).add_(0.5)
    with pytest.raises(ValueError, match="The encoder is not that of model 'tiny-lesion'"):
        write_model(tmp_path / "other", network, table)


def test_unknown_splits_cases_and_models_are_input_errors(home: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="split"):
        evaluate("tiny-lesion", home / "flair", split="secret")
    with pytest.raises(InputError, match="no case nobody"):
        evaluate("tiny-lesion", home / "flair", cases=["nobody"])
    with pytest.raises(InputError, match="neither"):
        evaluate("tiny-lesion", tmp_path)
    with pytest.raises(InputError, match="no model"):
        evaluate("absent", home / "flair")


CURVES = "ROC, precision and recall, reliability of"
REPORT_PARTS = {
    "tiny": ("Confusion matrix of voxels", "called lesion", f"{CURVES} voxels"),
    "volumes": ("Confusion matrix of voxels", "called back", f"{CURVES} voxels"),
    "images": ("Confusion matrix of cases", f"{CURVES} cases"),
    "sequences": ("Confusion matrix of slices", f"{CURVES} slices"),
    "outcome": ("Confusion matrix of cases", f"{CURVES} cases", "without epochs"),
    "boxes": ("Confusion matrix of lesions", "FROC, precision and recall, reliability"),
}


@pytest.mark.parametrize("name", REPORT_PARTS)
def test_a_runs_report_has_what_fits_its_task(home: Path, name: str) -> None:
    out = home / "runs" / name
    page = (out / "report.html").read_text("utf-8")
    for part in (
        "Curves",
        "Worst cases",
        "Best cases",
        "figcaption",
        "data_sha256",
        "split_sha256",
        "weights_sha256",
        "Environment",
        "torch",
        "Research use only",
    ):
        assert part in page
    for part in REPORT_PARTS[name]:
        assert part in page
    facts = json.loads((out / "result.json").read_text("utf-8"))
    data = {"tiny": "flair", "sequences": "flair", "outcome": "flair", "boxes": "flair"}
    assert facts["data_sha256"] == folder_sha256(home / data.get(name, name))
    assert facts["data_sha256"] in page
    assert "src='data:image/png" in page
    assert "src='http" not in page


def test_a_case_that_cannot_be_read_is_named_and_the_others_are_measured(
    home: Path, tmp_path: Path
) -> None:
    data = tmp_path / "cases"
    shutil.copytree(home / "flair", data)
    spoilt = sorted(path for path in data.iterdir() if path.is_dir())[2]
    shutil.rmtree(spoilt / "flair")
    (spoilt / "flair").mkdir()
    facts = evaluate("tiny-lesion", data)
    assert len(facts["cases"]) == 5
    (refused,) = facts["refused"]
    assert refused["case"] == spoilt.name and "holds 0 series" in refused["why"]


def test_where_every_case_is_refused_the_first_one_says_why(home: Path, tmp_path: Path) -> None:
    case = tmp_path / "TCGA_AX_1_20000101"
    (case / "flair").mkdir(parents=True)
    mask = next((home / "flair").glob("*/lesion.nii.gz"))
    shutil.copy(mask, case / "lesion.nii.gz")
    with pytest.raises(InputError, match=f"Every case was refused; {case.name}: .*holds 0 series"):
        evaluate("tiny-lesion", tmp_path)


def test_hidden_files_of_an_archive_are_no_cases(home: Path, tmp_path: Path) -> None:
    data = tmp_path / "volumes"
    shutil.copytree(home / "volumes", data)
    for folder in ("images", "labels"):
        one = next((data / folder).glob("*.nii.gz"))
        shutil.copy(one, data / folder / f"._{one.name}")
    facts = evaluate("tiny-volume", data)
    assert len(facts["cases"]) == len(list((home / "volumes" / "labels").glob("*.nii.gz")))


def test_a_mask_of_one_label_has_its_dice_by_name_and_number(home: Path) -> None:
    mean = evaluate("tiny-lesion", home / "flair")["mean"]
    segment = find_model("tiny-lesion").card.segments[0]
    assert mean[f"dice_{segment.id}"] == mean[f"dice_{segment.name.lower()}"] == mean["dice"]
