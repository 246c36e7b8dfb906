"""What a frozen encoder made of the training data, kept for every head that is trained on it."""

import hashlib
import json
import logging
import pickle
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import torch

from inference.catalog.home import home_folder
from inference.imaging.errors import InputError

LOG = logging.getLogger(__name__)
Embeddings = list[list[torch.Tensor]]


def kept(decided_by: Mapping[str, Any], make: Callable[[], Embeddings]) -> Embeddings:
    """The embeddings of an earlier run that all of ``decided_by`` agrees with, or new ones.

    They lie below the user's own folder; a file that cannot be read is made again, with a word
    in the log. Raises InputError where the folder cannot be written.
    """
    key = hashlib.sha256(json.dumps(decided_by, sort_keys=True).encode()).hexdigest()
    path = home_folder() / "embeddings" / f"{key[:24]}.pt"
    if path.exists():
        try:
            found: Embeddings = torch.load(path, weights_only=True)
            return found
        except (OSError, RuntimeError, EOFError, ValueError, pickle.UnpicklingError) as error:
            LOG.warning("embeddings %s are made again: %s", path.name, str(error).splitlines()[0])
    made = make()
    _write(path, made)
    return made


def _write(path: Path, embeddings: Embeddings) -> None:
    partial = path.with_suffix(".partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        torch.save(embeddings, partial)
        partial.replace(path)
    except (OSError, RuntimeError) as error:
        raise InputError(f"The embeddings cannot be kept in {path.parent}: {error}.") from error
