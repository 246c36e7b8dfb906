"""A recipe: everything that decides a training, in one TOML file."""

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inference.imaging.errors import InputError

Section = dict[str, Any]


_SECTIONS = (
    "network",
    "data",
    "split",
    "augmentation",
    "optimisation",
    "transfer",
    "validation",
    "card",
)
_INDECISIVE = ("card", "validation", "search")


class _Section(dict[str, Any]):
    """A part of a recipe; what it lacks is the recipe's fault and told so."""

    def __init__(self, name: str, table: Section) -> None:
        super().__init__(table)
        self.name = name

    def __missing__(self, key: str) -> Any:
        raise InputError(f"The recipe's [{self.name}] lacks {key!r}.")


@dataclass(frozen=True)
class Recipe:
    """``model`` is the id to export, ``task`` a row of ``inference.training.tasks``.

    ``members`` are the models of an ensemble, which has no network of its own. The sections are
    plain tables; each part of the program reads its own and no other (``[search]`` is read by
    ``search_space`` from the file). ``sha256`` covers all that decides the weights (not the card
    and how they are validated). ``own_data`` names the data where they are not the recipe's own.
    """

    model: str
    task: str
    seed: int
    members: tuple[str, ...]
    network: Section
    data: Section
    split: Section
    augmentation: Section
    optimisation: Section
    transfer: Section
    validation: Section
    card: Section
    sha256: str
    own_data: str


def read_recipe(path: Path, fold: int | None = None, seed: int | None = None) -> Recipe:
    """The recipe at ``path``; raises InputError when it is missing or malformed.

    With ``fold`` it is that of another fold: ``split.fold`` is changed and the model's id is
    ``<model>-fold<N>``, as if the file said so. With ``seed`` it begins and draws otherwise, on
    the same split; ``-seed<N>`` follows in the id.
    """
    table = read_table(path)
    if fold is not None:
        table = _of_fold(table, fold, path)
    if seed is not None:
        table = {**_named(table, f"seed {seed}", f"--seed {seed}"), "seed": seed}
    return recipe_of(table, str(path))


def read_table(path: Path) -> Section:
    """The file as it is; raises InputError when it is no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path} is no readable recipe: {error}.") from error


def recipe_of(table: Section, name: str) -> Recipe:
    """The recipe in a table; raises InputError naming what is missing or unknown in it."""
    needed = ("model", "task", "data", *(() if "members" in table else ("network",)))
    missing = [key for key in needed if key not in table]
    if missing:
        raise InputError(f"The recipe {name} lacks {', '.join(missing)}.")
    unknown = set(table) - {"model", "task", "seed", "members", "search", *_SECTIONS}
    if unknown:
        raise InputError(f"The recipe {name} has unknown entries: {', '.join(sorted(unknown))}.")
    decisive = {key: table[key] for key in sorted(table) if key not in _INDECISIVE}
    return Recipe(
        model=str(table["model"]),
        task=str(table["task"]),
        seed=int(table.get("seed", 0)),
        members=tuple(map(str, table.get("members", ()))),
        own_data="",
        sha256=hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest(),
        **{section: _Section(section, table.get(section, {})) for section in _SECTIONS},
    )


def with_card(recipe: Recipe, card: Section, own_data: str) -> Recipe:
    """The recipe with another card, for data named ``own_data``.

    How often each class is met (``class_shares``) was said of the recipe's data and is left out.
    """
    kept = {key: value for key, value in recipe.validation.items() if key != "class_shares"}
    validation = _Section("validation", kept)
    return replace(recipe, card=_Section("card", card), validation=validation, own_data=own_data)


def adapted(table: Section, name: str = "", epochs: int = 0) -> Section:
    """The table with another name of the model and another number of epochs, where given.

    The id is made of the name's letters and digits; a name without any keeps the recipe's. The
    cycles of a schedule are shortened or drawn out alike, so that the rate still ends at zero.
    """
    if name:
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
        table = {**table, "card": {**table.get("card", {}), "name": name}}
        table |= {"model": slug or table.get("model", "")}
    if not epochs:
        return table
    optimisation = dict(table.get("optimisation", {}))
    own, cycles = int(optimisation.get("epochs", 0)), optimisation.get("cycles")
    if not own:
        raise InputError("This recipe trains without epochs; their number cannot be changed.")
    if cycles:
        ends = [round(sum(cycles[: n + 1]) * epochs / own) for n in range(len(cycles))]
        lengths = [end - start for start, end in zip([0, *ends[:-1]], ends, strict=True)]
        optimisation["cycles"] = [length for length in lengths if length]
    return {**table, "optimisation": {**optimisation, "epochs": epochs}}


def _of_fold(table: Section, fold: int, path: Path) -> Section:
    split = dict(table.get("split", {}))
    folds = int(split.get("folds", 0))
    if "fold" not in split or not 0 <= fold < folds:
        raise InputError(f"The recipe {path} has {folds or 'no'} folds; there is no fold {fold}.")
    own, split["fold"] = split["fold"], fold
    table = _named(table, f"fold {fold}", f"--fold {fold}")
    card = dict(table["card"])
    if "data" in card:
        words = str(card["data"].get("split", ""))
        card["data"] = {
            **card["data"],
            "split": words.replace(f"fold {own} validates", f"fold {fold} validates"),
        }
    return {**table, "split": split, "card": card}


def _named(table: Section, words: str, option: str) -> Section:
    """The table whose model's id, name and training command say what is not the recipe's own."""
    card = dict(table.get("card", {}))
    card["name"] = f"{card.get('name', table.get('model'))} ({words})"
    if "training" in card:
        command = f"{card['training'].get('command', 'radlens train')} {option}"
        card["training"] = {**card["training"], "command": command}
    return {**table, "model": f"{table.get('model')}-{words.replace(' ', '')}", "card": card}
