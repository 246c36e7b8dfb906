"""What the program tells the user in place: cause and cure, kept in a log."""

from dataclasses import dataclass
from typing import Literal

MessageLevel = Literal["note", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Message:
    """``text`` names the cause, ``cure`` what to do; ``details`` is for the log alone.

    A message with a ``key`` takes the place of the one before it with the same key.
    """

    id: int
    level: MessageLevel
    text: str
    cure: str = ""
    utc_time: str = ""
    details: str = ""
    key: str = ""
