"""What the kernels are given: where each screen row and column falls in a grid."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class AxisTable(NamedTuple):
    """Where the pixels of one screen axis fall on one grid axis.

    Pixels ``first <= p < last`` lie inside the grid. ``voxel`` (uint32) is the voxel below and
    ``weight`` (float32) the share of the next one; a voxel beyond the last counts as the last.
    """

    first: int
    last: int
    voxel: NDArray[np.uint32]
    weight: NDArray[np.float32]


class Samples(NamedTuple):
    """The slices that one screen plane blends: element offsets of two slices and the share of
    the second, for each plane of a slab; ``mode`` 0 = one plane, 1 max, 2 min, 3 mean."""

    near: NDArray[np.int64]
    far: NDArray[np.int64]
    weight: NDArray[np.float32]
    mode: int


class Aligned(NamedTuple):
    """A view along the grid: its lines run down one grid axis, its columns along another.

    Strides are elements between neighbouring voxels, counts are voxels.
    """

    lines: AxisTable
    columns: AxisTable
    samples: Samples
    row_stride: int
    column_stride: int
    row_count: int
    column_count: int


class Oblique(NamedTuple):
    """A view through a grid at any angle.

    Index (k, j, i) at pixel (0, 0) and its steps to the right and down, on the affine's own
    scale; ``k_positions`` is empty where slices are evenly spaced. A slab is ``slab_count``
    planes ``slab_step`` apart around the view's own, folded by ``mode`` as in Samples.
    """

    start: NDArray[np.float64]
    right: NDArray[np.float64]
    down: NDArray[np.float64]
    shape: NDArray[np.int64]
    k_positions: NDArray[np.float64]
    slab_step: NDArray[np.float64]
    slab_count: int
    mode: int
    nearest: bool


class Grey(NamedTuple):
    """How values become colours: ``value * scale + bias`` is an index into ``lut`` (0xAARRGGBB),
    or, where ``lut`` is empty, the grey level itself. Voxels equal to ``padding`` (when
    ``padded``) are drawn as if they were ``padding_as``."""

    scale: float
    bias: float
    lut: NDArray[np.uint32]
    padded: bool
    padding: float
    padding_as: float


class Labels(NamedTuple):
    """How labels are shown: label → display slot (0 = not shown; the last entry is for every
    larger label), ``inks`` (0xAARRGGBB) the fill at slot · 2 and the contour at slot · 2 + 1,
    ``margin`` the contour's width in pixels."""

    slots: NDArray[np.uint16]
    inks: NDArray[np.uint32]
    margin: int
