"""``patients.csv`` beside the case folders: what is known of each patient, as numbers."""

import csv
from pathlib import Path

from inference.imaging.errors import InputError


def read_patients(data: Path) -> dict[str, dict[str, float]]:
    """Patient -> column -> number; an empty cell is left out. InputError where it is no table."""
    path = data / "patients.csv"
    try:
        with path.open(newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        return {
            row.pop("Patient"): {name: float(cell) for name, cell in row.items() if cell}
            for row in rows
        }
    except (OSError, UnicodeDecodeError, KeyError, ValueError) as error:
        raise InputError(f"{path} is no table of patients' numbers: {error}.") from error
