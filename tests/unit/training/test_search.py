"""A search: ranges, trials in a study that goes on, pruning, workers, the best recipe."""

import tomllib
from pathlib import Path
from typing import Any

import optuna
import pytest

from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.progress import ignore_progress, never_cancelled
from inference.training import search as searching
from inference.training.recipe import read_recipe, read_table
from inference.training.search import Plan, open_study
from inference.training.search_report import search
from inference.training.search_space import read_space, with_values
from tests.unit.training.synthetic_recipes import IMAGES
from tests.unit.training.synthetic_volumes import write_images

RANGES = """
[search]
pruner = "none"
[search.ranges]
"optimisation.rate" = { low = 1e-4, high = 1e-2, log = true }
"network.dense" = { low = 4, high = 8, step = 4 }
"network.filters" = { choices = [[4, 8], [8, 8]] }
"""


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search") / "images"
    write_images(folder)
    return folder


def write(folder: Path, ranges: str = RANGES) -> Path:
    path = folder / "search.toml"
    path.write_text(IMAGES.replace("epochs = 1", "epochs = 2") + ranges, encoding="utf-8")
    return path


def look(recipe: Path, images: Path, out: Path, **options: Any) -> dict[str, Any]:
    quiet: dict[str, Any] = {"report": ignore_progress, "cancelled": never_cancelled}
    return search(recipe, images, out, **{"trials": 2, **quiet, **options})


def test_a_search_leaves_a_table_and_a_recipe_that_can_be_trained(
    images: Path, tmp_path: Path
) -> None:
    facts = look(write(tmp_path), images, tmp_path / "out")
    assert [row["state"] for row in facts["trials"]] == ["complete", "complete"]
    assert facts["best"]["score"] == max(row["score"] for row in facts["trials"])
    best = tomllib.loads((tmp_path / "out" / "best.toml").read_text())
    assert best["network"]["filters"] == facts["best"]["network.filters"]
    assert best["optimisation"]["rate"] == facts["best"]["optimisation.rate"]
    assert "search" not in best
    assert read_recipe(tmp_path / "out" / "best.toml").model == "tiny-image"
    assert len((tmp_path / "out" / "trials.csv").read_text().splitlines()) == 3


def test_a_search_goes_on_where_it_stood(images: Path, tmp_path: Path) -> None:
    recipe = write(tmp_path)
    first = look(recipe, images, tmp_path / "out")
    more = look(recipe, images, tmp_path / "out", trials=3)
    assert more["trials"][:2] == first["trials"]
    assert len(more["trials"]) == 3
    lines: list[str] = []
    look(recipe, images, tmp_path / "out", trials=3, report=lambda line, share: lines.append(line))
    assert lines == []


def test_a_stopped_trial_is_run_again_from_its_checkpoint(images: Path, tmp_path: Path) -> None:
    recipe, seen = write(tmp_path), []

    def report(line: str, share: float) -> None:
        seen.append(line)

    with pytest.raises(OperationCancelled):
        look(recipe, images, tmp_path / "out", report=report,
             cancelled=lambda: any("epoch 1" in line for line in seen))  # fmt: skip
    (checkpoint,) = (tmp_path / "out" / "trials").glob("*/checkpoint.pt")
    seen.clear()
    facts = look(recipe, images, tmp_path / "out", trials=1, report=report)
    assert facts["trials"][0]["folder"] == checkpoint.parent.name
    assert not any("epoch 1:" in line for line in seen)
    assert any("epoch 2:" in line for line in seen)


def test_workers_in_processes_share_one_study(images: Path, tmp_path: Path) -> None:
    facts = look(write(tmp_path), images, tmp_path / "out", trials=3, workers=2)
    assert [row["trial"] for row in facts["trials"]] == [0, 1, 2]
    assert len({row["optimisation.rate"] for row in facts["trials"]}) == 3


def test_a_trial_that_lags_behind_is_pruned(
    images: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class First(optuna.pruners.BasePruner):
        def prune(self, study: optuna.Study, trial: optuna.trial.FrozenTrial) -> bool:
            return trial.number > 0

    monkeypatch.setattr("inference.training.search_space.PRUNERS", {"none": lambda epochs: First()})
    facts = look(write(tmp_path), images, tmp_path / "out")
    assert [row["state"] for row in facts["trials"]] == ["complete", "pruned"]
    assert facts["trials"][1]["epochs"] == 1
    assert not list((tmp_path / "out").glob("trials/*/checkpoint.pt"))


@pytest.mark.parametrize("name", ["median", "hyperband"])
def test_every_pruner_judges_by_epoch(name: str, images: Path, tmp_path: Path) -> None:
    recipe = write(tmp_path, RANGES.replace('"none"', f'"{name}"'))
    facts = look(recipe, images, tmp_path / "out", trials=1)
    assert facts["trials"][0]["epochs"] == 2


def test_the_study_of_another_recipe_is_refused(images: Path, tmp_path: Path) -> None:
    look(write(tmp_path), images, tmp_path / "out", trials=1)
    with pytest.raises(InputError, match="another recipe"):
        look(write(tmp_path, RANGES.replace("1e-2", "2e-2")), images, tmp_path / "out")


def test_a_search_whose_trials_all_fail_says_why(images: Path, tmp_path: Path) -> None:
    ranges = '[search.ranges]\n"optimisation.loss" = { choices = ["luck"] }\n'
    with pytest.raises(InputError, match=r"No trial was finished.*'luck'"):
        look(write(tmp_path, ranges), images, tmp_path / "out", trials=1)


@pytest.mark.parametrize(
    ("ranges", "words"),
    [
        ("", "no \\[search.ranges\\]"),
        ('[search.ranges]\n"nothing.rate" = { low = 1, high = 2 }', "whose section"),
        ('[search.ranges]\n"data.batch" = { low = 4 }', "low and high"),
        ('[search.ranges]\n"data.batch" = { low = 4, high = 2 }', "ends below"),
        ('[search.ranges]\n"data.batch" = { low = 0, high = 2, log = true }', "above zero"),
        ('[search.ranges]\n"data.batch" = 3', "is a table"),
        ('[search]\npruner = "axe"\n[search.ranges]\n"data.batch" = { low = 1, high = 2 }', "axe"),
    ],
)
def test_ranges_that_do_not_fit_are_input_errors(
    ranges: str, words: str, images: Path, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=words):
        look(write(tmp_path, ranges), images, tmp_path / "out")


def test_ranges_change_no_hash_and_values_change_nothing_else(tmp_path: Path) -> None:
    with_search = read_recipe(write(tmp_path)).sha256
    table = read_table(write(tmp_path, ""))
    assert read_recipe(write(tmp_path, "")).sha256 == with_search
    changed = with_values(table, {"network.dense": 5})
    assert changed["network"]["dense"] == 5
    assert table["network"]["dense"] == 8
    assert {**changed, "network": 0} == {**table, "network": 0}


def test_suggested_values_lie_in_their_ranges(tmp_path: Path) -> None:
    table = read_table(write(tmp_path))
    space = read_space(table, "x")
    table.pop("search")
    study = open_study(Plan(table, space, tmp_path, tmp_path, "cpu"))
    for _ in range(5):
        values = space.suggest(study.ask())
        assert 1e-4 <= values["optimisation.rate"] <= 1e-2
        assert values["network.dense"] in (4, 8)
        assert values["network.filters"] in ([4, 8], [8, 8])
    searching._take_back_lost(study)
    states = [trial.state for trial in study.get_trials(deepcopy=False)]
    assert states.count(optuna.trial.TrialState.WAITING) == 5
