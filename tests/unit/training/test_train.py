"""Training end to end on a tiny folder: resume, cancel, export."""

import json
import tomllib
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from inference.catalog.card import Card
from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.progress import ignore_progress, never_cancelled
from inference.networks import build
from inference.training.run_folder import read_run
from inference.training.train import train
from tests.unit.training.synthetic_flair import write_patients, write_recipe

CASES = 6


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_patients(tmp_path_factory.mktemp("data"), CASES)


def run(recipe: Path, data: Path, out: Path) -> dict[str, object]:
    return train(recipe, data, out, report=ignore_progress, cancelled=never_cancelled)


def stop_after(checks: int) -> "Stop":
    return Stop(checks)


class Stop:
    """Asks to stop at the given number of checks."""

    def __init__(self, checks: int) -> None:
        self.left = checks

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


def test_an_interrupted_run_ends_at_the_weights_of_an_uninterrupted_one(
    data: Path, tmp_path: Path
) -> None:
    recipe = write_recipe(tmp_path, epochs=2)
    run(recipe, data, tmp_path / "whole")
    stop = stop_after(CASES + 5)  # it is asked after each case is read
    with pytest.raises(OperationCancelled):
        train(recipe, data, tmp_path / "parts", report=ignore_progress, cancelled=stop)
    stopped = torch.load(tmp_path / "parts" / "checkpoint.pt", weights_only=True)
    assert stopped["epoch"] == 1
    run(recipe, data, tmp_path / "parts")
    whole = load_file(tmp_path / "whole" / "model" / "weights.safetensors")
    parts = load_file(tmp_path / "parts" / "model" / "weights.safetensors")
    assert whole.keys() == parts.keys()
    assert all(torch.equal(whole[name], parts[name]) for name in whole)


def test_a_run_is_stopped_while_it_reads_its_cases(data: Path, tmp_path: Path) -> None:
    lines: list[str] = []
    with pytest.raises(OperationCancelled):
        train(
            write_recipe(tmp_path),
            data,
            tmp_path / "out",
            report=lambda stage, fraction: lines.append(stage),
            cancelled=stop_after(2),
        )
    assert lines == ["reading cases"] * 2
    assert read_run(tmp_path / "out").status == "stopped"


def test_a_run_leaves_curves_tables_split_and_a_valid_model_folder(
    data: Path, tmp_path: Path
) -> None:
    lines: list[str] = []
    facts = train(
        write_recipe(tmp_path),
        data,
        tmp_path / "out",
        report=lambda stage, fraction: lines.append(stage),
        cancelled=never_cancelled,
    )
    out = tmp_path / "out"
    assert [line.split()[1] for line in lines if line.startswith("epoch")] == ["1", "2"]
    assert (out / "curves.png").stat().st_size > 0
    assert len((out / "metrics.csv").read_text().splitlines()) == 3
    split = json.loads((out / "split.json").read_text())
    assert split["sha256"] == facts["split_sha256"]
    card = Card.model_validate(tomllib.loads((out / "model" / "card.toml").read_text()))
    assert card.data is not None
    assert sorted(card.data.validation_names) == sorted(split["validation"])
    network = build(card.network.name, **card.network.parameters)
    network.load_state_dict(load_file(out / "model" / "weights.safetensors"))


def test_a_checkpoint_of_another_recipe_is_refused(data: Path, tmp_path: Path) -> None:
    run(write_recipe(tmp_path, epochs=1), data, tmp_path / "out")
    with pytest.raises(InputError, match="another recipe"):
        run(write_recipe(tmp_path, epochs=2), data, tmp_path / "out")


def test_a_folder_without_cases_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no case folder"):
        run(write_recipe(tmp_path), tmp_path, tmp_path / "out")


def test_an_unknown_section_of_a_recipe_is_an_input_error(data: Path, tmp_path: Path) -> None:
    recipe = write_recipe(tmp_path)
    recipe.write_text(recipe.read_text() + "\n[typo]\nx = 1\n")
    with pytest.raises(InputError, match="typo"):
        run(recipe, data, tmp_path / "out")


def test_what_a_recipe_lacks_is_named(data: Path, tmp_path: Path) -> None:
    recipe = write_recipe(tmp_path)
    recipe.write_text(recipe.read_text().replace("clip_norm = 5.0\n", ""))
    with pytest.raises(InputError, match=r"\[optimisation\] lacks 'clip_norm'"):
        run(recipe, data, tmp_path / "out")
