"""A test pattern after TG18-QC (AAPM On-line Report 03, 2005), drawn for the size of the view."""

import numpy as np
from numpy.typing import NDArray

from viewer.render.drawing.canvas import Canvas
from viewer.render.drawing.tiles import text_tile
from viewer.render.kernels.frame import Frame, whole_frame
from viewer.render.kernels.ink import stamp

_GROUND = 0x808080
Pixels = NDArray[np.uint32]
LETTERS = "QUALITY CONTROL"


def draw_test_pattern(width: int, height: int) -> NDArray[np.uint8]:
    """(height, width, 4) BGRX: patches, low-contrast corners and letters, line pairs, grid."""
    pixels = np.empty((height, width, 4), np.uint8)
    frame = whole_frame(pixels)
    frame.array[...] = np.uint32(0xFF000000 | _GROUND)
    side = min(width, height)
    square = frame.part((width - side) // 2, (height - side) // 2, side, side)
    area = square.array
    _draw_grid(area)
    _draw_patches(area)
    _draw_ends(area)
    _draw_ramps(area)
    for row, column in ((0, 0), (0, 2), (1, 1), (2, 0), (2, 2)):
        _draw_line_pairs(area, row, column)
    _draw_letters(square)
    return pixels


def pattern_levels(width: int, height: int) -> NDArray[np.uint8]:
    """(height, width) grey levels of the pattern, which has no colour."""
    return np.ascontiguousarray(draw_test_pattern(width, height)[:, :, 0])


def grey(level: float) -> np.uint32:
    """A pixel of one grey level."""
    whole = round(level)
    return np.uint32(0xFF000000 | whole * 0x010101)


def patch_levels() -> NDArray[np.float64]:
    """The grey levels of the patches, black to white, evenly spaced."""
    return np.linspace(8.0, 248.0, 16)


def _draw_grid(area: Pixels) -> None:
    """A crosshatch over the whole square, its border thicker: distortion shows."""
    side = area.shape[0]
    for place in np.linspace(0, side - 1, 11).round().astype(int):
        area[place, :] = grey(191)
        area[:, place] = grey(191)
    edge = max(2, side // 256)
    for border in (area[:edge], area[-edge:], area[:, :edge], area[:, -edge:]):
        border[...] = grey(255)


def _draw_patches(area: Pixels) -> None:
    """Sixteen patches around the middle; in their corners squares 4 levels brighter and darker."""
    side = area.shape[0]
    patch = side // 10
    middle, reach = side // 2, int(side * 0.27)
    ring = [(x, -2) for x in range(-2, 3)] + [(2, y) for y in range(-1, 3)]
    ring += [(x, 2) for x in range(1, -3, -1)] + [(-2, y) for y in range(1, -2, -1)]
    for (x, y), level in zip(ring, patch_levels(), strict=True):
        top = middle + y * reach // 2 - patch // 2
        left = middle + x * reach // 2 - patch // 2
        _draw_patch(area, top, left, patch, float(level))


def _draw_patch(area: Pixels, top: int, left: int, patch: int, level: float) -> None:
    area[top : top + patch, left : left + patch] = grey(level)
    corner = max(2, patch // 10)
    near, far = patch // 8, patch - patch // 8 - corner
    for row, column in ((near, near), (near, far), (far, near), (far, far)):
        sign = 4 if (row == near) == (column == near) else -4
        place = area[top + row : top + row + corner, left + column : left + column + corner]
        place[...] = grey(min(255, max(0, level + sign)))


def _draw_ends(area: Pixels) -> None:
    """5 % on black and 95 % on white: both inner squares must be seen."""
    side = area.shape[0]
    patch, top = side // 10, side // 2 - side // 20
    for left, outer, inner in ((-1, 0.0, 13.0), (0, 255.0, 242.0)):
        column = side // 2 + left * patch
        area[top : top + patch, column : column + patch] = grey(outer)
        gap = patch // 4
        area[top + gap : top + patch - gap, column + gap : column + patch - gap] = grey(inner)


def _draw_ramps(area: Pixels) -> None:
    """A ramp of all 256 levels at each side, one upwards, one downwards: banding shows."""
    side = area.shape[0]
    wide, low, high = side // 20, int(side * 0.15), int(side * 0.85)
    levels = np.linspace(0, 255, high - low).round().astype(np.uint32)
    ramp = (levels * np.uint32(0x010101)) | np.uint32(0xFF000000)
    left = int(side * 0.06)
    area[low:high, left : left + wide] = ramp[::-1, None]
    area[low:high, side - left - wide : side - left] = ramp[:, None]


def _draw_line_pairs(area: Pixels, row: int, column: int) -> None:
    """Lines of one and two pixels, upright and level, of full and of low contrast."""
    side = area.shape[0]
    size = max(8, side // 24)
    places = (int(side * 0.03), side // 2 - size, int(side * 0.97) - 2 * size)
    top, left = places[row], places[column]
    if (row, column) == (1, 1):
        top += side // 8
    for n, (period, dark, bright) in enumerate(
        ((2, 0, 255), (4, 0, 255), (2, 120, 136), (4, 120, 136))
    ):
        stripes = np.where(np.arange(size) % period < period // 2, grey(dark), grey(bright))
        y, x = top + n // 2 * size, left + n % 2 * size
        across = np.broadcast_to(stripes, (size, size))
        area[y : y + size, x : x + size] = across if row % 2 == column % 2 else across.T


def _draw_letters(square: Frame) -> None:
    """QUALITY CONTROL on black, grey and white grounds, fainter from letter to letter."""
    side, area = square.height, square.array
    canvas = Canvas(square, 1.0)
    size = max(7, side // 56)
    high, wide = round(size * 2.2), int(side * 0.24)
    for n, (ground, sign) in enumerate(((0, 1), (128, 1), (255, -1))):
        top, left = int(side * 0.93) - high, int(side * (0.12 + 0.26 * n))
        area[top : top + high, left : left + wide] = grey(ground)
        step = wide / (len(LETTERS) + 1)
        for place, letter in enumerate(LETTERS):
            level = ground + sign * (len(LETTERS) - place)
            ink = round(min(255, max(0, level))) * 0x010101
            _draw_letter(canvas, letter, left + (place + 1) * step, top + high * 0.15, ink, size)


def _draw_letter(canvas: Canvas, letter: str, x: float, y: float, ink: int, size: int) -> None:
    """One letter without the halo that words on pictures have."""
    tile = text_tile(letter, size)
    nothing = np.zeros_like(tile.halo)
    stamp(canvas.frame, nothing, tile.ink, round(x - tile.width / 2), round(y), ink)
