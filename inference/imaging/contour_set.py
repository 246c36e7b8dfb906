"""Contours drawn by a person or a planning system: polygons in the patient, not voxels."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.label_map import CodedConcept

ContourKind = Literal["CLOSED_PLANAR", "CLOSEDPLANAR_XOR", "OPEN_PLANAR", "OPEN_NONPLANAR", "POINT"]


@dataclass(frozen=True, eq=False)
class Contour:
    """``points_lps`` is (n, 3) float64 in LPS mm, read-only; kinds as PS3.3 C.8.8.6.3."""

    points_lps: NDArray[np.float64]
    kind: ContourKind = "CLOSED_PLANAR"

    def __post_init__(self) -> None:
        points = np.array(self.points_lps, dtype=np.float64)
        if points.ndim != 2 or points.shape[1] != 3 or not len(points):
            raise InputError("A contour is a list of points in space.")
        if not np.isfinite(points).all():
            raise InputError("A contour has a point that is no number.")
        points.setflags(write=False)
        object.__setattr__(self, "points_lps", points)

    @property
    def closed(self) -> bool:
        """True when the last point joins the first."""
        return self.kind in ("CLOSED_PLANAR", "CLOSEDPLANAR_XOR")


@dataclass(frozen=True, eq=False)
class Structure:
    """One region of interest: its number, name, colour (sRGB 0-255) and contours."""

    number: int
    name: str
    colour: tuple[int, int, int]
    contours: tuple[Contour, ...] = ()
    type_code: CodedConcept | None = None
    generation: str = ""  # AUTOMATIC | SEMIAUTOMATIC | MANUAL
    interpreted_type: str = ""  # PTV, ORGAN, EXTERNAL …


@dataclass(frozen=True, eq=False)
class ContourSet:
    """All structures of one drawing, in one frame of reference."""

    structures: tuple[Structure, ...]
    frame_of_reference_uid: str = ""
    name: str = ""
