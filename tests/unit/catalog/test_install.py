"""A trained model is copied into the catalogue, whole, under an id that is free."""

import hashlib
from pathlib import Path

import pytest
import tomli_w

from inference.catalog.install import install_model
from inference.catalog.models import find_model, verify_model
from inference.imaging.errors import InputError
from tests.model_factory import card_fields


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RADLENS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def trained(folder: Path, model_id: str, weights: bytes) -> Path:
    folder.mkdir()
    (folder / "weights.safetensors").write_bytes(weights)
    fields = card_fields(id=model_id, weights_sha256=hashlib.sha256(weights).hexdigest())
    (folder / "card.toml").write_text(tomli_w.dumps(fields), encoding="utf-8")
    return folder


def test_a_trained_model_is_in_the_catalogue_with_its_weights(home: Path, tmp_path: Path) -> None:
    entry = install_model(trained(tmp_path / "run", "zebra", b"one"))
    assert entry.folder == home / "models" / "zebra"
    assert find_model("zebra").card == entry.card
    verify_model("zebra")
    assert [path.name for path in (home / "models").iterdir()] == ["zebra"]


def test_the_report_of_the_training_comes_with_the_model(tmp_path: Path) -> None:
    assert install_model(trained(tmp_path / "a", "zebra", b"one")).report_path is None
    (tmp_path / "report.html").write_text("<h1>Horse</h1>", encoding="utf-8")
    entry = install_model(trained(tmp_path / "b", "horse", b"two"))
    assert entry.report_path is not None
    assert entry.report_path.parent == entry.folder
    assert entry.report_path.read_text(encoding="utf-8") == "<h1>Horse</h1>"


def test_a_taken_id_gets_a_number_and_nothing_is_replaced(tmp_path: Path) -> None:
    install_model(trained(tmp_path / "a", "flair-lesion", b"one"))
    install_model(trained(tmp_path / "b", "flair-lesion", b"two"))
    for name in ("flair-lesion-2", "flair-lesion-3"):
        verify_model(name)
    assert find_model("flair-lesion").built_in


def test_the_same_weights_come_once(tmp_path: Path) -> None:
    install_model(trained(tmp_path / "a", "zebra", b"one"))
    with pytest.raises(InputError, match="already, as model 'zebra'"):
        install_model(trained(tmp_path / "b", "horse", b"one"))


def test_weights_that_are_not_the_cards_are_refused(home: Path, tmp_path: Path) -> None:
    run = trained(tmp_path / "run", "zebra", b"one")
    (run / "weights.safetensors").write_bytes(b"two")
    with pytest.raises(InputError, match="do not match its card"):
        install_model(run)
    assert not (home / "models").exists()
