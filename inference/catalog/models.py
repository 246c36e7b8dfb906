"""The models that can be run: found by their cards, checked by the hash of their weights."""

import hashlib
import logging
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from inference.catalog.card import Card, OtherModelPart, members_sha256
from inference.catalog.home import home_folder
from inference.imaging.errors import InputError

LOG = logging.getLogger(__name__)


REPORT = "report.html"  # of the training, beside the card of a model of one's own


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A card and the folder that it and its weights lie in."""

    card: Card
    folder: Path
    built_in: bool

    @property
    def report_path(self) -> Path | None:
        """The report of its training; None where it came without."""
        path = self.folder / REPORT
        return path if path.exists() else None

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
    """The model of that id; raises InputError naming those that exist, or what broke it.

    ``ID@MEMBER`` (several joined by +) is an ensemble of which only these members answer.
    """
    model_id, _, chosen = model_id.partition("@")
    entry = _find(model_id)
    return with_members(entry, chosen.split("+")) if chosen else entry


def _find(model_id: str) -> ModelEntry:
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


def with_members(entry: ModelEntry, chosen: Sequence[str]) -> ModelEntry:
    """An ensemble of which only the ``chosen`` members answer; its id says so.

    Raises InputError for a model that has no such member.
    """
    kept = [member for member in entry.card.members if member.id in chosen]
    known = [member.id for member in entry.card.members]
    if not kept or set(chosen) - set(known):
        raise InputError(
            f"Model {entry.card.id!r} has no member {', '.join(sorted(set(chosen) - set(known)))}; "
            f"it has: {', '.join(known) or 'none'}."
        )
    changes: dict[str, object] = {
        "id": f"{entry.card.id}@{'+'.join(member.id for member in kept)}",
        "members": kept,
    }
    if not entry.card.weights_file:
        changes["weights_sha256"] = members_sha256(kept)
    return replace(entry, card=entry.card.model_copy(update=changes))


def member_entries(card: Card) -> tuple[ModelEntry, ...]:
    """The models that an ensemble averages, in the card's order; () for any other model.

    Raises InputError where one is missing, is another than the card names, or asks for other
    inputs than the ensemble gives it.
    """
    entries = []
    for member in card.members:
        entry = _named(member, card)
        if difference := _difference(entry.card, card):
            raise InputError(
                f"Model {member.id!r} cannot be a member of {card.id!r}: its {difference} differs."
            )
        entries.append(entry)
    return tuple(entries)


def encoder_entry(card: Card) -> ModelEntry | None:
    """The model that holds the weights of the card's encoder; None where it has its own.

    Raises InputError where it is missing or is another than the card names.
    """
    return _named(card.encoder, card) if card.encoder else None


def _named(part: OtherModelPart, card: Card) -> ModelEntry:
    """The model that a card needs; raises InputError where it is missing or another."""
    entry = _find(part.id)
    if entry.card.weights_sha256 != part.weights_sha256:
        raise InputError(
            f"Model {part.id!r} is not the one that {card.id!r} is made of "
            f"(SHA-256 {entry.card.weights_sha256[:12]}… instead of "
            f"{part.weights_sha256[:12]}…); install both again."
        )
    return entry


def _difference(member: Card, ensemble: Card) -> str:
    """What keeps a model from seeing the same and answering in the same way; "" if nothing."""
    how = ("dimensions", "neighbours", "neighbour_step_mm", "activation")
    pairs = {
        "format": (bool(member.members), False),
        "task": (member.task, ensemble.task),
        "preparation": (member.preparation, ensemble.preparation),
        "list of segments": ([s.id for s in member.segments], [s.id for s in ensemble.segments]),
        "list of classes": (member.classes, ensemble.classes),
    } | {
        name: (getattr(member.prediction, name), getattr(ensemble.prediction, name)) for name in how
    }
    return next((name for name, (mine, yours) in pairs.items() if mine != yours), "")


def verify_entry(entry: ModelEntry) -> None:
    """Raise InputError unless all weights have the SHA-256 of the cards.

    Those of an ensemble's members and of an encoder that lies with another model are checked too.
    """
    encoder = encoder_entry(entry.card)
    for needed in (*member_entries(entry.card), *([encoder] if encoder else [])):
        verify_entry(needed)
    if not entry.card.weights_file:
        return
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
