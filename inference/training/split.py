"""Patient-wise splits: by rule and seed, written out with a hash."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

MADE_BY_RUNS = ("state.json", "study.journal")  # a folder with one of them is no data


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


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_file():
            yield path
        elif not path.is_symlink() and not any((path / name).exists() for name in MADE_BY_RUNS):
            yield from _files(path)


def folder_sha256(data: Path) -> str:
    """Hash of all files below ``data``, names and contents.

    Hidden ones are left out, and so are folders of runs and searches, which may lie there too.
    """
    total = hashlib.sha256()
    for path in sorted(_files(data)):
        name = path.relative_to(data)
        with path.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()
        total.update(f"{name.as_posix()} {content}\n".encode())
    return total.hexdigest()
