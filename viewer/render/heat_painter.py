"""A heatmap layer in a view: trilinear on the heatmap's own grid, found through LPS."""

import numpy as np

from viewer.render.axis_tables import plane_map
from viewer.render.bands import BandPainter
from viewer.render.blends import heat_blend, heat_ramp
from viewer.render.elements import flat_elements
from viewer.render.kernels.grey import Frame
from viewer.render.kernels.heat import draw_heat
from viewer.render.kernels.tables import Grey
from viewer.render.picture import element_strides, plane_strides, screen_tables
from viewer.render.samples import slice_samples
from viewer.state.layers import HeatmapLayer
from viewer.state.view_frame import ViewFrame

_NO_LUT = np.zeros(0, np.uint32)


def heat_painter(layer: HeatmapLayer, view: ViewFrame, frame: Frame) -> BandPainter | None:
    """Blends ``layer`` into ``frame``; None where the view misses the heatmap's grid."""
    geometry = layer.heatmap.geometry
    plane = plane_map(view, geometry)
    axes = plane.aligned_axes()
    scale, bias = heat_ramp(layer.heatmap.value_range)
    if axes is None:
        raise NotImplementedError
    samples = slice_samples(
        plane.start[axes[0]],
        np.zeros(1),
        "none",
        geometry,
        axes[0],
        element_strides(geometry)[axes[0]],
        False,
    )
    if samples is None:
        return None
    lines, columns = screen_tables(plane, geometry, axes, False)
    grey = Grey(scale, bias, _NO_LUT, False, 0.0, 0.0)
    flat, strides, blend = (
        flat_elements(layer.heatmap),
        plane_strides(geometry, axes),
        heat_blend(layer),
    )
    return lambda band: draw_heat(frame, band, flat, lines, columns, strides, samples, grey, blend)
