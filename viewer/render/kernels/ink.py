"""Stamps and lines: small marks blended into a frame."""

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.frame import Frame, line_of
from viewer.render.kernels.jit import kernel

Inks = NDArray[np.uint32]  # 0xAARRGGBB, the colour not multiplied by its opacity


@kernel
def blend_alpha(pixel: np.uint32, colour: np.uint32, alpha: np.uint32) -> np.uint32:
    """``pixel`` moved towards ``colour`` (0xRRGGBB) by alpha/256.

    pixel · (256 − alpha) + colour · alpha with one product instead of two: what a channel borrows
    from the next one in the difference, the sum gives back.
    """
    low, mask = pixel & np.uint32(0xFF00FF), np.uint32(0xFF00FF)
    middle = (pixel >> np.uint32(8)) & np.uint32(0xFF)
    rb = (low << np.uint32(8)) + ((colour & mask) - low) * alpha
    g = (middle << np.uint32(8)) + (((colour >> np.uint32(8)) & np.uint32(0xFF)) - middle) * alpha
    rb = (rb + np.uint32(0x800080)) >> np.uint32(8)
    g = (g + np.uint32(0x80)) & np.uint32(0xFF00)
    return np.uint32(np.uint32(0xFF000000) | (rb & mask) | g)


@kernel
def ink_alpha(ink: np.uint32) -> np.uint32:
    """The opacity of an ink (0xAARRGGBB) from 0…255 to 0…256."""
    alpha = np.uint32(ink >> np.uint32(24))
    return np.uint32(alpha + (alpha >> np.uint32(7)))


@kernel
def blend_ink(pixel: np.uint32, ink: np.uint32) -> np.uint32:
    """``pixel`` under a half-transparent ink (0xAARRGGBB)."""
    return blend_alpha(pixel, ink, ink_alpha(ink))


@kernel
def stamp(
    frame: Frame,
    halo: NDArray[np.uint8],
    ink: NDArray[np.uint8],
    left: int,
    top: int,
    colour: int,
) -> None:
    """A tile of alphas: ``halo`` in black, then ``ink`` in ``colour``; cut at the edges."""
    rows, columns = ink.shape
    first, last = max(0, -left), min(columns, frame.width - left)
    if first >= last:
        return
    for r in range(max(0, -top), min(rows, frame.height - top)):
        line = line_of(frame, top + r)[left + first : left + last]
        stamp_line(line, halo[r, first:last], ink[r, first:last], np.uint32(colour))


@kernel
def stamp_line(
    line: NDArray[np.uint32], halo: NDArray[np.uint8], ink: NDArray[np.uint8], colour: np.uint32
) -> None:
    """One line of a tile; clear pixels are blended too, for a loop without jumps is quicker."""
    for x in range(len(line)):
        dark, light = np.uint32(halo[x]), np.uint32(ink[x])
        dark += dark >> np.uint32(7)
        light += light >> np.uint32(7)
        line[x] = blend_alpha(blend_alpha(line[x], np.uint32(0), dark), colour, light)


@kernel
def lay(both: NDArray[np.uint8], alphas: NDArray[np.uint8], places: NDArray[np.int64]) -> None:
    """Put tiles into a wider one of the same height; the darker of both stays.

    ``both`` is (2, rows, columns), halo and ink; ``alphas`` the same of all tiles, one after the
    other, ``places`` (n, 2) their left edges and columns.
    """
    _, rows, wide = both.shape
    begin = 0
    for n in range(len(places)):
        left, columns = places[n]
        last = min(columns, wide - left)
        for plane in range(2):
            for r in range(rows):
                target = both[plane, r, left : left + last]
                source = alphas[begin : begin + last]
                for c in range(len(source)):
                    target[c] = max(target[c], source[c])
                begin += columns


@kernel
def shade(frame: Frame, left: int, top: int, right: int, bottom: int) -> None:
    """Halve the light of a rectangle; cut at the edges."""
    first, last = min(max(left, 0), frame.width), min(max(right, 0), frame.width)
    for y in range(max(top, 0), min(bottom, frame.height)):
        line = line_of(frame, y)[first:last]
        for x in range(len(line)):
            # Each channel is halved; what belongs to its neighbour is masked off.
            line[x] = ((line[x] >> np.uint32(1)) & np.uint32(0x7F7F7F)) | np.uint32(0xFF000000)


@kernel
def fill(frame: Frame, left: int, top: int, right: int, bottom: int, colour: int) -> None:
    """A rectangle in one colour; cut at the edges."""
    first, last = min(max(left, 0), frame.width), min(max(right, 0), frame.width)
    for y in range(max(top, 0), min(bottom, frame.height)):
        line_of(frame, y)[first:last] = np.uint32(0xFF000000 | colour)


@kernel
def stroke(
    frame: Frame,
    ends: tuple[float, float, float, float],
    width: float,
    colour: int,
    opacity: float,
    dash: float,
) -> None:
    """A smooth straight line, ``width`` pixels thick; ``dash`` > 0 = dashes of that length."""
    height, columns = frame.height, frame.width
    x0, y0, x1, y1 = ends
    dx, dy = x1 - x0, y1 - y0
    length = max(np.sqrt(dx * dx + dy * dy), 1e-6)
    ux, uy = dx / length, dy / length
    reach = width / 2 + 1
    for y in range(max(0, int(min(y0, y1) - reach)), min(height, int(max(y0, y1) + reach) + 2)):
        low, high = _covered(y, x0, y0, x1, ux, uy, reach)
        line = line_of(frame, y)
        for x in range(max(0, low), min(columns, high + 1)):
            along = (x - x0) * ux + (y - y0) * uy
            across = abs((x - x0) * uy - (y - y0) * ux)
            beyond = max(-along, along - length, 0.0)
            if dash > 0 and along % (2 * dash) > dash:
                continue
            cover = min(1.0, width / 2 + 0.5 - np.sqrt(across * across + beyond * beyond))
            if cover > 0:
                alpha = np.uint32(cover * opacity * 256)
                line[x] = blend_alpha(line[x], np.uint32(colour), alpha)


@kernel
def _covered(
    y: int, x0: float, y0: float, x1: float, ux: float, uy: float, reach: float
) -> tuple[int, int]:
    """First and last column of line ``y`` that a stroke can touch."""
    low, high = min(x0, x1) - reach, max(x0, x1) + reach
    if abs(uy) > 1e-9:
        middle = x0 + (y - y0) * ux / uy
        spread = reach / abs(uy)
        low, high = max(low, middle - spread), min(high, middle + spread)
    return int(np.floor(low)), int(np.ceil(high))
