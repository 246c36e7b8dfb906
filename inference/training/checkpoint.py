"""Checkpoints that a run resumes from, written whole or not at all."""

import os
from pathlib import Path
from typing import Any

import torch

from inference.imaging.errors import InputError


def write_checkpoint(path: Path, state: dict[str, Any]) -> None:
    """Replace ``path`` in one step: a kill leaves the old or the new one."""
    partial = path.with_suffix(".partial")
    with partial.open("wb") as stream:
        torch.save(state, stream)
        stream.flush()
        os.fsync(stream.fileno())
    partial.replace(path)


def read_checkpoint(path: Path, recipe_sha256: str) -> dict[str, Any] | None:
    """The state at ``path``, None where there is none; InputError when of another recipe."""
    if not path.exists():
        return None
    state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    if state["recipe_sha256"] != recipe_sha256:
        raise InputError(
            f"{path} was written by another recipe; choose another folder or do not resume."
        )
    return state
