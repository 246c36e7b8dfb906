"""How a display window turns values into grey levels or colours (PS3.3 C.11.2.1)."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from inference.imaging.display_window import DisplayWindow
from viewer.render.colour_tables import colour_table
from viewer.render.kernels.tables import Grey

_NO_LUT: NDArray[np.uint32] = np.zeros(0, np.uint32)
_SIGMOID_STEPS, _SIGMOID_REACH = 4096, 3.0  # ± 3 widths: e^-12 of full scale


def window_ramp(window: DisplayWindow) -> tuple[float, float]:
    """(slope, intercept): value → 0…1 of the display range, before clamping.

    LINEAR uses centre − 0.5 and width − 1; LINEAR_EXACT (and the table of a VOI LUT) the
    numbers as they are; SIGMOID has no ramp and gives the stretch over which its curve runs.
    """
    if window.function == "LINEAR":
        width = max(window.width - 1.0, 1e-6)
        return 1.0 / width, 0.5 - (window.centre - 0.5) / width
    if window.function == "LINEAR_EXACT":
        return 1.0 / window.width, 0.5 - window.centre / window.width
    reach = 2 * _SIGMOID_REACH * window.width
    return 1.0 / reach, 0.5 - window.centre / reach


def grey_for(window: DisplayWindow, inverted: bool, colour_map: str, padding: float | None) -> Grey:
    """The kernel's parameters for one window, inversion, colour map and padding value."""
    slope, intercept = window_ramp(window)
    lut = _lut(_curve(window), inverted, colour_map)
    levels = float(len(lut) - 1) if len(lut) else 255.0
    if inverted and not len(lut):
        slope, intercept = -slope, 1.0 - intercept
    scale, bias = slope * levels, intercept * levels + 0.5
    dark = _darkest(lut)
    black = (dark - bias) / scale
    return Grey(scale, bias, lut, padding is not None, padding or 0.0, black)


def _darkest(lut: NDArray[np.uint32]) -> int:
    """Index of the table's darker end; 0 for plain grey."""
    if not len(lut):
        return 0
    ends = lut[[0, -1]].view(np.uint8).reshape(2, 4)[:, :3].sum(axis=1)
    return 0 if ends[0] <= ends[1] else len(lut) - 1


def _curve(window: DisplayWindow) -> bytes:
    """Display levels 0…255 along the ramp, where they are not simply the ramp itself."""
    if window.table:
        return window.table
    return _sigmoid_levels() if window.function == "SIGMOID" else b""


@lru_cache(maxsize=1)
def _sigmoid_levels() -> bytes:
    place = np.linspace(-_SIGMOID_REACH, _SIGMOID_REACH, _SIGMOID_STEPS)
    return np.rint(255.0 / (1.0 + np.exp(-4.0 * place))).astype(np.uint8).tobytes()


@lru_cache(maxsize=64)
def _lut(curve: bytes, inverted: bool, colour_map: str) -> NDArray[np.uint32]:
    """0xAARRGGBB along the ramp; empty where the grey level itself is wanted."""
    if not curve and colour_map == "grey":
        return _NO_LUT
    colours = packed(colour_table(colour_map))
    if inverted:
        colours = colours[::-1]
    if not curve:
        return np.ascontiguousarray(colours)
    return np.ascontiguousarray(colours[np.frombuffer(curve, np.uint8)])


def packed(rgb: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """(n,) 0xFFRRGGBB from (n, 3) sRGB."""
    wide = rgb.astype(np.uint32)
    colour = (wide[:, 0] << 16) | (wide[:, 1] << 8) | wide[:, 2] | 0xFF000000
    return colour.astype(np.uint32)
