"""Where the rectangle of one view cuts the plane of another."""

import numpy as np
from numpy.typing import NDArray

from viewer.state.view_frame import ViewFrame

Float = NDArray[np.float64]


def reference_line(frame: ViewFrame, other: ViewFrame) -> tuple[Float, Float] | None:
    """The two LPS ends of the line in which ``other``'s rectangle cuts ``frame``'s plane.

    None where it does not reach the plane, or both are parallel. For ``Scene.reference_lines``.
    """
    width, height = other.size_wh
    corners = other.lps_at(
        [(-0.5, -0.5), (width - 0.5, -0.5), (width - 0.5, height - 0.5), (-0.5, height - 0.5)]
    )
    depth = np.asarray(frame.distance_mm(corners))
    if np.ptp(depth) < 1e-6:
        return None
    ends = []
    for a, b in ((0, 1), (1, 2), (2, 3), (3, 0)):
        if (depth[a] < 0) != (depth[b] < 0):
            share = depth[a] / (depth[a] - depth[b])
            ends.append(corners[a] + share * (corners[b] - corners[a]))
    return (ends[0], ends[1]) if len(ends) == 2 else None
