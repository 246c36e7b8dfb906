"""One row of a grid plane as float32: slices blended, slabs folded, padding replaced."""

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.jit import kernel
from viewer.render.kernels.tables import Grey, Samples, Strides

Row = NDArray[np.float32]
Flat = NDArray[np.generic]


@kernel
def copy_row(row: Row, flat: Flat, start: int, stride: int, count: int) -> None:
    """Values of ``count`` voxels from element ``start`` on."""
    if stride == 1:
        part = flat[start : start + count]
        for c in range(count):
            row[c] = part[c]
    else:
        part = flat[start : start + (count - 1) * stride + 1]
        for c in range(count):
            row[c] = part[c * stride]


@kernel
def mix_row(row: Row, other: Row, weight: float, count: int) -> None:
    """``row`` moved towards ``other`` by ``weight``."""
    share = np.float32(weight)
    for c in range(count):
        row[c] += (other[c] - row[c]) * share


@kernel
def fold_row(row: Row, other: Row, mode: int, count: int) -> None:
    """``row`` becomes the larger (1), the smaller (2) or the sum (3) of both."""
    if mode == 1:
        for c in range(count):
            row[c] = max(row[c], other[c])
    elif mode == 2:
        for c in range(count):
            row[c] = min(row[c], other[c])
    else:
        for c in range(count):
            row[c] += other[c]


@kernel
def replace_padding(row: Row, padding: float, value: float, count: int) -> None:
    """Voxels equal to ``padding`` become ``value``."""
    old, new = np.float32(padding), np.float32(value)
    for c in range(count):
        row[c] = new if row[c] == old else row[c]


@kernel
def scale_row(row: Row, scale: float, bias: float, count: int) -> None:
    """``row * scale + bias``, with the last value repeated once behind the end."""
    a, b = np.float32(scale), np.float32(bias)
    for c in range(count):
        row[c] = row[c] * a + b
    row[count] = row[count - 1]


@kernel
def blended_row(
    row: Row, spare: Row, flat: Flat, offset: int, strides: Strides, samples: Samples, s: int
) -> None:
    """One row of plane ``s`` of the samples, between its two slices."""
    copy_row(row, flat, samples.near[s] + offset, strides.column, strides.column_count)
    if samples.weight[s] > 0:
        copy_row(spare, flat, samples.far[s] + offset, strides.column, strides.column_count)
        mix_row(row, spare, samples.weight[s], strides.column_count)


@kernel
def padded_row(
    row: Row,
    spare: Row,
    flat: Flat,
    offset: int,
    strides: Strides,
    samples: Samples,
    s: int,
    grey: Grey,
) -> None:
    """As ``blended_row``, padding replaced before anything is blended with it."""
    count = strides.column_count
    copy_row(row, flat, samples.near[s] + offset, strides.column, count)
    replace_padding(row, grey.padding, grey.padding_as, count)
    if samples.weight[s] > 0:
        copy_row(spare, flat, samples.far[s] + offset, strides.column, count)
        replace_padding(spare, grey.padding, grey.padding_as, count)
        mix_row(row, spare, samples.weight[s], count)


@kernel
def load_row(
    rows: NDArray[np.float32],
    slot: int,
    flat: Flat,
    index: int,
    strides: Strides,
    samples: Samples,
    grey: Grey,
) -> None:
    """Row ``index`` of the plane into ``rows[slot]``, scaled; rows 2 and 3 are scratch."""
    row, other, spare = rows[slot], rows[2], rows[3]
    offset = index * strides.row
    for s in range(len(samples.near)):
        target = row if s == 0 else other
        if grey.padded:
            padded_row(target, spare, flat, offset, strides, samples, s, grey)
        else:
            blended_row(target, spare, flat, offset, strides, samples, s)
        if s > 0:
            fold_row(row, other, samples.mode, strides.column_count)
    scale = grey.scale / len(samples.near) if samples.mode == 3 else grey.scale
    scale_row(row, scale, grey.bias, strides.column_count)


@kernel
def stage_row(
    rows: NDArray[np.float32],
    held: NDArray[np.int64],
    flat: Flat,
    index: int,
    strides: Strides,
    samples: Samples,
    grey: Grey,
    keep: int,
) -> int:
    """Slot (0 or 1) that holds row ``index``, loading it over the slot other than ``keep``."""
    if held[0] == index:
        return 0
    if held[1] == index:
        return 1
    slot = 1 if keep == 0 else 0
    load_row(rows, slot, flat, index, strides, samples, grey)
    held[slot] = index
    return slot
