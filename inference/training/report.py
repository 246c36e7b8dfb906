"""What a run leaves behind for people: tables and curves."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from inference.training.metrics import bootstrap_interval


def write_table(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows as CSV; columns in the order in which they first appear."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, names)
        writer.writeheader()
        writer.writerows(rows)


def metric_row(
    name: str, values: Sequence[float], data: str, split: str, group: str = ""
) -> dict[str, Any]:
    """A card's metric: mean over cases with its 95 % interval."""
    low, high = bootstrap_interval(values)
    mean = sum(values) / len(values)
    return {
        "name": name,
        "mean": round(mean, 4),
        "ci95": [round(low, 4), round(high, 4)],
        "data": data,
        "split": split,
        "cases": len(values),
        "group": group,
    }


def draw_curves(path: Path, history: Sequence[Mapping[str, float]], score_name: str) -> None:
    """Loss and validation score over the epochs, as a PNG."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 4), layout="constrained")
    loss, score = figure.subplots(1, 2)
    loss.plot([row["epoch"] for row in history], [row["loss"] for row in history])
    loss.set(title="training loss", xlabel="epoch")
    measured = [row for row in history if score_name in row]
    score.plot([row["epoch"] for row in measured], [row[score_name] for row in measured], "o-")
    score.set(title=f"validation {score_name}", xlabel="epoch")
    figure.savefig(path, dpi=100)
