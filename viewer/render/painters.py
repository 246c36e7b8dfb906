"""Which kernel draws each layer of a scene, and with what."""

from functools import partial

import numpy as np

from viewer.render.bands import BandPainter
from viewer.render.blends import heat_inks, heat_ramp, mask_labels
from viewer.render.elements import flat_elements
from viewer.render.kernels.colour import draw_aligned_colour, draw_oblique_colour
from viewer.render.kernels.frame import Frame
from viewer.render.kernels.grey import BLACK, Band, draw_aligned_grey, draw_oblique_grey
from viewer.render.kernels.heat import draw_aligned_heat, draw_oblique_heat
from viewer.render.kernels.labels import draw_aligned_labels, draw_oblique_labels
from viewer.render.kernels.tables import Aligned
from viewer.render.slabs import Source, source_of
from viewer.render.view_plane import Look, view_plane
from viewer.render.windowing import grey_for
from viewer.state.layers import HeatmapLayer, MaskLayer
from viewer.state.scene import Scene
from viewer.state.view_frame import ViewFrame


def picture_painter(scene: Scene, frame: Frame) -> BandPainter:
    """Draws ``scene.volume`` into ``frame``, black outside it."""
    volume = scene.volume
    look = Look(scene.interpolation == "nearest", scene.slab_mode, scene.slab_mm)
    plane = view_plane(scene.frame, volume.geometry, look)
    if plane is None:
        return partial(_blacken, frame)
    flat = flat_elements(volume)
    inverted = scene.inverted != volume.inverted_display
    if volume.is_colour:
        if isinstance(plane, Aligned):
            return lambda band: draw_aligned_colour(frame, band, flat, plane, inverted)
        nearest = plane._replace(nearest=True)
        return lambda band: draw_oblique_colour(frame, band, flat, nearest, inverted)
    grey = grey_for(scene.window, inverted, scene.colour_map, volume.padding_value)
    if isinstance(plane, Aligned):
        if not scene.settled:
            return lambda band: draw_aligned_grey(frame, band, flat, plane, grey)
        source = source_of(volume, plane, frame.height)
        return _after(
            source, lambda band: draw_aligned_grey(frame, band, source.flat, source.plane, grey)
        )
    return lambda band: draw_oblique_grey(frame, band, flat, plane, grey)


def mask_painter(
    layer: MaskLayer, view: ViewFrame, frame: Frame, margin: int
) -> BandPainter | None:
    """Blends ``layer`` into ``frame``: nearest voxel of the mask's own grid, found through LPS.

    ``margin`` is the contour's width in pixels; None where the view misses the grid.
    """
    plane = view_plane(view, layer.label_map.geometry, Look(nearest=True))
    if plane is None:
        return None
    flat, labels = flat_elements(layer.label_map), mask_labels(layer, margin)
    if isinstance(plane, Aligned):
        source = source_of(layer.label_map, plane, frame.height, margin)
        return _after(
            source, lambda band: draw_aligned_labels(frame, band, source.flat, source.plane, labels)
        )
    return lambda band: draw_oblique_labels(frame, band, flat, plane, labels)


def heat_painter(layer: HeatmapLayer, view: ViewFrame, frame: Frame) -> BandPainter | None:
    """Blends ``layer`` into ``frame``: trilinear on its own grid, found through LPS."""
    plane = view_plane(view, layer.heatmap.geometry, Look())
    if plane is None:
        return None
    flat, inks = flat_elements(layer.heatmap), heat_inks(layer)
    ramp = heat_ramp(layer.heatmap.value_range)
    if isinstance(plane, Aligned):
        return lambda band: draw_aligned_heat(frame, band, flat, plane, ramp, inks)
    return lambda band: draw_oblique_heat(frame, band, flat, plane, ramp, inks)


def _after(source: Source, painter: BandPainter) -> BandPainter:
    """``painter``, once what it and later frames read was brought."""
    before = source.before
    if before is None:
        return painter

    def paint(band: Band) -> None:
        before(band)
        painter(band)

    return paint


def _blacken(frame: Frame, band: Band) -> None:
    frame.array[band[0] : band[1]] = np.uint32(BLACK)
