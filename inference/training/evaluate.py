"""A model measured on a folder of cases with known truth, through the engine's door."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from inference.catalog.models import ModelEntry, find_model
from inference.imaging.errors import InputError
from inference.imaging.progress import CancelCheck, ProgressReport, ignore_progress, never_cancelled
from inference.training.evaluations import evaluation_of


def evaluate(
    model_id: str,
    data: Path,
    out: Path | None = None,
    *,
    cases: Sequence[str] | None = None,
    split: str = "all",
    report: ProgressReport = ignore_progress,
    cancelled: CancelCheck = never_cancelled,
) -> dict[str, Any]:
    """``{"model", "weights_sha256", "data", "cases", "mean", "ci95"}``, also written to ``out``.

    ``cases`` names some cases; ``split`` "validation" takes those that the card says validated
    the training, "all" every case in the folder. Raises InputError where there is none.
    """
    entry = find_model(model_id)
    evaluation = evaluation_of(entry.card.task)
    names = _chosen(entry, evaluation.case_names(entry, data), cases, split)
    rows = evaluation.measure(entry, data, names, report, cancelled)
    mean, interval = evaluation.summarise(rows)
    facts = {
        "model": entry.card.id,
        "weights_sha256": entry.card.weights_sha256,
        "data": str(data),
        "cases": rows,
        "mean": mean,
        "ci95": interval,
    }
    if out is not None:
        _write(out, facts)
    return facts


def _chosen(
    entry: ModelEntry, names: list[str], cases: Sequence[str] | None, split: str
) -> list[str]:
    wanted = set(names)
    if split == "validation":
        wanted &= set(entry.card.data.validation_names if entry.card.data else ())
    elif split != "all":
        raise InputError(f"There is no split {split!r}; known: all, validation.")
    if cases is not None:
        unknown = set(cases) - set(names)
        if unknown:
            raise InputError(f"The folder has no case {', '.join(sorted(unknown))}.")
        wanted &= set(cases)
    if not wanted:
        raise InputError("No case of the folder is left to evaluate.")
    return [name for name in names if name in wanted]


def _write(path: Path, facts: dict[str, Any]) -> None:
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8") as stream:
            json.dump(facts, stream, indent=1)
            stream.write("\n")
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    except OSError as error:
        raise InputError(f"The figures cannot be written to {path}: {error}.") from error
