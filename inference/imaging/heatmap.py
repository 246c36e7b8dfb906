"""A heatmap: how much each place weighed in a model's answer, on its own native grid."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry


@dataclass(frozen=True, eq=False)
class Heatmap:
    """Float array (k, j, i) on ``geometry`` (the layer's own grid, placed in LPS).

    ``method`` as in the explainers' table, ``target`` the class explained, ``layer`` the named
    layer, ``value_range`` what the colour bar spans, ``unit`` "" for attention or the unit of
    a parametric map. ``faithful`` is None until tested; ``tests`` then holds the numbers of its
    tests by name.
    """

    array: NDArray[np.float32]
    geometry: Geometry
    method: str
    target: str
    layer: str = ""
    value_range: tuple[float, float] = (0.0, 1.0)
    unit: str = ""
    faithful: bool | None = None
    tests: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.array.shape != self.geometry.shape_kji:
            raise InputError(
                f"The heatmap {self.array.shape} does not fit {self.geometry.shape_kji}."
            )
        view = self.array.view()
        view.setflags(write=False)
        object.__setattr__(self, "array", view)

    @property
    def native_grid(self) -> str:
        """e.g. ``30×16×16 at 4.8×15.0×15.0 mm`` for the legend."""
        shape = "×".join(str(n) for n in self.geometry.shape_kji)
        spacing = "×".join(
            f"{mm:.2f}".removesuffix("0") for mm in np.round(self.geometry.spacing_mm_kji, 6)
        )
        return f"{shape} at {spacing} mm" if self.geometry.calibrated else shape
