"""What a search may change: dotted keys of a recipe and their ranges."""

import copy
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import optuna

from inference.imaging.errors import InputError

Table = Mapping[str, Any]


@dataclass(frozen=True)
class Space:
    """The recipe's ``[search]``: ``pruner`` and ``ranges``, dotted key -> range.

    A range is {low, high} with optional ``log`` or ``step`` (whole numbers where both ends are),
    or {choices}, of which lists are allowed.
    """

    ranges: Mapping[str, Table]
    pruner_name: str

    @property
    def sha256(self) -> str:
        text = json.dumps(self.ranges, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def suggest(self, trial: optuna.Trial) -> dict[str, Any]:
        """A value for each key."""
        return {key: _suggest(trial, key, how) for key, how in self.ranges.items()}

    def decoded(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """A finished trial's values as the recipe has them."""
        return {
            key: json.loads(value) if "choices" in self.ranges.get(key, {}) else value
            for key, value in params.items()
        }

    def pruner(self, epochs: int) -> optuna.pruners.BasePruner:
        """Of trials that take ``epochs`` at most."""
        return PRUNERS[self.pruner_name](epochs)


def read_space(table: Table, name: str) -> Space:
    """The space of a recipe's table; raises InputError for one that is missing or malformed."""
    section = table.get("search")
    if not isinstance(section, Mapping) or not section.get("ranges"):
        raise InputError(f"The recipe {name} has no [search.ranges] to look through.")
    if unknown := set(section) - {"pruner", "ranges"}:
        raise InputError(f"[search] has no entry {sorted(unknown)[0]!r}; known: pruner, ranges.")
    pruner = str(section.get("pruner", "median"))
    if pruner not in PRUNERS:
        raise InputError(f"There is no pruner {pruner!r}; known: {', '.join(PRUNERS)}.")
    for key, how in section["ranges"].items():
        _check(table, key, how)
    return Space(dict(section["ranges"]), pruner)


def with_values(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of a recipe's table with other values at dotted keys."""
    changed: dict[str, Any] = copy.deepcopy(dict(table))
    for key, value in values.items():
        *path, last = key.split(".")
        section = changed
        for part in path:
            section = section[part]
        section[last] = value
    return changed


def _check(table: Table, key: str, how: Any) -> None:
    section: Any = table
    for part in key.split(".")[:-1]:
        section = section.get(part) if isinstance(section, Mapping) else None
    if not isinstance(section, Mapping):
        raise InputError(f"[search.ranges] names {key!r}, whose section the recipe lacks.")
    if not isinstance(how, Mapping):
        raise InputError(f"The range of {key!r} is a table with low and high, or with choices.")
    choice, ends = bool(how.get("choices")), {"low", "high"} <= set(how)
    known = {"choices"} if choice else {"low", "high", "log", "step"}
    if choice == ends or set(how) - known:
        raise InputError(f"The range of {key!r} has low and high (log, step), or choices.")
    if ends and not how["low"] <= how["high"]:
        raise InputError(f"The range of {key!r} ends below its start.")
    if how.get("log") and (how["low"] <= 0 or how.get("step")):
        raise InputError(f"The range of {key!r} is logarithmic: above zero and without step.")


def _suggest(trial: optuna.Trial, key: str, how: Table) -> Any:
    if "choices" in how:
        return json.loads(trial.suggest_categorical(key, [json.dumps(c) for c in how["choices"]]))
    low, high, log = how["low"], how["high"], bool(how.get("log", False))
    if isinstance(low, int) and isinstance(high, int):
        return trial.suggest_int(key, low, high, step=int(how.get("step", 1)), log=log)
    return trial.suggest_float(key, low, high, step=how.get("step"), log=log)


PRUNERS: dict[str, Callable[[int], optuna.pruners.BasePruner]] = {
    "median": lambda epochs: optuna.pruners.MedianPruner(n_startup_trials=4),
    "hyperband": lambda epochs: optuna.pruners.HyperbandPruner(1, max(epochs, 1)),
    "none": lambda epochs: optuna.pruners.NopPruner(),
}
