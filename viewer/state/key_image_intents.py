"""Wishes that concern key images."""

from dataclasses import dataclass
from pathlib import Path

from viewer.state.intents import Intent


@dataclass(frozen=True, slots=True)
class MarkKeyImage(Intent):
    """Mark the slice of the active pane, or take its mark off."""


@dataclass(frozen=True, slots=True)
class StepKeyImage(Intent):
    """Show the next (+1) or previous (−1) key image of the study."""

    step: int


@dataclass(frozen=True, slots=True)
class GoToKeyImage(Intent):
    key_image_id: str


@dataclass(frozen=True, slots=True)
class SaveKeyImages(Intent):
    """Write every key image as a picture with its facts, and one list of all."""

    folder: Path
    with_identity: bool = False
