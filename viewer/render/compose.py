"""One view as RGB32 pixels: the same composition for the screen and for every export."""

import numpy as np
from numpy.typing import NDArray

from viewer.render.bands import BandPainter, paint_bands
from viewer.render.fusion_painters import fusion_painters
from viewer.render.kernels.ink import Frame
from viewer.render.overlays import draw_overlays
from viewer.render.painters import heat_painter, mask_painter, picture_painter
from viewer.state.scene import Scene

Pixels = NDArray[np.uint8]


def compose(scene: Scene, out: Pixels | None = None) -> Pixels:
    """(h, w, 4) uint8 BGRX (QImage Format_RGB32) of ``scene`` at its frame's size.

    ``out`` is drawn into and returned when its shape fits, so that a view can keep one buffer.
    Outside the volume the picture is black.
    """
    width, height = scene.frame.size_wh
    pixels = np.empty((height, width, 4), np.uint8) if out is None else out
    if pixels.shape != (height, width, 4) or not pixels.flags.c_contiguous:
        raise ValueError(f"the buffer {pixels.shape} does not fit a {width}×{height} view")
    frame: Frame = pixels.view(np.uint32)[:, :, 0]
    if scene.solid is None:
        paint_bands(_painters(scene, frame), height, width * height)
    else:
        pixels[:] = scene.solid.pixels
    draw_overlays(scene, frame)
    return pixels


def _painters(scene: Scene, frame: Frame) -> list[BandPainter]:
    """The picture and the layers over it, bottom first."""
    painters: list[BandPainter | None] = [picture_painter(scene, frame)]
    if scene.show_overlays:
        painters += fusion_painters(scene, frame)
        margin = max(1, round(scene.text_scale))
        painters += [
            heat_painter(layer, scene.frame, frame) for layer in scene.heatmaps if layer.visible
        ]
        painters += [
            mask_painter(layer, scene.frame, frame, margin)
            for layer in scene.masks
            if layer.visible
        ]
    return [painter for painter in painters if painter is not None]
