"""A recipe: everything that decides a training, in one TOML file."""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inference.imaging.errors import InputError

Section = dict[str, Any]


@dataclass(frozen=True)
class Recipe:
    """``model`` is the id to export, ``task`` a row of ``inference.training.tasks``.

    The sections are plain tables; each part of the program reads its own and no other. ``sha256``
    covers all that decides the weights (not the card and how they are validated).
    """

    model: str
    task: str
    seed: int
    network: Section
    data: Section
    split: Section
    augmentation: Section
    optimisation: Section
    validation: Section
    card: Section
    sha256: str


def read_recipe(path: Path) -> Recipe:
    """The recipe at ``path``; raises InputError when it is missing or malformed."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path} is no readable recipe: {error}.") from error
    missing = [key for key in ("model", "task", "network", "data") if key not in table]
    if missing:
        raise InputError(f"The recipe {path} lacks {', '.join(missing)}.")
    sections = ("network", "data", "split", "augmentation", "optimisation", "validation", "card")
    unknown = set(table) - {"model", "task", "seed", *sections}
    if unknown:
        raise InputError(f"The recipe {path} has unknown entries: {', '.join(sorted(unknown))}.")
    decisive = {key: table[key] for key in sorted(table) if key not in ("card", "validation")}
    return Recipe(
        model=str(table["model"]),
        task=str(table["task"]),
        seed=int(table.get("seed", 0)),
        sha256=hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest(),
        **{section: dict(table.get(section, {})) for section in sections},
    )
