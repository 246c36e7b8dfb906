"""The picture of an RGB volume, aligned or oblique; no window applies to it."""

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.extremes import clamp
from viewer.render.kernels.frame import Frame, line_of
from viewer.render.kernels.grey import BLACK, Band, Line
from viewer.render.kernels.jit import Whole, allocating_kernel, kernel
from viewer.render.kernels.oblique import Scratch, line_range, locate_line, new_scratch
from viewer.render.kernels.tables import Aligned, Oblique

Rgb = NDArray[np.generic]


@kernel
def pack(red: float, green: float, blue: float, inverted: bool) -> np.uint32:
    """0xFFRRGGBB, rounded."""
    low, high = np.float32(0.5), np.float32(255.5)
    r = np.uint32(np.int32(clamp(np.float32(red) + low, low, high)))
    g = np.uint32(np.int32(clamp(np.float32(green) + low, low, high)))
    b = np.uint32(np.int32(clamp(np.float32(blue) + low, low, high)))
    packed = np.uint32((r << np.uint32(16)) | (g << np.uint32(8)) | b)
    return np.uint32(BLACK | ((packed ^ np.uint32(0xFFFFFF)) if inverted else packed))


@kernel
def mixed(flat: Rgb, corner: Whole, steps: tuple[int, int], shares: tuple[float, float]) -> float:
    """One channel between four neighbours (row step and share first)."""
    a, b = np.float32(flat[corner]), np.float32(flat[corner + steps[1]])
    low = corner + steps[0]
    c, d = np.float32(flat[low]), np.float32(flat[low + steps[1]])
    upper, lower = a + (b - a) * shares[1], c + (d - c) * shares[1]
    return float(upper + (lower - upper) * shares[0])


@kernel
def colour_line(line: Line, flat: Rgb, y: int, start: int, plane: Aligned, inverted: bool) -> None:
    """One line of one slice, bilinear."""
    row = np.int64(plane.lines.voxel[y])
    down = 3 * plane.row_stride if row + 1 < plane.row_count else 0
    share = plane.lines.weight[y]
    for x in range(plane.columns.first, plane.columns.last):
        column = np.int64(plane.columns.voxel[x])
        right = 3 * plane.column_stride if column + 1 < plane.column_count else 0
        corner = 3 * (start + row * plane.row_stride + column * plane.column_stride)
        shares = (share, plane.columns.weight[x])
        red = mixed(flat, corner, (down, right), shares)
        green = mixed(flat, corner + 1, (down, right), shares)
        line[x] = pack(red, green, mixed(flat, corner + 2, (down, right), shares), inverted)


@kernel
def draw_aligned_colour(
    frame: Frame, band: Band, flat: Rgb, plane: Aligned, inverted: bool
) -> None:
    """Lines ``band[0] <= y < band[1]`` of a view along the grid; the nearer slice, no slab."""
    middle = len(plane.samples.near) // 2
    ahead = plane.samples.weight[middle] >= np.float32(0.5)
    start = plane.samples.far[middle] if ahead else plane.samples.near[middle]
    for y in range(band[0], band[1]):
        line_of(frame, y)[:] = BLACK
        if plane.lines.first <= y < plane.lines.last:
            colour_line(line_of(frame, y), flat, y, start, plane, inverted)


@kernel
def oblique_colour_lines(
    frame: Frame, band: Band, flat: Rgb, plane: Oblique, inverted: bool, scratch: Scratch
) -> None:
    """The lines of a band at any angle."""
    offsets = scratch.offsets
    for y in range(band[0], band[1]):
        line = line_of(frame, y)
        line[:] = BLACK
        first, last = line_range(plane, y, frame.width)
        locate_line(offsets, scratch.shares, plane, y, 0.0, last)
        for x in range(first, last):
            voxel = np.uint64(3 * offsets[x])
            red, green = flat[voxel], flat[voxel + np.uint64(1)]
            line[x] = pack(red, green, flat[voxel + np.uint64(2)], inverted)


@allocating_kernel
def draw_oblique_colour(
    frame: Frame, band: Band, flat: Rgb, plane: Oblique, inverted: bool
) -> None:
    """As ``draw_aligned_colour`` for a view at any angle; ``plane`` must be a nearest one."""
    oblique_colour_lines(frame, band, flat, plane, inverted, new_scratch(frame.width))
