"""A model folder put among the user's own models, whole or not at all."""

import re
import shutil
import tempfile
from pathlib import Path

from inference.catalog.models import (
    REPORT,
    ModelEntry,
    list_models,
    read_card,
    user_folder,
    verify_entry,
)
from inference.imaging.errors import InputError


def install_model(folder: Path) -> ModelEntry:
    """Copy the model in ``folder``, as a training wrote it, into the catalogue, with its report.

    Where its id is taken the copy is ``<id>-2``, ``-3``…, so that no model is ever replaced.
    Raises InputError where card and weights do not hold, or the same weights are there already.
    """
    card = read_card(folder / "card.toml")
    verify_entry(ModelEntry(card, folder, built_in=False))
    known = {entry.card.id: entry.card.weights_sha256 for entry in list_models()}
    twin = [name for name, sha256 in known.items() if sha256 == card.weights_sha256]
    if twin:
        raise InputError(f"These weights are in the catalogue already, as model {twin[0]!r}.")
    name = _free(card.id, set(known))
    text = (folder / "card.toml").read_text(encoding="utf-8")
    text = re.sub(r"^id\s*=.*$", f'id = "{name}"', text, count=1, flags=re.MULTILINE)
    home = user_folder()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home, prefix=".new-") as beside:
            made = Path(beside) / name
            shutil.copytree(folder, made)
            (made / "card.toml").write_text(text, encoding="utf-8")
            if (report := folder.parent / REPORT).exists():
                shutil.copyfile(report, made / REPORT)
            made.replace(home / name)
    except OSError as error:
        raise InputError(f"The model cannot be put into {home}: {error}.") from error
    return ModelEntry(read_card(home / name / "card.toml"), home / name, built_in=False)


def _free(wanted: str, known: set[str]) -> str:
    """The id, or with a number behind it, that no model and no folder has."""
    name, number = wanted, 1
    while name in known or (user_folder() / name).exists():
        number += 1
        name = f"{wanted}-{number}"
    return name
