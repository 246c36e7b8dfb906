"""How the screen is calibrated: what every frame on it goes through last, and how good it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calibration:
    """``table``: 256 driving levels by P-value; ``departure`` in percent, see ``render.gsdf``."""

    name: str
    ambient: float
    table: bytes
    departure: float
