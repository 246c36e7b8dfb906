"""A second series in the same view: blended, in a checkerboard, or behind a swipe."""

from dataclasses import replace
from functools import partial

import numpy as np

from inference.imaging.display_window import DisplayWindow
from viewer.render.bands import BandPainter
from viewer.render.blends import fusion_inks
from viewer.render.elements import flat_elements
from viewer.render.kernels.frame import Frame, whole_frame
from viewer.render.kernels.heat import draw_aligned_heat, draw_oblique_heat
from viewer.render.kernels.tables import Aligned
from viewer.render.painters import picture_painter
from viewer.render.view_plane import Look, view_plane
from viewer.render.windowing import grey_for
from viewer.state.layers import FusionLayer
from viewer.state.scene import Scene

Band = tuple[int, int]


def fusion_painters(scene: Scene, frame: Frame) -> list[BandPainter]:
    """What draws ``scene.fusion`` over the picture that is in ``frame`` already."""
    layer = scene.fusion
    if layer is None or not layer.visible or not scene.show_overlays:
        return []
    if layer.mode == "blend" and not layer.volume.is_colour:
        return _blended(scene, layer, frame)
    other = whole_frame(np.empty((frame.height, frame.width, 4), np.uint8))
    second = replace(
        scene, volume=layer.volume, window=layer.window, inverted=layer.inverted,
        colour_map="grey",
    )  # fmt: skip
    squares = _swiped if layer.mode == "swipe" else _checked
    return [picture_painter(second, other), partial(squares, frame, other, layer)]


def _blended(scene: Scene, layer: FusionLayer, frame: Frame) -> list[BandPainter]:
    """Colours whose opacity follows the windowed value."""
    look = Look(scene.interpolation == "nearest", scene.slab_mode, scene.slab_mm)
    plane = view_plane(scene.frame, layer.volume.geometry, look)
    if plane is None:
        return []
    inverted = layer.inverted != layer.volume.inverted_display
    # Colours follow the ramp: a sigmoid or a table would bend it twice.
    window = DisplayWindow(layer.window.centre, layer.window.width, "LINEAR_EXACT")
    ramp = grey_for(window, inverted, "grey", layer.volume.padding_value)
    flat, inks = flat_elements(layer.volume), fusion_inks(layer)
    if isinstance(plane, Aligned):
        return [lambda band: draw_aligned_heat(frame, band, flat, plane, ramp, inks)]
    return [lambda band: draw_oblique_heat(frame, band, flat, plane, ramp, inks)]


def _swiped(frame: Frame, other: Frame, layer: FusionLayer, band: Band) -> None:
    """The second series from the split to the right, a thin line between both."""
    rows, left = slice(*band), round(layer.split * frame.width)
    frame.array[rows, left:] = other.array[rows, left:]
    frame.array[rows, max(left - 1, 0) : left] = np.uint32(0xFFFFC04D)


def _checked(frame: Frame, other: Frame, layer: FusionLayer, band: Band) -> None:
    """The second series in every second square."""
    cell, (x, y) = max(1, layer.cell_px), layer.origin_xy
    for line in range((band[0] + y) // cell, -(-(band[1] + y) // cell)):
        rows = slice(max(line * cell - y, band[0]), min((line + 1) * cell - y, band[1]))
        first = x // cell + (x // cell + line + 1) % 2
        for left in range(first * cell - x, frame.width, 2 * cell):
            columns = slice(max(left, 0), max(left + cell, 0))
            frame.array[rows, columns] = other.array[rows, columns]
