"""What a run leaves behind for people: tables and curves."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inference.training.metrics import (
    accuracy,
    auc,
    bootstrap_interval,
    brier,
    expected_calibration_error,
    reliability_bins,
    sensitivity_specificity,
)
from inference.training.subgroups import subgroups

Figure = Callable[[ArrayLike, ArrayLike], float]  # of the cases' answers and their truth


def write_table(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """``table_text`` as a file."""
    path.write_text(table_text(rows), encoding="utf-8", newline="")


def table_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Rows as CSV; columns in the order in which they first appear."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, names)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


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


def grouped_rows(
    rows: Sequence[Mapping[str, Any]], names: Sequence[str], data_name: str, data: Path
) -> list[dict[str, Any]]:
    """``metric_row`` of each figure over all cases and over each subgroup of them."""
    groups = {"": rows, **subgroups(rows, data)}
    return [
        metric_row(name, [float(row[name]) for row in members], data_name, "validation", group)
        for group, members in groups.items()
        for name in names
    ]


def draw_curves(path: Path, history: Sequence[Mapping[str, float]], score_name: str) -> None:
    """Loss, validation score and learning rate over the epochs, as a PNG."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 3.8), layout="constrained")
    loss, score, rate = figure.subplots(1, 3)
    loss.plot([row["epoch"] for row in history], [row["loss"] for row in history], ".-")
    loss.set(title="training loss", xlabel="epoch")
    measured = [row for row in history if score_name in row]
    score.plot([row["epoch"] for row in measured], [row[score_name] for row in measured], "o-")
    score.set(title=f"validation {score_name}", xlabel="epoch")
    rate.plot([row["epoch"] for row in history], [row["rate"] for row in history], ".-")
    rate.set(title="learning rate", xlabel="epoch")
    for axes in (loss, score, rate):
        axes.set_xlim(0.5, max(len(history), 1) + 0.5)
        axes.xaxis.get_major_locator().set_params(integer=True)
    figure.savefig(path, dpi=100)


def figure_rows(
    figures: Mapping[str, Figure],
    chances: NDArray[np.floating[Any]],
    truth: NDArray[Any],
    data: str,
    split: str,
) -> list[dict[str, Any]]:
    """Each figure over all cases with its interval; one that cannot be told is left out."""
    rows = []
    for name, figure in figures.items():
        mean = figure(chances, truth)
        low, high = resampled_interval(figure, chances, truth)
        if np.isfinite(mean):
            rows.append(
                {
                    "name": name,
                    "mean": round(mean, 4),
                    "ci95": [round(low, 4), round(high, 4)],
                    "data": data,
                    "split": split,
                    "cases": len(truth),
                }
            )
    return rows


def reliability_rows(chances: Sequence[float], labels: Sequence[int]) -> list[dict[str, Any]]:
    """Each bin of the reliability curve with the 95 % interval of its observed frequency."""
    truth = np.asarray(labels) > 0
    rows = []
    for (low, high), chosen in zip(*reliability_bins(chances), strict=True):
        interval = bootstrap_interval(truth[chosen].astype(float).tolist(), rounds=2000)
        rows.append(
            {
                "from": low,
                "to": high,
                "probability": float(np.asarray(chances)[chosen].mean()),
                "observed": float(truth[chosen].mean()),
                "ci95": interval,
                "cases": int(chosen.sum()),
            }
        )
    return rows


CLASSIFICATION: dict[str, Figure] = {
    "accuracy": accuracy,
    "auc": auc,
    "brier": brier,
    "ece": expected_calibration_error,
    "sensitivity": lambda chances, labels: sensitivity_specificity(chances, labels)[0],
    "specificity": lambda chances, labels: sensitivity_specificity(chances, labels)[1],
}


def resampled_interval(
    figure: Figure,
    chances: NDArray[np.floating[Any]],
    labels: NDArray[Any],
    rounds: int = 1000,
) -> tuple[float, float]:
    """95 % percentile interval of a figure of many cases at once, by bootstrap."""
    generator = np.random.default_rng(0)
    found = []
    for _ in range(rounds):
        picks = generator.integers(0, len(labels), len(labels))
        found.append(figure(chances[picks], labels[picks]))
    told = [value for value in found if np.isfinite(value)]
    if not told:
        return float("nan"), float("nan")
    low, high = np.percentile(told, (2.5, 97.5))
    return float(low), float(high)
