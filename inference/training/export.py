"""A trained network as a model folder: half-precision safetensors and its card."""

import hashlib
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from torch import nn

from inference.backends.weights import ENCODER, read_model_weights
from inference.catalog.card import Card, MemberPart, members_sha256
from inference.catalog.models import ModelEntry, find_model
from inference.networks.calibration import Calibration
from inference.training.recipe import Recipe

MOST_BYTES = 10_000_000


def round_weights(network: nn.Module) -> None:
    """Round every weight to half precision in place, so that what is measured is what is kept."""
    with torch.no_grad():
        for value in network.state_dict().values():
            if value.dtype == torch.float32:
                value.copy_(value.half())


def write_model(folder: Path, network: nn.Module, card: Mapping[str, Any]) -> Card:
    """Write ``weights.safetensors`` and ``card.toml``; gives the card as it was validated.

    Where the card names another model as the encoder, that part's weights stay there alone. Raises
    ValueError where they are not those, the weights exceed 10 MB or the card does not hold.
    """
    import tomli_w
    from safetensors.torch import save

    tensors = {
        name: (value.half() if value.is_floating_point() else value).contiguous()
        for name, value in _own(network, card).items()
    }
    content = save(tensors)
    if len(content) > MOST_BYTES:
        raise ValueError(f"The weights take {len(content)} bytes, at most {MOST_BYTES} may be.")
    table = {**card, "weights_sha256": hashlib.sha256(content).hexdigest()}
    checked = Card.model_validate(table)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "weights.safetensors").write_bytes(content)
    (folder / "card.toml").write_text(tomli_w.dumps(table), encoding="utf-8")
    return checked


def _own(network: nn.Module, card: Mapping[str, Any]) -> dict[str, torch.Tensor]:
    """The network's tensors without those that lie with the encoder's model."""
    tensors = network.state_dict()
    if "encoder" not in card:
        return tensors
    entry = find_model(card["encoder"]["id"])
    for name, value in read_model_weights(entry.card, entry.weights_path).items():
        if not torch.equal(tensors.pop(f"{ENCODER}{name}"), value):
            raise ValueError(f"The encoder is not that of model {entry.card.id!r}: {name} differs.")
    return tensors


def write_ensemble(
    folder: Path, card: Mapping[str, Any], calibration: Calibration | None = None
) -> Card:
    """Write the card of an ensemble, and its calibration where it has one."""
    import tomli_w
    from safetensors.torch import save

    table = {**card, "format": "ensemble"}
    members = [MemberPart.model_validate(member) for member in table["members"]]
    content = b"" if calibration is None else save(calibration.state_dict())
    table["weights_file"] = "weights.safetensors" if content else ""
    table["weights_sha256"] = (
        hashlib.sha256(content).hexdigest() if content else members_sha256(members)
    )
    checked = Card.model_validate(table)
    folder.mkdir(parents=True, exist_ok=True)
    if content:
        (folder / "weights.safetensors").write_bytes(content)
    (folder / "card.toml").write_text(tomli_w.dumps(table), encoding="utf-8")
    return checked


def model_table(entry: ModelEntry) -> dict[str, Any]:
    """A model as the card of another names it, for its encoder."""
    return {
        "id": entry.card.id,
        "version": entry.card.version,
        "weights_sha256": entry.card.weights_sha256,
    }


def member_table(entry: ModelEntry) -> dict[str, Any]:
    """A model as a card names it among an ensemble's members."""
    return {**model_table(entry), "flips": entry.card.prediction.flips}


def card_table(recipe: Recipe, **measured: Any) -> dict[str, Any]:
    """The recipe's card section completed with what the training decided and measured.

    ``measured`` tables are merged into those of the recipe; other values replace them.
    """
    table: dict[str, Any] = {"id": recipe.model, **recipe.card}
    if not recipe.members:
        table["network"] = {
            "name": recipe.network["name"],
            "parameters": {key: value for key, value in recipe.network.items() if key != "name"},
        }
    for key, value in measured.items():
        mine = table.get(key)
        table[key] = {**mine, **value} if isinstance(mine, dict) else value
    training = {
        "seed": recipe.seed,
        "commit": current_commit(),
        "epochs": int(recipe.optimisation.get("epochs", 0)),
    }
    table["training"] = {**training, **table.get("training", {})}
    return table


def current_commit() -> str:
    """The commit of the code in use; empty outside a checkout."""
    try:
        found = subprocess.run(
            ["git", "rev-parse", "HEAD"],
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return ""
    return found.stdout.strip() if found.returncode == 0 else ""
