"""A mask layer in a view: nearest voxel of the mask's own grid, found through LPS."""

import numpy as np

from viewer.render.axis_tables import plane_map
from viewer.render.bands import BandPainter
from viewer.render.blends import mask_blend
from viewer.render.elements import flat_elements
from viewer.render.kernels.grey import Frame
from viewer.render.kernels.labels import draw_labels
from viewer.render.picture import plane_strides, screen_tables
from viewer.render.samples import slice_samples
from viewer.state.layers import MaskLayer
from viewer.state.view_frame import ViewFrame


def mask_painter(
    layer: MaskLayer, view: ViewFrame, frame: Frame, margin: int
) -> BandPainter | None:
    """Blends ``layer`` into ``frame``; None where the view misses the mask's grid.

    ``margin`` is the contour's width in pixels.
    """
    geometry = layer.label_map.geometry
    plane = plane_map(view, geometry)
    axes = plane.aligned_axes()
    if axes is None:
        raise NotImplementedError
    strides = plane_strides(geometry, axes)
    k, j, i = geometry.shape_kji
    step = (j * i, i, 1)[axes[0]]
    samples = slice_samples(
        plane.start[axes[0]], np.zeros(1), "none", geometry, axes[0], step, True
    )
    if samples is None:
        return None
    lines, columns = screen_tables(plane, geometry, axes, True)
    slots, blend = mask_blend(layer)
    flat, start = flat_elements(layer.label_map), int(samples.near[0])
    return lambda band: draw_labels(
        frame, band, flat, lines, columns, strides, start, slots, blend, margin
    )
