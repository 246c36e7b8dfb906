"""A presentation state's shapes and notes as lines and words on the slices that they name."""

import numpy as np
from numpy.typing import NDArray

from inference.imaging.display_window import DisplayWindow
from inference.imaging.presentation import ImageReference, Presentation, PresentationGraphic
from inference.reading.entry import SeriesEntry
from inference.reading.objects.source_slices import slice_of
from viewer.state.layers import Mark

Float = NDArray[np.float64]
_TURN = np.linspace(0, 2 * np.pi, 65)


def marks_of(presentation: Presentation, source: SeriesEntry) -> tuple[tuple[Mark, ...], int]:
    """(marks on slices of ``source``, how many have no certain place and are left out).

    Left out is what is placed on the screen (DISPLAY units) or names no picture of several.
    What names pictures of other series alone belongs there and is not counted.
    """
    placed: list[tuple[Float | None, str, tuple[ImageReference, ...]]] = [
        (None if graphic.units == "DISPLAY" else outline_of(graphic), "", graphic.images)
        for graphic in presentation.graphics
    ]
    for note in presentation.texts:
        at = note.anchor if note.anchor is not None else None if note.box is None else note.box[0]
        lost = note.units == "DISPLAY" or at is None
        placed.append((None if lost or at is None else at[None], note.text, note.images))
    marks: list[Mark] = []
    left_out = 0
    for points, text, images in placed:
        slices = _slices(source, images)
        if slices is None or (points is None and slices):
            left_out += 1
        elif points is not None:
            marks += [Mark(_lps(source, k, points), text) for k in slices]
    return tuple(marks), left_out


def windows_of(presentation: Presentation, source: SeriesEntry) -> tuple[DisplayWindow, ...]:
    """The windows meant for every picture, or for one of ``source`` at least."""
    return tuple(
        wish.window
        for wish in presentation.windows
        if not wish.images or _slices(source, wish.images)
    )


def outline_of(graphic: PresentationGraphic) -> Float:
    """(n, 2) points of a line through the shape's pixels (PS3.3 C.10.5.1.2)."""
    points = graphic.points
    if graphic.kind == "CIRCLE" and len(points) == 2:  # the middle, and a point on it
        radius = float(np.hypot(*(points[1] - points[0])))
        circle: Float = points[0] + radius * np.column_stack([np.cos(_TURN), np.sin(_TURN)])
        return circle
    if graphic.kind == "ELLIPSE" and len(points) == 4:  # the ends of both axes
        middle = (points[0] + points[1]) / 2
        first, second = (points[1] - points[0]) / 2, (points[3] - points[2]) / 2
        ellipse: Float = middle + np.outer(np.cos(_TURN), first) + np.outer(np.sin(_TURN), second)
        return ellipse
    return points


def _slices(source: SeriesEntry, images: tuple[ImageReference, ...]) -> list[int] | None:
    """The k of the pictures named; None where none is named and it could be any of several."""
    if not images:
        return [0] if source.geometry.shape_kji[0] == 1 else None
    found = [slice_of(source, image.sop_instance_uid, image.frame) for image in images]
    return [k for k in dict.fromkeys(found) if k is not None]


def _lps(source: SeriesEntry, k: int, points_ij: Float) -> Float:
    index = np.column_stack([np.full(len(points_ij), k), points_ij[:, 1], points_ij[:, 0]])
    return source.geometry.lps_from_index(index)
