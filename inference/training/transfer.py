"""A training that starts from other weights: what is taken, frozen, and trained more slowly."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import torch
from torch import nn

from inference.backends.weights import read_model_weights, read_weights
from inference.catalog.models import find_model, verify_entry
from inference.imaging.errors import InputError

Tensors = Mapping[str, torch.Tensor]
OPTIONS = {"from", "only", "freeze", "rates"}
STATISTICS = ("running_mean", "running_var")


@dataclass(frozen=True, slots=True)
class Transfer:
    """What came from where: ``taken`` are (ours, theirs), the others found no partner."""

    source: str
    taken: tuple[tuple[str, str], ...]
    left: tuple[str, ...]
    unused: tuple[str, ...]

    def facts(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def sentence(self) -> str:
        whole = len(self.taken) + len(self.left)
        return f"{len(self.taken)} of {whole} tensors from {self.source}"


def start_from(network: nn.Module, options: Mapping[str, Any]) -> Transfer:
    """Fill ``network`` with what fits of the recipe's ``[transfer] from``.

    That is a catalogued model's id or a file of tensors (.safetensors, or one for
    ``torch.load(weights_only=True)``). ``only`` are prefixes of our names to fill. Raises
    InputError where nothing fits, or for an unknown option.
    """
    if unknown := set(options) - OPTIONS:
        known = ", ".join(sorted(OPTIONS))
        raise InputError(f"[transfer] has no entry {sorted(unknown)[0]!r}; known: {known}.")
    source, theirs = _source(str(options.get("from", "")))
    prefixes = tuple(map(str, options.get("only", ("",))))
    ours = {
        name: value for name, value in network.state_dict().items() if name.startswith(prefixes)
    }
    pairs = match_tensors(ours, theirs)
    if not pairs:
        raise InputError(f"No tensor of {source} fits the recipe's network.")
    with torch.no_grad():
        for name, other in pairs.items():
            ours[name].copy_(theirs[other])
    used = set(pairs.values())
    return Transfer(
        source,
        tuple(pairs.items()),
        tuple(name for name in network.state_dict() if name not in pairs),
        tuple(name for name in theirs if name not in used),
    )


def _source(name: str) -> tuple[str, Tensors]:
    path = Path(name)
    if path.suffix in (".safetensors", ".pt", ".pth", ".bin"):
        if not path.exists():
            raise InputError(f"There are no weights at {path} to start from.")
        found = read_weights(path)
        return path.name, _in_order(found) if path.suffix == ".safetensors" else found
    entry = find_model(name)
    verify_entry(entry)
    if entry.card.members:
        raise InputError(f"{name!r} is an ensemble; start from one of its members.")
    card = entry.card
    words = f"{card.id} {card.version} ({card.weights_sha256[:12]})"
    return words, read_model_weights(card, entry.weights_path)


def match_tensors(ours: Tensors, theirs: Tensors) -> dict[str, str]:
    """Our names -> theirs: equal name and shape first; of the rest, runs of equal shapes in order.

    Scalars (counters of batches) are matched by name alone, the running statistics of norms with
    their like.
    """
    pairs = {
        name: name
        for name, value in ours.items()
        if name in theirs and theirs[name].shape == value.shape
    }
    mine = [name for name, value in ours.items() if name not in pairs and value.ndim]
    yours = [name for name, value in theirs.items() if name not in pairs and value.ndim]
    matcher = SequenceMatcher(
        None,
        [_kind(name, ours[name]) for name in mine],
        [_kind(name, theirs[name]) for name in yours],
        autojunk=False,
    )
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            pairs[mine[block.a + offset]] = yours[block.b + offset]
    return pairs


def _kind(name: str, value: torch.Tensor) -> tuple[object, ...]:
    last = name.rsplit(".", 1)[-1]
    return (last if last in STATISTICS else "", *value.shape)


def _in_order(tensors: Tensors) -> Tensors:
    """By name, numbers as numbers: a safetensors file does not keep the order of the layers."""

    def place(name: str) -> list[tuple[bool, int, str]]:
        parts = re.split(r"(\d+)", name)
        return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]

    return {name: tensors[name] for name in sorted(tensors, key=place)}


def freeze(network: nn.Module, options: Mapping[str, Any], epoch: int) -> None:
    """Let rest what ``[transfer.freeze]`` says: module -> until which epoch.

    A frozen module's weights get no gradient and its norms keep their statistics; -1 is for
    ever. Raises InputError for a module that the network lacks.
    """
    until = {str(prefix): int(end) for prefix, end in options.get("freeze", {}).items()}
    _check_prefixes(network, list(until), "freeze")
    for prefix, end in until.items():
        module, rests = network.get_submodule(prefix), end < 0 or epoch < end
        module.requires_grad_(not rests)
        if rests:
            module.eval()


def parameter_groups(
    network: nn.Module, options: Mapping[str, Any]
) -> tuple[list[list[nn.Parameter]], list[float]]:
    """Groups of weights and each group's factor on the rate, by ``[transfer.rates]``.

    The longest prefix that fits a name wins; the rest is one group of factor 1. Raises InputError
    for a prefix that no weight has.
    """
    rates = {str(prefix): float(factor) for prefix, factor in options.get("rates", {}).items()}
    _check_prefixes(network, list(rates), "rates")
    groups: dict[str, list[nn.Parameter]] = {"": []}
    for name, parameter in network.named_parameters():
        fitting = [prefix for prefix in rates if _within(name, (prefix,))]
        groups.setdefault(max(fitting, key=len, default=""), []).append(parameter)
    kept = {prefix: members for prefix, members in groups.items() if members}
    return list(kept.values()), [rates.get(prefix, 1.0) for prefix in kept]


def _within(name: str, prefixes: Sequence[str]) -> bool:
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


def _check_prefixes(network: nn.Module, prefixes: Sequence[str], where: str) -> None:
    names = [name for name, _ in network.named_parameters()]
    for prefix in prefixes:
        if not any(_within(name, (prefix,)) for name in names):
            parts = ", ".join(dict.fromkeys(name.split(".")[0] for name in names))
            raise InputError(
                f"[transfer.{where}] names {prefix!r}, which the network lacks; it has: {parts}."
            )
