"""What a 3D pane shows, and the picture that was last rendered of it."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from viewer.state.turntable import Turntable
from viewer.state.view_frame import ViewFrame


@dataclass(frozen=True, slots=True)
class Solid:
    """``preset`` "" is the first that fits the modality; ``opacity`` (0…1) is the volume's."""

    turntable: Turntable = field(default_factory=Turntable)
    preset: str = ""
    opacity: float = 1.0
    spinning: bool = False


@dataclass(frozen=True, eq=False)
class SolidPicture:
    """(h, w, 4) uint8 BGRX ``pixels`` of a series seen through ``frame``.

    ``draft`` while a finer one is under way. ``voxel_mm_kji`` when the volume was thinned to
    fit. ``problem`` is the sentence that stands instead of a picture.
    """

    series_id: str
    frame: ViewFrame
    pixels: NDArray[np.uint8]
    draft: bool = False
    voxel_mm_kji: tuple[float, float, float] | None = None
    problem: str = ""
