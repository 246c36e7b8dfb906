"""The models that can be run: found by their cards, checked by the hash of their weights."""

import hashlib
import logging
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from inference.catalog.card import Card
from inference.catalog.home import home_folder
from inference.imaging.errors import InputError

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A card and the folder that it and its weights lie in."""

    card: Card
    folder: Path
    built_in: bool

    @property
    def weights_path(self) -> Path:
        return self.folder / self.card.weights_file


@dataclass(frozen=True, slots=True)
class BrokenModel:
    """A folder among the models whose card cannot be used, and why."""

    folder: Path
    message: str


def built_in_folder() -> Path:
    return Path(__file__).resolve().parents[2] / "resources" / "models"


def user_folder() -> Path:
    return home_folder() / "models"


def find_models() -> tuple[tuple[ModelEntry, ...], tuple[BrokenModel, ...]]:
    """All models by id, and the broken ones; a built-in model wins over a user's of the same id."""
    entries: dict[str, ModelEntry] = {}
    broken: list[BrokenModel] = []
    for root, built_in in ((built_in_folder(), True), (user_folder(), False)):
        for path in sorted(root.glob("*/card.toml")):
            try:
                entry = ModelEntry(read_card(path), path.parent, built_in)
                if entry.card.id in entries:
                    raise InputError(f"{path}: there is already a model {entry.card.id!r}.")
                entries[entry.card.id] = entry
            except InputError as error:
                LOG.warning("model left out: %s", error)
                broken.append(BrokenModel(path.parent, str(error)))
    return tuple(entries[key] for key in sorted(entries)), tuple(broken)


def list_models() -> tuple[ModelEntry, ...]:
    """All usable models, ordered by id; what is broken is in ``find_models`` and the log."""
    return find_models()[0]


def find_model(model_id: str) -> ModelEntry:
    """The model of that id; raises InputError naming those that exist, or what broke it."""
    entries, broken = find_models()
    for entry in entries:
        if entry.card.id == model_id:
            return entry
    for model in broken:
        if model.folder.name == model_id:
            raise InputError(model.message)
    known = ", ".join(entry.card.id for entry in entries) or "none"
    raise InputError(f"There is no model {model_id!r}; installed: {known}.")


def read_card(path: Path) -> Card:
    """The card in a TOML file; raises InputError with the first thing wrong in it."""
    try:
        return Card.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"The model card {path} cannot be read: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "card"
        raise InputError(f"The model card {path} is wrong at {place}: {first['msg']}.") from error


def verify_entry(entry: ModelEntry) -> None:
    """Raise InputError unless the weights file has the SHA-256 that the card states."""
    try:
        with entry.weights_path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise InputError(
            f"The weights of model {entry.card.id!r} cannot be read: {error}."
        ) from error
    if found != entry.card.weights_sha256:
        raise InputError(
            f"The weights of model {entry.card.id!r} do not match its card "
            f"(SHA-256 {found[:12]}… instead of {entry.card.weights_sha256[:12]}…); "
            "install the model again."
        )


def verify_model(model_id: str) -> None:
    """``verify_entry`` by id."""
    verify_entry(find_model(model_id))


def models_json() -> list[dict[str, str]]:
    """One row a model for ``radlens models list --json``."""
    return [
        {
            "id": entry.card.id,
            "task": entry.card.task,
            "format": entry.card.format,
            "version": entry.card.version,
            "weights_sha256": entry.card.weights_sha256,
        }
        for entry in list_models()
    ]
