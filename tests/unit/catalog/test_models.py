"""Models are found by their cards and trusted by the hash of their weights."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from pydantic import ValidationError

from inference.catalog import models
from inference.catalog.card import Card
from inference.catalog.home import home_folder
from inference.imaging.errors import InputError
from tests.model_factory import card_fields

SEQUENCES = ("cnn", "lstm", "gru", "transformer")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RADLENS_HOME", str(tmp_path))
    return tmp_path


def write_card(home: Path, fields: dict[str, Any]) -> Path:
    folder = home / "models" / str(fields["id"])
    folder.mkdir(parents=True)
    (folder / "card.toml").write_text(tomli_w.dumps(fields), encoding="utf-8")
    return folder


def test_the_users_folder_follows_the_environment(home: Path) -> None:
    assert home_folder() == home
    assert models.user_folder() == home / "models"


def test_a_users_model_is_listed_beside_the_built_in_ones(home: Path) -> None:
    write_card(home, card_fields(id="zebra"))
    rows = models.models_json()
    assert rows[-1] == {
        "id": "zebra",
        "task": "segmentation",
        "format": "native",
        "version": "1.0.0",
        "weights_sha256": "0" * 64,
    }
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)


def test_an_unknown_model_names_the_known_ones(home: Path) -> None:
    write_card(home, card_fields(id="zebra"))
    with pytest.raises(InputError, match=r"no model 'horse'.*zebra"):
        models.find_model("horse")


def test_a_broken_card_hides_no_other_model_and_says_what_is_wrong(home: Path) -> None:
    write_card(home, card_fields(id="zebra"))
    write_card(home, card_fields(id="horse", inputs={"modalities": ["MR"], "orientation": "up"}))
    assert "zebra" in [entry.card.id for entry in models.list_models()]
    with pytest.raises(InputError, match=r"card\.toml is wrong at inputs\.orientation"):
        models.find_model("horse")


def test_a_users_model_cannot_replace_a_built_in_one(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built_in = tmp_path / "built-in"
    write_card(built_in, card_fields(name="ours"))
    monkeypatch.setattr(models, "built_in_folder", lambda: built_in / "models")
    write_card(home, card_fields(name="theirs"))
    entries, broken = models.find_models()
    assert [entry.card.name for entry in entries if entry.card.id == "bright"] == ["ours"]
    assert "already a model" in broken[0].message


def test_weights_that_changed_are_refused(home: Path) -> None:
    folder = write_card(home, card_fields())
    with pytest.raises(InputError, match="cannot be read"):
        models.verify_model("bright")
    (folder / "weights.safetensors").write_bytes(b"other")
    with pytest.raises(InputError, match="do not match its card"):
        models.verify_model("bright")


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "../up"},
        {"weights_file": "../other/weights.safetensors"},
        {"weights_sha256": "abc"},
        {"segments": []},
        {"typo": 1},
        {"prediction": {"neighbors": 2}},
    ],
)
def test_a_card_with_a_fault_does_not_pass(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Card.model_validate(card_fields(**changes))


def test_an_encoder_that_is_missing_or_another_is_an_input_error(home: Path) -> None:
    encoder = {"id": "zebra", "version": "1.0.0", "weights_sha256": "1" * 64}
    write_card(home, card_fields(id="horse", encoder=encoder))
    with pytest.raises(InputError, match="no model 'zebra'"):
        models.verify_model("horse")
    write_card(home, card_fields(id="zebra"))
    with pytest.raises(InputError, match="'zebra' is not the one that 'horse' is made of"):
        models.verify_model("horse")


def test_every_built_in_model_has_the_weights_of_its_card() -> None:
    entries = [entry for entry in models.list_models() if entry.built_in]
    folders = {path.parent.name for path in models.built_in_folder().glob("*/card.toml")}
    assert {entry.card.id for entry in entries} == folders
    for entry in entries:
        models.verify_entry(entry)


@pytest.mark.parametrize(
    "model",
    ["flair-lesion", "flair-boxes", "glioma-outcome", *(f"flair-slices-{n}" for n in SEQUENCES)],
)
def test_a_card_tells_the_figures_of_patients_by_sex_age_grade_and_institution(model: str) -> None:
    metrics = models.find_model(model).card.metrics
    kinds = ("sex code 1", "sex code 2", "age under 45", "age 45 or over", "institution DU")
    for group in (*kinds, "grade code 1", "grade code 2"):
        assert [one for one in metrics if one.group == group], group
    whole = max(one.cases for one in metrics if not one.group)
    by_sex = {one.group: one.cases for one in metrics if one.group.startswith("sex code")}
    assert sum(by_sex.values()) <= whole


def test_listing_models_and_the_engines_door_import_neither_torch_nor_qt() -> None:
    code = (
        "import sys, inference.engine.run, inference.catalog.models as m; m.models_json();"
        "assert not {'torch', 'monai', 'PySide6'} & set(sys.modules), sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
