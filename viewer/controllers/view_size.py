"""How large a view is on the screen."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ViewSize:
    """A view in device pixels, how much larger than usual its words are, where it stands."""

    width: int
    height: int
    text_scale: float = 1.0
    left: int = 0
    top: int = 0


SizeOf = Callable[[int], ViewSize]
