"""A few neighbouring columns of voxels of every row, copied together."""

import numpy as np

from viewer.render.kernels.jit import kernel
from viewer.render.kernels.rows import Flat

DEPTH = 8  # of 2 bytes each: a quarter of a cache line, which had to come anyway


@kernel
def gather(slab: Flat, flat: Flat, rows: tuple[int, int], columns: int, first: int) -> None:
    """DEPTH columns from ``first`` on of rows ``rows[0] <= r < rows[1]`` of ``columns`` voxels."""
    depth, place = np.uint64(DEPTH), np.uint64(rows[0] * DEPTH)
    source, step = np.uint64(rows[0] * columns + first), np.uint64(columns)
    for _ in range(rows[0], rows[1]):
        for d in range(depth):
            slab[place + d] = flat[source + d]
        place += depth
        source += step
