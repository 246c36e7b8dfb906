"""What every export of training data writes beside its cases: a table, and facts about it."""

import csv
import hashlib
import hmac
import io
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inference.imaging.errors import InputError
from inference.writing.whole_file import write_all_whole

SALT = "dataset-salt"
Row = dict[str, Any]


class LeftOutError(Exception):
    """Why a series is no training case, in a sentence."""


def check_new(out: Path) -> None:
    """Raise InputError where ``out`` holds something."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InputError(f"{out} is not empty; choose a new folder for the training data.")


def hashed(home: Path, text: str) -> str:
    """12 hex digits that cannot be traced back without the key, which stays in the library."""
    path = home / SALT
    if not path.exists():
        write_all_whole({path: secrets.token_hex(32).encode()})
    return hmac.new(path.read_bytes(), text.encode(), hashlib.sha256).hexdigest()[:12]


def pseudonyms(home: Path, patient_key: str, entry_id: str) -> tuple[str, str]:
    """(patient, case): what a series is called outside of the library."""
    patient = hashed(home, patient_key)
    return patient, f"LIB_X_{patient}_{hashed(home, entry_id)}"


def dataset_facts(rows: Sequence[Row], left_out: Sequence[Row]) -> Row:
    """How many cases of how many patients, what was left out and why, by which version, when."""
    from inference.engine.provenance import app_version

    return {
        "cases": len(rows),
        "patients": len({row["patient"] for row in rows}),
        "left_out": list(left_out),
        "app_version": app_version(),
        "utc_time": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def table_files(out: Path, rows: Sequence[Row], facts: Mapping[str, Any]) -> dict[Path, bytes]:
    """``cases.csv`` and ``dataset.json`` of the folder ``out``."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return {
        out / "cases.csv": stream.getvalue().encode(),
        out / "dataset.json": (json.dumps(facts, indent=1) + "\n").encode(),
    }
