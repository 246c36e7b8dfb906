"""What fits the task in a run's report: confusion, curves; from the tables that the run wrote."""

import csv
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from inference.catalog.card import OutcomePart
from inference.training.pictures import CHANCES
from inference.training.report_figures import (
    Tally,
    class_curves,
    detection_curves,
    survival_curves,
)
from inference.training.report_html import picture, section, table
from inference.training.survival import RISK_COLUMNS, calibration_rows
from inference.training.voxel_tables import CHANCES_FILE, CONFUSION_FILE

Rows = Sequence[Mapping[str, str]]
CLASS_TITLE = "ROC, precision and recall, reliability"
TIME_TITLE = "Free of the event by thirds of predicted risk; calibration"
BOX_TITLE = "FROC, precision and recall, reliability of the scores"


def task_sections(out: Path, outcome: OutcomePart) -> list[str]:
    """Sections of every table that is in the run's folder; ``outcome`` is the card's."""
    cases = table_rows(out / "validation_cases.csv")
    return [
        *_chance_sections(cases, "cases"),
        *_chance_sections(table_rows(out / "validation_slices.csv"), "slices"),
        *_voxel_sections(out),
        *_time_sections(cases, outcome),
        *_box_sections(table_rows(out / "froc.csv"), cases),
    ]


def table_rows(path: Path) -> Rows:
    """The rows of a CSV; [] where there is none."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def _chance_sections(rows: Rows, what: str) -> list[str]:
    """Of classes, outcomes and slices: a chance of each beside its label."""
    pair = next((pair for pair in CHANCES if rows and set(pair) <= rows[0].keys()), None)
    if pair is None:
        return []
    chances = np.array([float(row[pair[0]]) for row in rows])
    labels = np.array([int(float(row[pair[1]])) for row in rows])
    curves = class_curves(Tally.of_cases(chances, labels))
    return [
        section(f"Confusion matrix of {what}, at one half", table(_confusion(chances, labels))),
        section(f"{CLASS_TITLE} of {what}", picture(curves, CLASS_TITLE)),
    ]


def _confusion(chances: np.ndarray, labels: np.ndarray) -> list[dict[str, object]]:
    found = chances > 0.5
    return [
        {
            "truth": name,
            "called negative": int(np.count_nonzero(~found & (labels == value))),
            "called positive": int(np.count_nonzero(found & (labels == value))),
        }
        for value, name in ((0, "negative"), (1, "positive"))
    ]


def _time_sections(rows: Rows, outcome: OutcomePart) -> list[str]:
    """Of times of events: who had it when by predicted risk, and the risk against what was seen."""
    name = next((one for one in RISK_COLUMNS if rows and {one, "time"} <= rows[0].keys()), None)
    if name is None:
        return []
    risks = np.array([float(row[name]) for row in rows])
    truth = np.array([[float(row["time"]), float(row["event"])] for row in rows])
    found = calibration_rows(risks, truth, outcome.horizon) if outcome.horizon else []
    curves = picture(survival_curves(risks, truth, outcome, found), TIME_TITLE)
    parts = [section(TIME_TITLE, curves)]
    if outcome.horizon:
        when = f"{outcome.horizon:g} {outcome.unit}"
        few = f"<p>Too few patients are known at {when} to compare risks with.</p>"
        title = f"Predicted and observed risk within {when}"
        parts.append(section(title, table(found) if found else few))
    return parts


def _voxel_sections(out: Path) -> list[str]:
    """Of masks: all voxels of the validation volumes."""
    found, rows = [], table_rows(out / CHANCES_FILE)
    if matrix := table_rows(out / CONFUSION_FILE):
        found.append(section("Confusion matrix of voxels", table(matrix)))
    if rows:
        columns = ("probability", "marked", "unmarked")
        tally = Tally(*(np.array([float(row[name]) for row in rows]) for name in columns))
        curves = picture(class_curves(tally), CLASS_TITLE)
        found.append(section(f"{CLASS_TITLE} of voxels", curves))
    return found


def _box_sections(rows: Rows, cases: Rows) -> list[str]:
    """Of boxes: a FROC in place of a ROC, as places without a lesion cannot be counted."""
    if not rows:
        return []
    lesions = sum(int(row["lesions"]) for row in cases)
    hits = sum(int(row["hits"]) for row in cases)
    false = sum(int(row["false_positives"]) for row in cases)
    matrix = [
        {"truth": "lesion", "marked": hits, "not marked": lesions - hits},
        {"truth": "no lesion", "marked": false, "not marked": "not countable"},
    ]
    found = [0.0, *(float(row["sensitivity"]) for row in rows)]
    right = np.array([float(after > before) for before, after in pairwise(found)])
    scores = np.array([float(row["score"]) for row in rows])
    rates = [float(row["false_positives"]) for row in rows]
    curves = detection_curves(Tally(scores, right, 1 - right), rates, lesions)
    return [
        section("Confusion matrix of lesions, at the card's threshold", table(matrix)),
        section(BOX_TITLE, picture(curves, BOX_TITLE)),
    ]
