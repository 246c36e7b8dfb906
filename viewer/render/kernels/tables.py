"""What the kernels are given: where each screen row and column falls in a grid."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class AxisTable(NamedTuple):
    """Where the pixels of one screen axis fall on one grid axis.

    Pixels ``first <= p < last`` lie inside the grid. ``index`` (uint32) is the voxel below and
    ``weight`` (float32) the share of the next one; a voxel beyond the last counts as the last.
    """

    first: int
    last: int
    index: NDArray[np.uint32]
    weight: NDArray[np.float32]


class Samples(NamedTuple):
    """The slices that one screen plane blends: element offsets of two slices and the share of
    the second, for each plane of a slab; ``mode`` 0 = one plane, 1 max, 2 min, 3 mean."""

    near: NDArray[np.int64]
    far: NDArray[np.int64]
    weight: NDArray[np.float32]
    mode: int


class Strides(NamedTuple):
    """Elements between neighbours along the screen's rows and columns, and how many voxels."""

    row: int
    column: int
    row_count: int
    column_count: int


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


class Oblique(NamedTuple):
    """A plane through a grid: index (k, j, i) at pixel (0, 0) and its steps to the right and
    down; ``strides`` in elements; ``k_positions`` empty where slices are evenly spaced.
    ``depth`` are the steps (in units of ``slab_step``) of a slab, ``mode`` as in Samples."""

    start: NDArray[np.float64]
    right: NDArray[np.float64]
    down: NDArray[np.float64]
    shape: NDArray[np.int64]
    k_positions: NDArray[np.float64]
    slab_step: NDArray[np.float64]
    slab_count: int
    mode: int


class Blend(NamedTuple):
    """Premultiplied colours by index: what remains of the picture (0…256) and what is added."""

    keep: NDArray[np.uint32]
    red_blue: NDArray[np.uint32]
    green: NDArray[np.uint32]
