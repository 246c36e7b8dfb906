"""How many heatmaps are faithful: a row a method, a row a map, each test by itself."""

from pathlib import Path

import pytest
from rich.table import Table

from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.progress import ignore_progress, never_cancelled
from inference.serving.terminal import explanation_table
from inference.training.explanation_bench import bench_explain
from inference.training.train import train
from tests.unit.training.synthetic_recipes import IMAGES
from tests.unit.training.synthetic_volumes import write_images

EXPLANATION = """
[card.explanation]
methods = ["occlusion", "grad-cam"]
layer = "stages.0"
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("explained")
    write_images(root / "images")
    (root / "images.toml").write_text(IMAGES + EXPLANATION, encoding="utf-8")
    made = train(
        root / "images.toml",
        root / "images",
        root / "run",
        report=ignore_progress,
        cancelled=never_cancelled,
    )
    (root / "models").mkdir()
    (root / "run" / "model").rename(root / "models" / str(made["model"]))
    return root


def test_each_map_has_its_numbers_and_each_method_its_shares(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RADLENS_HOME", str(home))
    facts = bench_explain("tiny-image", home / "images", count=3, split="all")
    assert facts["cases"] == 3
    for row in facts["methods"]:
        maps = [one for one in facts["maps"] if one["method"] == row["method"]]
        assert row["maps"] == len(maps)
        if maps:
            assert row["faithful"] == sum(one["faithful"] for one in maps) / len(maps)
            worse = sum(one["deletion"] >= one["deletion_random"] for one in maps)
            assert row["deletion_passed"] == 1 - worse / len(maps)
    assert explanation_table(facts)


def test_a_bench_that_is_stopped_tells_of_the_cases_that_were_done(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RADLENS_HOME", str(home))
    seen: list[str] = []

    def report(stage: str, fraction: float) -> None:
        if not seen or seen[-1] != stage.partition(":")[0]:
            seen.append(stage.partition(":")[0])

    facts = bench_explain(
        "tiny-image", home / "images", methods=("occlusion",), count=4, split="all",
        report=report, cancelled=lambda: len(seen) > 2,
    )  # fmt: skip
    assert facts["stopped"] and facts["cases"] == 2
    assert {row["case"] for row in facts["maps"]} <= set(seen[:2])
    table = explanation_table(facts)
    assert isinstance(table, Table) and "stopped" in str(table.title)
    with pytest.raises(OperationCancelled):
        bench_explain("tiny-image", home / "images", split="all", cancelled=lambda: True)


def test_a_method_that_the_card_has_not_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RADLENS_HOME", str(home))
    with pytest.raises(InputError, match="There is no explanation 'magic'"):
        bench_explain("tiny-image", home / "images", methods=("magic",), split="all")
