"""How the screen is calibrated: what every frame on it goes through last, and how good it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calibration:
    """``table``: 256 driving levels by P-value; ``departure`` in percent, see ``render.gsdf``.

    ``within`` is the limit that it keeps, in percent: 10 (diagnostic), 20, or 0 for neither.
    """

    name: str
    ambient: float
    table: bytes
    departure: float
    within: int
