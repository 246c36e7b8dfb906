"""A display window: which stored values become black and white (PS3.3 C.11.2.1.2)."""

from dataclasses import dataclass
from typing import Literal

from inference.imaging.errors import InputError

WindowFunction = Literal["LINEAR", "LINEAR_EXACT", "SIGMOID"]


@dataclass(frozen=True, slots=True)
class DisplayWindow:
    """Centre and width in the volume's unit; ``width`` > 0 (≥ 1 for LINEAR)."""

    centre: float
    width: float
    function: WindowFunction = "LINEAR"
    name: str = ""

    def __post_init__(self) -> None:
        if not self.width > 0:
            raise InputError(f"A window width must be positive, not {self.width}.")
