"""Marks that a canvas has recorded, drawn again in one pass."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from viewer.render.kernels.frame import Frame, line_of
from viewer.render.kernels.ink import fill, shade, stamp_line, stroke
from viewer.render.kernels.jit import kernel

STAMP, STROKE, SHADE, FILL = 0, 1, 2, 3


class Recorded(NamedTuple):
    """Marks in order: ``whole`` is (n, 6) of kind, colour and four numbers, ``real`` (n, 7).

    STAMP: left, top, rows, columns, its alphas the next of ``halo`` and ``ink``. SHADE and FILL:
    left, top, right, bottom. STROKE: ``real`` alone, its ends, width, opacity and dash.
    """

    whole: NDArray[np.int64]
    real: NDArray[np.float64]
    halo: NDArray[np.uint8]
    ink: NDArray[np.uint8]


@kernel
def replay(frame: Frame, marks: Recorded) -> None:
    """Draw all marks, cut at the frame's edges."""
    place = 0
    for n in range(len(marks.whole)):
        kind, colour, a, b, c, d = marks.whole[n]
        if kind == STAMP:
            stamp_part(frame, marks.halo, marks.ink, place, (a, b, c, d), colour)
            place += c * d
        elif kind == STROKE:
            x0, y0, x1, y1, width, opacity, dash = marks.real[n]
            stroke(frame, (x0, y0, x1, y1), width, colour, opacity, dash)
        elif kind == SHADE:
            shade(frame, a, b, c, d)
        else:
            fill(frame, a, b, c, d, colour)


@kernel
def stamp_part(
    frame: Frame,
    halo: NDArray[np.uint8],
    ink: NDArray[np.uint8],
    place: int,
    where: tuple[int, int, int, int],
    colour: int,
) -> None:
    """As ``stamp`` for a tile whose alphas lie in a row from ``place`` on."""
    left, top, rows, columns = where
    first, last = max(0, -left), min(columns, frame.width - left)
    if first >= last:
        return
    for r in range(max(0, -top), min(rows, frame.height - top)):
        low, high = place + r * columns + first, place + r * columns + last
        line = line_of(frame, top + r)[left + first : left + last]
        stamp_line(line, halo[low:high], ink[low:high], np.uint32(colour))
