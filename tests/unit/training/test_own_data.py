"""A model of somebody's own studies: its card tells of those, not of the recipe's data."""

import json
import tomllib
from pathlib import Path

import pytest

from inference.catalog.models import read_card
from inference.imaging.errors import InputError
from inference.imaging.progress import ignore_progress, never_cancelled
from inference.training.own_data import with_own_data
from inference.training.recipe import adapted, read_recipe, read_table, recipe_of
from inference.training.train import train
from tests.data_folder import ROOT
from tests.unit.training.synthetic_flair import write_patients, write_recipe

RECIPES = ROOT / "resources" / "recipes"
FACTS = {"cases": 6, "patients": 6, "app_version": "9.9", "utc_time": "2026-01-02T03:04:05+00:00"}
BORROWED = {
    "licence": "CC BY 4.0",
    "intended_use": "Adults with a known glioma.",
    "limits": ["Trained on lower-grade glioma."],
    "failure_cases": ["TCGA_CS_5395"],
    "references": ["Somebody et al. 2019"],
}


def _recipe_with_a_past(folder: Path) -> Path:
    import tomli_w

    path = write_recipe(folder)
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    table["card"] |= BORROWED | {"training": {"command": "radlens train theirs.toml"}}
    table["card"]["data"] = {"name": "Their Dataset", "licence": "CC BY 4.0", "split": "fold 0"}
    path.write_text(tomli_w.dumps(table), encoding="utf-8")
    return path


def _trained(recipe: Path, data: Path, out: Path) -> str:
    train(recipe, data, out, report=ignore_progress, cancelled=never_cancelled)
    read_card(out / "model" / "card.toml")
    return (out / "model" / "card.toml").read_text(encoding="utf-8")


def test_the_card_of_an_exported_data_set_borrows_nothing_from_the_recipes_own(
    tmp_path: Path,
) -> None:
    recipe, data = _recipe_with_a_past(tmp_path), write_patients(tmp_path / "data")
    borrowed = ["Their Dataset", "TCGA_CS_5395", "lgg_flair", "Somebody", "theirs.toml"]
    theirs = _trained(recipe, data, tmp_path / "theirs")
    assert all(word in theirs for word in borrowed)
    (data / "dataset.json").write_text(json.dumps(FACTS), encoding="utf-8")
    ours = _trained(recipe, data, tmp_path / "ours")
    assert not [word for word in (*borrowed, "lower-grade", "CC BY") if word in ours]
    card = read_card(tmp_path / "ours" / "model" / "card.toml")
    assert card.data is not None
    assert card.data.name == "6 reviewed studies of 6 patients of an own library"
    assert {metric.data for metric in card.metrics} == {card.data.name}
    assert "2026-01-02" in card.data.source
    assert "3 folds (seed 1), fold 0 validates" in card.data.split


def test_how_often_a_class_is_met_is_not_taken_from_the_recipes_own_data(tmp_path: Path) -> None:
    recipe = read_recipe(RECIPES / "xray_pneumonia_cnn.toml")
    assert "class_shares" in recipe.validation
    told = {**FACTS, "classes": ["benign", "malignant"], "split": "one in four"}
    (tmp_path / "dataset.json").write_text(json.dumps(told), encoding="utf-8")
    own = with_own_data(recipe, tmp_path)
    assert "class_shares" not in own.validation
    assert own.validation["calibration_rounds"] == recipe.validation["calibration_rounds"]
    assert own.card["classes"] == ["benign", "malignant"]
    assert "pneumonia" not in own.card["summary"]
    assert own.card["data"]["split"] == "one in four"


def test_the_weights_do_not_depend_on_what_the_card_says(tmp_path: Path) -> None:
    recipe, data = write_recipe(tmp_path), write_patients(tmp_path / "data")
    _trained(recipe, data, tmp_path / "a")
    (data / "dataset.json").write_text(json.dumps(FACTS), encoding="utf-8")
    _trained(recipe, data, tmp_path / "b")
    weights = [(tmp_path / one / "model" / "weights.safetensors").read_bytes() for one in "ab"]
    assert weights[0] == weights[1]


def test_a_data_set_that_does_not_tell_of_itself_is_refused(tmp_path: Path) -> None:
    recipe, data = write_recipe(tmp_path), write_patients(tmp_path / "data")
    (data / "dataset.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match=r"dataset\.json does not tell"):
        _trained(recipe, data, tmp_path / "out")


def test_a_recipe_gets_another_name_and_other_epochs() -> None:
    path = RECIPES / "flair_lesion.toml"
    table = adapted(read_table(path), "Our FLAIR lesions 2026!", 5)
    made = recipe_of(table, "made")
    assert made.model == "our-flair-lesions-2026"
    assert made.card["name"] == "Our FLAIR lesions 2026!"
    assert made.optimisation["epochs"] == 5
    assert sum(made.optimisation["cycles"]) == 5
    assert len(made.optimisation["cycles"]) == 2
    assert recipe_of(adapted(read_table(path)), "same").sha256 == read_recipe(path).sha256


def test_a_name_without_letters_keeps_the_recipes_id_and_epochs_need_epochs() -> None:
    table = read_table(RECIPES / "flair_lesion.toml")
    made = recipe_of(adapted(table, "胶质瘤"), "made")
    assert (made.model, made.card["name"]) == ("flair-lesion", "胶质瘤")
    assert recipe_of(adapted(table, epochs=1), "made").optimisation["cycles"] == [1]
    with pytest.raises(InputError, match="without epochs"):
        adapted(read_table(RECIPES / "glioma_outcome.toml"), epochs=3)
