"""Patient-wise splits: by rule and seed, written out with a hash."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Split:
    """Case names of the two sides; no patient is on both."""

    training: tuple[str, ...]
    validation: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """Hash of both lists, in order."""
        text = "\n".join((*self.training, "", *self.validation))
        return hashlib.sha256(text.encode()).hexdigest()

    def write(self, path: Path) -> None:
        """Write both lists and their hash as JSON."""
        facts = {
            "sha256": self.sha256,
            "training": list(self.training),
            "validation": list(self.validation),
        }
        path.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def stratified_folds(
    strata: Mapping[str, tuple[str, float]], folds: int, seed: int
) -> dict[str, int]:
    """Patient -> fold: alike in institution and in size.

    ``strata`` gives (institution code, size) of each patient. Patients are sorted by both and
    each run of ``folds`` neighbours is dealt to the folds in a random order.
    """
    generator = np.random.default_rng(seed)
    ordered = sorted(strata, key=lambda patient: (*strata[patient], patient))
    fold_of: dict[str, int] = {}
    for start in range(0, len(ordered), folds):
        order = generator.permutation(folds)
        for patient, fold in zip(ordered[start : start + folds], order, strict=False):
            fold_of[patient] = int(fold)
    return fold_of


def split_by_fold(
    cases: Sequence[str], patient_of: Mapping[str, str], fold_of: Mapping[str, int], fold: int
) -> Split:
    """Cases of the patients in ``fold`` validate, all others train."""
    validation = tuple(case for case in sorted(cases) if fold_of[patient_of[case]] == fold)
    training = tuple(case for case in sorted(cases) if fold_of[patient_of[case]] != fold)
    return Split(training, validation)


def folder_sha256(data: Path) -> str:
    """Hash of all files below ``data``, names and contents; hidden ones are left out."""
    total = hashlib.sha256()
    for path in sorted(path for path in data.rglob("*") if path.is_file()):
        name = path.relative_to(data)
        if any(part.startswith(".") for part in name.parts):
            continue
        with path.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()
        total.update(f"{name.as_posix()} {content}\n".encode())
    return total.hexdigest()
