"""Which slices one plane, or one slab of planes, blends."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from inference.imaging.geometry import Geometry
from viewer.render.axis_tables import array_index, split_index
from viewer.render.kernels.tables import Samples
from viewer.state.scene import SlabMode

SLAB_MODES: dict[SlabMode, int] = {"none": 0, "mip": 1, "minip": 2, "mean": 3}


class Slab(NamedTuple):
    """How the depth of a view is folded into one picture, in mm along its normal."""

    mode: SlabMode = "none"
    thickness_mm: float = 0.0

    def offsets_mm(self, step_mm: float) -> NDArray[np.float64]:
        """Depths of the planes to fold, no further apart than ``step_mm``."""
        if self.mode == "none" or self.thickness_mm <= 0:
            return np.zeros(1)
        count = int(np.ceil(self.thickness_mm / step_mm)) + 1
        return np.linspace(-0.5, 0.5, count) * self.thickness_mm


def slice_samples(
    position: float,
    depths: NDArray[np.float64],
    mode: SlabMode,
    geometry: Geometry,
    axis: int,
    stride: int,
    nearest: bool,
) -> Samples | None:
    """Samples on grid ``axis`` at ``position`` + ``depths`` (affine's own steps); None outside."""
    coordinate = position + depths
    if axis == 0 and geometry.k_positions is not None:
        coordinate = array_index(coordinate, geometry.k_positions)
    voxels = geometry.shape_kji[axis]
    # A hair's width keeps the outer face of a float affine inside.
    inside = (coordinate >= -0.5 - 1e-6) & (coordinate <= voxels - 0.5 + 1e-6)
    if not inside.any():
        return None
    index, weight = split_index(coordinate[inside], voxels, nearest)
    near = index.astype(np.int64)
    far = np.minimum(near + 1, voxels - 1) * stride
    return Samples(near * stride, far, weight.astype(np.float32), SLAB_MODES[mode])
