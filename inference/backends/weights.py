"""Weights from a file: tensors by name, and no code."""

from pathlib import Path
from typing import Any

import torch

from inference.catalog.card import Card
from inference.catalog.models import encoder_entry
from inference.imaging.errors import InputError

ENCODER = "encoder."  # what the names of an encoder's tensors begin with


def read_model_weights(card: Card, path: Path) -> dict[str, torch.Tensor]:
    """All tensors of a model whose own lie at ``path``; those of its encoder may be another's.

    Raises InputError as ``read_weights`` and ``encoder_entry`` do.
    """
    found = read_weights(path)
    if encoder := encoder_entry(card):
        theirs = read_model_weights(encoder.card, encoder.weights_path)
        found |= {f"{ENCODER}{name}": tensor for name, tensor in theirs.items()}
    return found


def read_weights(path: Path) -> dict[str, torch.Tensor]:
    """Tensors by name, floating ones as float32; no code in the file can run.

    ``.safetensors``, or else a file for ``torch.load(weights_only=True)``.
    """
    try:
        if path.suffix == ".safetensors":
            from safetensors.torch import load_file

            tensors: dict[str, Any] = load_file(path)
        else:
            tensors = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # both libraries raise types of their own for a bad file
        cause = str(error).splitlines()[0]
        raise InputError(f"The weights {path.name} cannot be read: {cause}.") from error
    return {
        name: tensor.float() if tensor.is_floating_point() else tensor
        for name, tensor in tensors.items()
    }
