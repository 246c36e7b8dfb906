"""What a transfer gained: the same recipe with it and from random weights, epoch by epoch."""

import csv
import json
from pathlib import Path
from typing import Any

from inference.imaging.errors import InputError
from inference.imaging.progress import CancelCheck, ProgressReport
from inference.training.recipe import read_recipe, read_table, recipe_of
from inference.training.train import train_recipe


def compare_with_scratch(
    recipe: Path,
    data: Path,
    out: Path,
    *,
    report: ProgressReport,
    cancelled: CancelCheck,
    resume: bool = True,
    device: str = "auto",
) -> dict[str, Any]:
    """Train into ``out/transfer`` and ``out/scratch``; gives and writes both and the gain.

    ``epochs_to_match`` is the first epoch at which the transfer was as good as the best without
    it (None if never). Raises InputError for a recipe without ``[transfer]``.
    """
    table = read_table(recipe)
    if "transfer" not in table:
        raise InputError(f"The recipe {recipe} has no [transfer] to compare with.")
    plain = {key: value for key, value in table.items() if key != "transfer"}
    read = read_recipe(recipe)
    runs = {"transfer": read, "scratch": recipe_of(plain, f"{recipe} without transfer")}
    for number, (name, each) in enumerate(runs.items()):

        def told(stage: str, fraction: float, number: int = number, name: str = name) -> None:
            report(f"{name}: {stage}", (number + fraction) / len(runs))

        train_recipe(
            each, data, out / name, report=told, cancelled=cancelled, resume=resume, device=device
        )
    result = json.loads((out / "transfer" / "result.json").read_text(encoding="utf-8"))
    score = str(result["score"])
    facts = _gain(_scores(out / "transfer", score), _scores(out / "scratch", score), score)
    facts = {"model": read.model, "started_from": result["transfer"], **facts}
    (out / "comparison.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return facts


def _scores(run: Path, score: str) -> dict[int, float]:
    with (run / "metrics.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    return {int(row["epoch"]): float(row[score]) for row in rows if row.get(score)}


def _gain(transfer: dict[int, float], scratch: dict[int, float], score: str) -> dict[str, Any]:
    best, plain = max(transfer.values()), max(scratch.values())
    matching = [epoch for epoch, value in transfer.items() if value >= plain]
    return {
        "score": score,
        "with_transfer": best,
        "from_scratch": plain,
        "gain": best - plain,
        "epochs_to_match": min(matching, default=None),
        "by_epoch": [
            {"epoch": epoch, "transfer": transfer.get(epoch), "scratch": scratch.get(epoch)}
            for epoch in sorted(transfer.keys() | scratch.keys())
        ],
    }
