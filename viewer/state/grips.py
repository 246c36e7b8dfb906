"""Where the lines of the crosshair can be taken hold of to turn the other planes."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from viewer.state.view_frame import ViewFrame

Float = NDArray[np.float64]
SHARE = 0.72  # of the way from the crosshair to the edge of the view
LEAST_PX = 48.0  # a shorter half of a line has no grip


def screen_directions(frame: ViewFrame, lines_lps: Sequence[Float]) -> list[Float]:
    """(2,) unit directions of lines through the patient, on the screen."""
    found = []
    for line in lines_lps:
        flat = np.array([line @ frame.right_lps, line @ frame.down_lps])
        length = float(np.linalg.norm(flat))
        if length > 1e-6:
            found.append(flat / length)
    return found


def reach_px(at: Float, direction: Float, size_wh: tuple[int, int]) -> float:
    """How far it is from a place to the edge of the view; 0 from outside."""
    far = []
    for place, step, size in zip(at, direction, size_wh, strict=True):
        if not 0 <= place <= size - 1:
            return 0.0
        if abs(step) > 1e-9:
            far.append((size - 1 - place) / step if step > 0 else -place / step)
    return float(min(far))


def grips(frame: ViewFrame, crosshair_lps: ArrayLike, lines_lps: Sequence[Float]) -> Float:
    """(n, 2) screen positions of the grips, one on each half of a line that is long enough."""
    centre = np.atleast_1d(frame.pixel_at(crosshair_lps))
    places = []
    for direction in screen_directions(frame, lines_lps):
        for way in (direction, -direction):
            reach = reach_px(centre, way, frame.size_wh) * SHARE
            if reach >= LEAST_PX:
                places.append(centre + reach * way)
    return np.array(places).reshape(-1, 2)
