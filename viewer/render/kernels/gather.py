"""A few neighbouring slices taken out of lines that hold one voxel of each beside the next."""

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.jit import kernel
from viewer.render.kernels.prefetch import fetch
from viewer.render.kernels.rows import Flat

DEPTH = 16  # slices of 2 bytes a voxel: half a cache line, all of which has to come anyway
QUAD = 4  # of them lie side by side, for a copy of four is one instruction
_AHEAD = 16  # voxels between asking and using


@kernel
def gather(
    slab: NDArray[np.generic],
    flat: Flat,
    lines: tuple[int, int],
    strides: tuple[int, int],
    first: int,
    filled: NDArray[np.bool_],
) -> None:
    """``slab[q, line, c, d] = flat[first + 4 * q + d + line * strides[0] + c * strides[1]]``.

    For the lines ``lines[0] <= line < lines[1]`` that are not ``filled`` yet; ``slab`` is
    (DEPTH / QUAD, lines, columns, QUAD).
    """
    columns, quads = slab.shape[2], np.uint64(slab.shape[0])
    one, two, three, quad = np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(QUAD)
    step, last = np.uint64(strides[1]), len(flat) - 1
    for line in range(lines[0], lines[1]):
        if filled[line]:
            continue
        start = first + line * strides[0]
        source = np.uint64(start)
        for c in range(columns):
            fetch(flat, np.uint64(min(start + (c + _AHEAD) * strides[1], last)))
            for q in range(quads):
                place = source + q * quad
                v0, v1 = flat[place], flat[place + one]
                v2, v3 = flat[place + two], flat[place + three]
                target = slab[q, line, c]
                target[0], target[1], target[2], target[3] = v0, v1, v2, v3
            source += step
