"""One view as RGB32 pixels: the same composition for the screen and for every export."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from viewer.render.bands import BandPainter, Sheet, paint_bands
from viewer.render.fusion_painters import fusion_painters
from viewer.render.kernels.frame import Frame, whole_frame
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
    drawn = [_buffer(scene, out) for scene, out in views]
    draw([(scene, whole_frame(pixels)) for (scene, _), pixels in zip(views, drawn, strict=True)])
    return drawn


def draw(views: Sequence[tuple[Scene, Frame]]) -> None:
    """Draw scenes into frames of their size, all lines shared out together.

    ValueError for a frame of another size.
    """
    for scene, frame in views:
        if scene.frame.size_wh != (frame.width, frame.height):
            raise ValueError(f"{frame.width}×{frame.height} pixels for {scene.frame.size_wh}")
    recorded: list[list[Recorded] | None] = []
    paint_bands(_sheets(views), lambda: recorded.extend(record_overlays(*v) for v in views))
    for (scene, frame), marks in zip(views, recorded, strict=True):
        if marks is None:
            draw_overlays(scene, frame)
        for part in marks or ():
            replay(frame, part)


def _sheets(views: Sequence[tuple[Scene, Frame]]) -> list[Sheet]:
    """What paints each view; a solid one is there already."""
    sheets = []
    for scene, frame in views:
        if scene.solid is None:
            sheets.append(Sheet(_painters(scene, frame), frame.height, frame.width))
        else:
            frame.array[:] = scene.solid.pixels.view(np.uint32)[:, :, 0]
    return sheets


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
