"""Folds of one recipe, and the ensemble of them, measured on patients that each never saw."""

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from inference.catalog.card import Card
from inference.catalog.models import find_model, verify_entry
from inference.engine.loaded_models import forget_models
from inference.imaging.errors import InputError
from inference.imaging.progress import ignore_progress, never_cancelled
from inference.training.evaluate import evaluate
from inference.training.folds import train_folds
from inference.training.recipe import read_recipe
from inference.training.train import train
from tests.unit.training.synthetic_flair import write_patients, write_recipe
from tests.unit.training.synthetic_recipes import IMAGES
from tests.unit.training.synthetic_volumes import write_images

ENSEMBLE = """
model = "tiny-together"
task = "segmentation_ensemble"
members = ["tiny-lesion-fold0", "tiny-lesion-fold1"]
[data]
[validation]
thresholds = [0.3, 0.5]
least_ml = [0.0, 0.05]
[card]
name = "Tiny together"
version = "1.0.0"
licence = "none"
[card.data]
name = "synthetic"
licence = "none"
"""


def run(recipe: Path, data: Path, out: Path, **options: Any) -> dict[str, Any]:
    return train(recipe, data, out, report=ignore_progress, cancelled=never_cancelled, **options)


def install(home: Path, run_folder: Path) -> None:
    model = run_folder / "model"
    name = tomllib.loads((model / "card.toml").read_text())["id"]
    shutil.copytree(model, home / "models" / name)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All three folds of the tiny recipe; two of them installed, and their ensemble."""
    root = tmp_path_factory.mktemp("folds")
    patch = pytest.MonkeyPatch()
    patch.setenv("RADLENS_HOME", str(root))
    write_patients(root / "flair", patients=9)
    recipe = write_recipe(root, epochs=1)
    train_folds(
        recipe, root / "flair", root / "runs", report=ignore_progress, cancelled=never_cancelled
    )
    for fold in (0, 1):
        install(root, root / "runs" / f"fold{fold}")
    (root / "ensemble.toml").write_text(ENSEMBLE, encoding="utf-8")
    run(root / "ensemble.toml", root / "flair", root / "runs" / "ensemble")
    install(root, root / "runs" / "ensemble")
    patch.undo()
    return root


@pytest.fixture(autouse=True)
def _at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RADLENS_HOME", str(home))
    forget_models()


def test_a_fold_is_the_recipe_with_that_fold_and_its_own_id(tmp_path: Path) -> None:
    recipe = write_recipe(tmp_path)
    text = recipe.read_text().replace("fold = 0", "fold = 2")
    (tmp_path / "hand.toml").write_text(text.replace('"tiny-lesion"', '"tiny-lesion-fold2"'))
    by_hand, by_option = read_recipe(tmp_path / "hand.toml"), read_recipe(recipe, 2)
    assert by_option.model == "tiny-lesion-fold2"
    assert by_option.sha256 == by_hand.sha256 != read_recipe(recipe).sha256
    assert by_option.card["name"] == "Tiny (fold 2)"
    with pytest.raises(InputError, match="3 folds; there is no fold 3"):
        read_recipe(recipe, 3)


def test_another_seed_keeps_the_split_and_has_its_own_id_and_command(tmp_path: Path) -> None:
    recipe = write_recipe(tmp_path)
    again = read_recipe(recipe, 1, 9)
    assert (again.model, again.seed) == ("tiny-lesion-fold1-seed9", 9)
    assert again.split == read_recipe(recipe, 1).split
    assert again.sha256 != read_recipe(recipe, 1).sha256
    assert again.card["name"] == "Tiny (fold 1) (seed 9)"
    assert read_recipe(recipe, seed=9).model == "tiny-lesion-seed9"


def test_every_patient_validates_one_fold_and_the_table_has_mean_and_sd(home: Path) -> None:
    facts = json.loads((home / "runs" / "folds.json").read_text())
    splits = [
        json.loads((home / "runs" / f"fold{fold}" / "split.json").read_text()) for fold in range(3)
    ]
    held_back = [name for split in splits for name in split["validation"]]
    assert sorted(held_back) == sorted(path.name for path in (home / "flair").iterdir())
    assert [row["model"] for row in facts["folds"]] == [f"tiny-lesion-fold{n}" for n in range(3)]
    dices = [row["dice"] for row in facts["folds"]]
    assert facts["mean"]["dice"] == pytest.approx(sum(dices) / 3)
    assert facts["sd"]["dice"] >= 0
    assert len((home / "runs" / "folds.csv").read_text().splitlines()) == 4


def test_folds_that_are_finished_are_not_trained_again(home: Path) -> None:
    checkpoints = [home / "runs" / f"fold{n}" / "checkpoint.pt" for n in range(3)]
    before = [path.stat().st_mtime_ns for path in checkpoints]
    lines: list[str] = []
    train_folds(
        home / "tiny.toml",
        home / "flair",
        home / "runs",
        report=lambda stage, fraction: lines.append(stage),
        cancelled=never_cancelled,
    )
    assert [path.stat().st_mtime_ns for path in checkpoints] == before
    assert lines == []


def test_an_ensembles_card_names_its_members_and_their_validation_cases(home: Path) -> None:
    entry = find_model("tiny-together")
    verify_entry(entry)
    assert [member.id for member in entry.card.members] == [
        "tiny-lesion-fold0",
        "tiny-lesion-fold1",
    ]
    assert not (entry.folder / "weights.safetensors").exists()
    assert entry.card.data is not None
    assert len(entry.card.data.validation_names) == entry.card.data.cases_validation == 6
    assert entry.card.data.cases_training == 9
    assert {metric.split for metric in entry.card.metrics} == {"validation, out of fold"}


def test_each_validation_case_is_answered_by_the_member_that_never_saw_it(home: Path) -> None:
    facts = evaluate("tiny-together", home / "flair", split="validation")
    assert facts["out_of_fold"] is True
    assert len(facts["cases"]) == 6
    dice = {row["case"]: row["dice"] for row in facts["cases"]}
    for fold in (0, 1):
        member = find_model(f"tiny-lesion-fold{fold}").card
        assert member.data is not None
        part = evaluate(f"tiny-together@{member.id}", home / "flair", split="validation")
        assert [row["case"] for row in part["cases"]] == member.data.validation_names
        assert all(row["dice"] == dice[row["case"]] for row in part["cases"])
    card = find_model("tiny-together").card
    stated = next(row for row in card.metrics if row.name == "dice" and not row.group)
    assert facts["mean"]["dice"] == pytest.approx(stated.mean, abs=1e-4)


def test_all_cases_are_answered_by_all_members(home: Path) -> None:
    facts = evaluate("tiny-together", home / "flair")
    assert facts["out_of_fold"] is False
    assert len(facts["cases"]) == 9


def test_cases_that_every_member_was_trained_on_cannot_be_measured_honestly(home: Path) -> None:
    card = find_model("tiny-together").card
    assert card.data is not None
    names = {path.name for path in (home / "flair").iterdir()}
    seen = sorted(names - set(card.data.validation_names))
    with pytest.raises(InputError, match="No case"):
        evaluate("tiny-together", home / "flair", cases=seen, split="validation")


def test_a_picture_ensemble_has_a_calibration_of_its_own_and_no_other_weights(
    home: Path, tmp_path: Path
) -> None:
    write_images(tmp_path / "images")
    for name, network in (
        ("tiny-cnn", 'name = "image_cnn"\nfilters = [4, 8]\ndense = 8'),
        ("tiny-vit", 'name = "image_transformer"\nwidth = 16\ndepth = 1\nheads = 2'),
    ):
        text = IMAGES.replace('"tiny-image"', f'"{name}"')
        text = text.replace('name = "image_cnn"\nfilters = [4, 8]\ndense = 8', network)
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        run(tmp_path / f"{name}.toml", tmp_path / "images", tmp_path / name)
        install(home, tmp_path / name)
    text = IMAGES.replace('"tiny-image"', '"tiny-pair"').replace("epochs = 1", "epochs = 0")
    network = text[text.index("[network]") : text.index("[data]")]
    text = 'members = ["tiny-cnn", "tiny-vit"]\n' + text.replace(network, "")
    (tmp_path / "pair.toml").write_text(text, encoding="utf-8")
    run(tmp_path / "pair.toml", tmp_path / "images", tmp_path / "pair")
    install(home, tmp_path / "pair")
    entry = find_model("tiny-pair")
    verify_entry(entry)
    assert (entry.card.format, len(entry.card.members)) == ("ensemble", 2)
    assert entry.weights_path.stat().st_size < 1000
    facts = evaluate("tiny-pair", tmp_path / "images")
    assert {"accuracy", "auc", "brier", "ece"} <= set(facts["mean"])


def test_a_card_without_members_network_or_weights_is_refused(home: Path) -> None:
    fields = find_model("tiny-together").card.model_dump()
    faults: list[dict[str, Any]] = [
        {"members": []},
        {"weights_sha256": "0" * 64},
        {"format": "native"},
        {"members": [], "format": "native"},
    ]
    for changes in faults:
        with pytest.raises(ValueError, match=r"member|network|weights"):
            Card.model_validate({**fields, **changes})
