"""Contours of structure sets: lines in the plane of the view, dots where they pass through it."""

import numpy as np
from numpy.typing import NDArray

from viewer.render.contour_cut import Outline, cut_contours
from viewer.render.drawing.canvas import Canvas
from viewer.render.kernels.ink import stroke
from viewer.state.layers import ContourLayer
from viewer.state.planes import slice_step_mm
from viewer.state.scene import Scene

Float = NDArray[np.float64]
_WIDTH_PX = 1.6
_STEP_PX = 1.5  # points closer together than this are not told apart
_MARK_PX = 4.0
_DOT = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)]


def draw_contours(scene: Scene, canvas: Canvas) -> None:
    """Every visible structure of every visible contour layer, in its colour."""
    if not scene.show_overlays or not scene.contours:
        return
    reach = slice_step_mm(scene.volume.geometry, scene.frame) / 2
    for layer in scene.contours:
        if not layer.visible or layer.opacity <= 0:
            continue
        cuts = cut_contours(layer.contour_set, scene.frame, reach)
        for structure, cut in zip(layer.contour_set.structures, cuts, strict=True):
            if layer.shows(structure.number):
                ink = _ink(layer, structure.number, structure.colour)
                for outline in cut.outlines:
                    _draw_outline(canvas, outline, ink, layer.opacity)
                _draw_dots(canvas, cut.crossings, ink, layer.opacity)


def _ink(layer: ContourLayer, number: int, own: tuple[int, int, int]) -> int:
    style = layer.styles.get(number)
    red, green, blue = own if style is None or style.colour is None else style.colour
    return red << 16 | green << 8 | blue


def _draw_outline(canvas: Canvas, outline: Outline, ink: int, opacity: float) -> None:
    if len(outline.pixels) == 1:
        _draw_mark(canvas, outline.pixels[0], ink, opacity)
        return
    points = _thinned(outline.pixels)
    ends = np.roll(points, -1, axis=0)
    count = len(points) if outline.closed else len(points) - 1
    lines = np.concatenate([points, ends], axis=1)[:count]
    margin = 2.0 * canvas.scale + 1
    size = np.array([canvas.width, canvas.height])
    begin, end = np.maximum(points, ends), np.minimum(points, ends)
    seen = np.all((begin >= -margin) & (end <= size + margin), axis=1)[:count]
    for x0, y0, x1, y1 in lines[seen].tolist():
        stroke(canvas.frame, (x0, y0, x1, y1), _WIDTH_PX * canvas.scale, ink, float(opacity), 0.0)


def _thinned(points: Float) -> Float:
    """The points without those that are closer to the one before than an eye can tell."""
    steps = np.hypot(*np.diff(points, axis=0).T)
    cell = np.floor(np.concatenate([[0.0], np.cumsum(steps)]) / _STEP_PX)
    keep = np.concatenate([[True], cell[1:] != cell[:-1]])
    keep[-1] = True
    kept: Float = points[keep]
    return kept


def _draw_mark(canvas: Canvas, at: Float, ink: int, opacity: float) -> None:
    size = _MARK_PX * canvas.scale
    x, y = float(at[0]), float(at[1])
    canvas.line((x - size, y), (x + size, y), colour=ink, width=1.5, opacity=opacity)
    canvas.line((x, y - size), (x, y + size), colour=ink, width=1.5, opacity=opacity)


def _draw_dots(canvas: Canvas, at: Float, ink: int, opacity: float) -> None:
    """3×3 pixels for each place, all at once: there may be thousands."""
    if not len(at):
        return
    spots = (np.floor(at).astype(np.int64)[:, None] + np.array(_DOT)).reshape(-1, 2)
    inside = ((spots >= 0) & (spots < (canvas.width, canvas.height))).all(axis=1)
    place = np.unique(spots[inside] @ np.array([1, canvas.width]))
    y, x = np.divmod(place, canvas.width)
    under = canvas.frame.array[y, x].astype(np.int64)
    mixed = np.zeros_like(under)
    for shift in (16, 8, 0):
        old, new = (under >> shift) & 255, (ink >> shift) & 255
        mixed |= np.rint(old + (new - old) * opacity).astype(np.int64) << shift
    canvas.frame.array[y, x] = (mixed | 0xFF000000).astype(np.uint32)
