"""A display window: which stored values become black and white (PS3.3 C.11.2.1.2)."""

from dataclasses import dataclass
from typing import Literal

from inference.imaging.errors import InputError

WindowFunction = Literal["LINEAR", "LINEAR_EXACT", "SIGMOID"]


@dataclass(frozen=True, slots=True)
class DisplayWindow:
    """Centre and width in the volume's unit; ``width`` > 0 (≥ 1 for LINEAR).

    ``table`` is a VOI LUT (PS3.3 C.11.2.1.1), empty for all other windows: the grey levels
    0…255 of evenly spaced values, the first at centre − width/2, the last at centre + width/2;
    below and above, the end levels hold. ``function`` is LINEAR_EXACT then: the ramp that picks
    the table's entry.
    """

    centre: float
    width: float
    function: WindowFunction = "LINEAR"
    name: str = ""
    table: bytes = b""

    def __post_init__(self) -> None:
        if not self.width > 0:
            raise InputError(f"A window width must be positive, not {self.width}.")
