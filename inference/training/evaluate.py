"""A model measured on a folder of cases with known truth, through the engine's door."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from inference.catalog.models import ModelEntry, find_model, member_entries
from inference.imaging.errors import InputError
from inference.imaging.progress import CancelCheck, ProgressReport, ignore_progress, never_cancelled
from inference.training.evaluations import Calibrated, Evaluation, Row, evaluation_of, measure
from inference.training.report import table_text
from inference.training.subgroups import subgroups
from inference.writing.whole_file import write_all_whole


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
    """``{"model", "weights_sha256", "data", "cases", "mean", "ci95"…}``, also written to ``out``.

    Beside ``out`` goes a table with a row a case (``.csv``). Where cases have a probability (or a
    risk by a horizon) ``reliability`` has a bin a row with the interval of its frequency. Cases
    that cannot be read or do not suit the model are not measured; ``refused`` says which and why.
    ``groups`` has the figures of each subgroup (see ``subgroups``) with its number of cases. A
    figure that cannot be told (an AUC with one class only) is None.

    ``cases`` names some cases; ``split`` "validation" takes those that the card says validated
    the training, "all" every case in the folder. Of an ensemble only the members that never saw
    a validation case answer it (``out_of_fold`` true). Raises InputError where there is no case.
    """
    entry = find_model(model_id)
    if not data.is_dir():
        raise InputError(f"{data} is no folder of cases.")
    evaluation = evaluation_of(entry.card.task)
    known = evaluation.cases(entry, data)
    names = chosen_cases(entry, list(known), cases, split)
    out_of_fold, groups = answering(entry, names, split)
    rows: list[Row] = []
    refused: list[Row] = []
    for number, (model, members) in enumerate(groups.items()):
        share = part_of_report(report, number, len(groups))
        chosen = {name: known[name] for name in members}
        found, left = measure(evaluation, find_model(model), chosen, share, cancelled)
        rows, refused = rows + found, refused + left
    if not rows:
        raise InputError(f"Every case was refused; {refused[0]['case']}: {refused[0]['why']}")
    rows.sort(key=lambda row: names.index(row["case"]))
    mean, interval = evaluation.summarise(rows)
    facts: dict[str, Any] = {
        "model": entry.card.id,
        "weights_sha256": entry.card.weights_sha256,
        "data": str(data),
        "split": split,
        "out_of_fold": out_of_fold,
        "cases": rows,
        "refused": refused,
        "mean": mean,
        "ci95": interval,
        "groups": _groups(evaluation, rows, data),
    }
    if isinstance(evaluation, Calibrated):
        facts["reliability"] = evaluation.reliability(rows)
    facts = _told(facts)
    if out is not None:
        _write(out, facts)
    return facts


def answering(entry: ModelEntry, names: list[str], split: str) -> tuple[bool, dict[str, list[str]]]:
    """Whether only members that never saw a case answer it; model id -> the cases it answers."""
    out_of_fold = bool(entry.card.members) and split == "validation"
    return out_of_fold, unseen_by(entry, names) if out_of_fold else {entry.card.id: names}


def unseen_by(entry: ModelEntry, names: Sequence[str]) -> dict[str, list[str]]:
    """Part of an ensemble (its id, see ``find_model``) -> the cases that none of it was trained on.

    A member never saw the cases that its card names as validation; cases that every member was
    trained on are left out. Raises InputError where none is left.
    """
    groups: dict[str, list[str]] = {}
    whole = entry.card.id.partition("@")[0]
    held_back = {
        member.card.id: set(member.card.data.validation_names if member.card.data else ())
        for member in member_entries(entry.card)
    }
    for name in names:
        honest = [model for model, cases in held_back.items() if name in cases]
        if honest:
            groups.setdefault(f"{whole}@{'+'.join(honest)}", []).append(name)
    if not groups:
        raise InputError(f"Every member of {entry.card.id!r} was trained on all of these cases.")
    return groups


def part_of_report(report: ProgressReport, number: int, count: int) -> ProgressReport:
    """The progress of one of several equal parts of a whole."""

    def tell(stage: str, fraction: float) -> None:
        report(stage, (number + fraction) / count)

    return tell


def chosen_cases(
    entry: ModelEntry, names: list[str], cases: Sequence[str] | None, split: str
) -> list[str]:
    """The cases of a split, or those named, in the folder's order; InputError where none is."""
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


def _groups(evaluation: Evaluation, rows: list[Row], data: Path) -> dict[str, Any]:
    """Name of a subgroup -> ``cases``, ``mean`` and ``ci95`` of it."""
    groups = {}
    for name, members in subgroups(rows, data).items():
        mean, interval = evaluation.summarise(members)
        groups[name] = {"cases": len(members), "mean": mean, "ci95": interval}
    return groups


def _told(value: Any) -> Any:
    """The same with None for every number that is not finite, which JSON cannot hold."""
    if isinstance(value, dict):
        return {key: _told(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_told(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _write(path: Path, facts: dict[str, Any]) -> None:
    table = path.with_suffix(".csv")
    if table == path:
        raise InputError(f"{path} is to be JSON; the table of cases goes beside it as .csv.")
    rows = [
        {key: json.dumps(one) if isinstance(one, list) else one for key, one in row.items()}
        for row in facts["cases"]
    ]
    content = json.dumps(facts, indent=1, allow_nan=False) + "\n"
    write_all_whole({table: table_text(rows).encode(), path: content.encode()})
