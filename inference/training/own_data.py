"""A recipe trained on somebody's own studies: its card tells of those, not of the recipe's data."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inference.catalog.models import list_models
from inference.imaging.errors import InputError
from inference.training.recipe import Recipe, Section, with_card

EXPORTED = "dataset.json"  # what an export of reviewed studies writes beside its cases
LICENCE = "as the studies that it was trained on; research use only"
USE = "Research use only. Never for diagnosis."
LIMIT = "Trained on the reviewed studies of one library; nobody has examined where it fails."
_OF_OTHER_DATA = ("failure_cases", "references", "training")


def with_own_data(recipe: Recipe, data: Path) -> Recipe:
    """The recipe with a card of the data set that was exported to ``data``; else as it is.

    What its card says of the recipe's own data, of use, limits, failures, licence and command does
    not hold for a model of other data; the classes are those that the export names. A name that a
    model of the catalogue has gets "(own studies)". Raises InputError where ``dataset.json``
    cannot be read.
    """
    facts = _exported(data)
    if facts is None:
        return recipe
    card = {key: value for key, value in recipe.card.items() if key not in _OF_OTHER_DATA}
    name = str(card.get("name", recipe.model))
    if any(entry.card.name == name for entry in list_models()):
        name = f"{name} (own studies)"
    told = f"{facts['cases']} reviewed studies of {facts['patients']} patients of an own library"
    if classes := facts.get("classes"):
        card["classes"] = [str(one) for one in classes]
        card["summary"] = (
            f"{' or '.join(card['classes'])}, as pictures of an own library are labelled."
        )
    card |= {
        "name": name,
        "intended_use": USE,
        "licence": LICENCE,
        "limits": [LIMIT],
        "data": {
            "name": told,
            "licence": "own studies",
            "source": f"exported by RadLens {facts['app_version']}, {facts['utc_time']}",
            "split": str(facts.get("split", "")) or _split_words(recipe.split),
        },
    }
    return with_card(recipe, card, told)


def _exported(data: Path) -> Mapping[str, Any] | None:
    """What the export told of itself; None where the folder is none."""
    path = data / EXPORTED
    if not path.exists():
        return None
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        needed = {name: facts[name] for name in ("cases", "patients", "app_version", "utc_time")}
        return needed | {name: facts[name] for name in ("classes", "split") if name in facts}
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise InputError(f"{path} does not tell of an exported data set: {error!r}.") from error


def _split_words(split: Section) -> str:
    if "folds" not in split:
        return ""
    folds, seed = split["folds"], split.get("seed", 0)
    rule = f"by patient: sorted by lesion volume, dealt to {folds} folds (seed {seed})"
    return f"{rule}, fold {split['fold']} validates" if "fold" in split else rule
