"""Cross-validation: every fold of a recipe one after the other, and what they say together."""

import json
from collections.abc import Mapping
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

from inference.imaging.errors import InputError
from inference.imaging.progress import CancelCheck, ProgressReport
from inference.training.recipe import read_recipe, read_table
from inference.training.report import write_table
from inference.training.train import train


def train_folds(
    recipe: Path,
    data: Path,
    out: Path,
    *,
    report: ProgressReport,
    cancelled: CancelCheck,
    resume: bool = True,
    device: str = "auto",
) -> dict[str, Any]:
    """Train fold N into ``out/fold<N>``; gives and writes a row a fold with mean and SD.

    A fold that is finished is not trained again, and one that was stopped goes on (with
    ``resume``). Raises InputError for a recipe without folds.
    """
    count = int(read_table(recipe).get("split", {}).get("folds", 0))
    if count < 2:
        raise InputError(f"The recipe {recipe} has no folds to train one by one.")
    rows = []
    for fold in range(count):
        folder, wanted = out / f"fold{fold}", read_recipe(recipe, fold).sha256
        done = _finished(folder, wanted) if resume else None
        told = _named(report, fold, count)
        rows.append(
            done
            or train(
                recipe,
                data,
                folder,
                report=told,
                cancelled=cancelled,
                resume=resume,
                fold=fold,
                device=device,
            )
        )
    facts = {"recipe": str(recipe), "folds": rows, **_summary(rows)}
    write_table(out / "folds.csv", rows)
    (out / "folds.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return facts


def _finished(folder: Path, recipe_sha256: str) -> dict[str, Any] | None:
    """What a finished run of this very recipe wrote; None where there is none."""
    try:
        facts = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError):
        return None
    return facts if facts.get("recipe_sha256") == recipe_sha256 else None


def _named(report: ProgressReport, fold: int, count: int) -> ProgressReport:
    def tell(stage: str, fraction: float) -> None:
        report(f"fold {fold}: {stage}", (fold + fraction) / count)

    return tell


def _summary(rows: list[dict[str, Any]]) -> Mapping[str, dict[str, float]]:
    """Mean and standard deviation over the folds of every figure that all of them have."""
    names = [
        name
        for name, value in rows[0].items()
        if isinstance(value, float) and all(name in row for row in rows)
    ]
    values = {name: [float(row[name]) for row in rows] for name in names}
    return {
        "mean": {name: fmean(each) for name, each in values.items()},
        "sd": {name: stdev(each) for name, each in values.items()},
    }
