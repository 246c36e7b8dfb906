"""Wishes that concern the patient's numbers."""

from dataclasses import dataclass

from viewer.state.intents import Intent


@dataclass(frozen=True, slots=True)
class EnterNumber(Intent):
    """``value`` None: it is unknown, whatever the headers say."""

    name: str
    value: float | None


@dataclass(frozen=True, slots=True)
class UndoNumber(Intent):
    pass


@dataclass(frozen=True, slots=True)
class RedoNumber(Intent):
    pass
