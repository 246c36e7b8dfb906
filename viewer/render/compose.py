"""One view as RGB32 pixels: the same composition for the screen and for every export."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from viewer.render.bands import BandPainter, Sheet, paint_bands
from viewer.render.fusion_painters import fusion_painters
from viewer.render.kernels.ink import Frame
from viewer.render.kernels.replay import Recorded, replay
from viewer.render.overlays import draw_overlays, record_overlays
from viewer.render.painters import heat_painter, mask_painter, picture_painter
from viewer.state.scene import Scene

Pixels = NDArray[np.uint8]


def compose(scene: Scene, out: Pixels | None = None) -> Pixels:
    """(h, w, 4) uint8 BGRX (QImage Format_RGB32) of ``scene`` at its frame's size.

    ``out`` is drawn into and returned when its shape fits, so that a view can keep one buffer.
    Outside the volume the picture is black.
    """
    return compose_all([(scene, out)])[0]


def compose_all(views: Sequence[tuple[Scene, Pixels | None]]) -> list[Pixels]:
    """As ``compose`` for all views that change at once: their lines are shared out together."""
    drawn = [(scene, _buffer(scene, out)) for scene, out in views]
    frames: list[Frame] = [pixels.view(np.uint32)[:, :, 0] for _, pixels in drawn]
    scenes, sheets = [scene for scene, _ in drawn], []
    for (scene, pixels), frame in zip(drawn, frames, strict=True):
        if scene.solid is None:
            sheets.append(Sheet(_painters(scene, frame), *frame.shape))
        else:
            pixels[:] = scene.solid.pixels
    recorded: list[list[Recorded] | None] = []
    paint_bands(sheets, lambda: recorded.extend(map(record_overlays, scenes, frames)))
    for scene, frame, marks in zip(scenes, frames, recorded, strict=True):
        if marks is None:
            draw_overlays(scene, frame)
        for part in marks or ():
            replay(frame, part)
    return [pixels for _, pixels in drawn]


def _buffer(scene: Scene, out: Pixels | None) -> Pixels:
    """What to draw into; ValueError for a buffer of another size."""
    width, height = scene.frame.size_wh
    pixels = np.empty((height, width, 4), np.uint8) if out is None else out
    if pixels.shape != (height, width, 4) or not pixels.flags.c_contiguous:
        raise ValueError(f"the buffer {pixels.shape} does not fit a {width}×{height} view")
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
