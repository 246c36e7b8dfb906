"""The camera of the 3D view as two angles, and the view frame that they make."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from viewer.state.view_frame import ViewFrame

Float = NDArray[np.float64]
HIGHEST_ELEVATION_DEGREES = 90.0
Side = Literal["front", "back", "left", "right", "head", "feet"]


@dataclass(frozen=True, slots=True)
class Turntable:
    """``azimuth`` turns about the head–foot axis, ``elevation`` lifts the viewer to the head.

    (0, 0) looks from the front: the patient's left on the screen's right, the head up. Azimuth
    90 looks from the patient's left. Degrees.
    """

    azimuth_degrees: float = 0.0
    elevation_degrees: float = 0.0

    def turned(self, azimuth_degrees: float, elevation_degrees: float) -> "Turntable":
        """Turned further; the elevation stays within ±90°."""
        limit = HIGHEST_ELEVATION_DEGREES
        elevation = float(np.clip(self.elevation_degrees + elevation_degrees, -limit, limit))
        return Turntable((self.azimuth_degrees + azimuth_degrees) % 360.0, elevation)

    def frame(self, centre_lps: Float, mm_per_pixel: float, size_wh: tuple[int, int]) -> ViewFrame:
        """The parallel projection seen from there (LPS: +x left, +y back, +z head)."""
        azimuth, elevation = np.radians([self.azimuth_degrees, self.elevation_degrees])
        right = np.array([np.cos(azimuth), np.sin(azimuth), 0.0])
        forward = np.array([-np.sin(azimuth), np.cos(azimuth), 0.0])
        towards = forward * np.cos(elevation) - np.array([0.0, 0.0, 1.0]) * np.sin(elevation)
        return ViewFrame(centre_lps, right, np.cross(towards, right), mm_per_pixel, size_wh)


SIDES: dict[Side, Turntable] = {
    "front": Turntable(0.0),
    "back": Turntable(180.0),
    "left": Turntable(90.0),
    "right": Turntable(270.0),
    "head": Turntable(0.0, 90.0),
    "feet": Turntable(0.0, -90.0),
}
