"""A label map: which voxel belongs to which segment, on its own grid."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry


@dataclass(frozen=True, slots=True)
class CodedConcept:
    """A code triplet (PS3.3 Section 8): value, scheme (SCT, DCM …), meaning."""

    value: str
    scheme: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Segment:
    """One label: its positive integer id, name, codes and display colour (sRGB 0–255)."""

    id: int
    name: str
    colour: tuple[int, int, int]
    type_code: CodedConcept | None = None
    category_code: CodedConcept | None = None
    laterality: CodedConcept | None = None
    algorithm_type: str = "AUTOMATIC"  # AUTOMATIC | SEMIAUTOMATIC | MANUAL
    algorithm_name: str = ""


@dataclass(frozen=True, eq=False)
class LabelMap:
    """Integer array (k, j, i), 0 = background, on ``geometry``; read-only."""

    array: NDArray[np.generic]
    geometry: Geometry
    segments: tuple[Segment, ...]
    name: str = ""

    def __post_init__(self) -> None:
        if self.array.shape != self.geometry.shape_kji:
            raise InputError(
                f"The mask {self.array.shape} does not fit its geometry {self.geometry.shape_kji}."
            )
        if self.array.dtype.kind not in "ui":
            raise InputError(f"A label map holds integers, not {self.array.dtype}.")
        view = self.array.view()
        view.setflags(write=False)
        object.__setattr__(self, "array", view)

    def volume_ml(self, segment_id: int) -> float | None:
        """Volume of a segment in mL; None where the millimetres are unknown."""
        if not self.geometry.calibrated:
            return None
        per_slice = np.count_nonzero(self.array == segment_id, axis=(1, 2))
        return float(per_slice @ self.geometry.slice_volumes_ml)
