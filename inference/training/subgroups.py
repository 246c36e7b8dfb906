"""Cases in groups that a card states figures for: institution, size of the lesion, patient."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from inference.training.datasets.patient_table import read_patients

LARGE_ML = 40.0
OLD_YEARS = 45.0
LEAST_CASES = 3

Row = TypeVar("Row", bound=Mapping[str, Any])


def subgroups(rows: Sequence[Row], data: Path) -> dict[str, list[Row]]:
    """Group name -> its rows, where it has three or more and not all of them.

    ``case`` TCGA_<institution>_<patient>_<date> tells the institution, ``lesion_ml`` the size,
    ``patients.csv`` beside the cases age, and sex and grade by their codes there.
    """
    known = read_patients(data) if (data / "patients.csv").exists() else {}
    groups: dict[str, list[Row]] = {}
    for row in rows:
        for name in _groups(row, known):
            groups.setdefault(name, []).append(row)
    return {
        name: members
        for name, members in sorted(groups.items())
        if LEAST_CASES <= len(members) < len(rows)
    }


def _groups(row: Mapping[str, Any], known: Mapping[str, Mapping[str, float]]) -> list[str]:
    parts, found = str(row["case"]).split("_"), []
    if len(parts) > 2 and parts[0] == "TCGA":
        found.append(f"institution {parts[1]}")
    if "lesion_ml" in row:
        size = "of 40 mL or more" if float(row["lesion_ml"]) >= LARGE_ML else "under 40 mL"
        found.append(f"lesion {size}")
    patient = known.get("_".join(parts[:3]), {})
    if "age_at_initial_pathologic" in patient:
        old = patient["age_at_initial_pathologic"] >= OLD_YEARS
        found.append("age 45 or over" if old else "age under 45")
    for column, word in (("gender", "sex code"), ("neoplasm_histologic_grade", "grade code")):
        if column in patient:
            found.append(f"{word} {patient[column]:g}")
    return found
