"""The letters at a view's edges, from the displayed directions."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from viewer.state.view_frame import ViewFrame

_LETTERS = (("L", "R"), ("P", "A"), ("H", "F"))
_SHOWN_FROM = np.sin(np.radians(5.0))  # a component that tilts less than 5° is not named


def direction_letters(direction_lps: NDArray[np.float64]) -> str:
    """Up to three of R L A P H F for a direction in LPS, by size (PS3.3 C.7.6.1.1.1)."""
    order = np.argsort(-np.abs(direction_lps), kind="stable")
    shown = [axis for axis in order if abs(direction_lps[axis]) > _SHOWN_FROM]
    return "".join(_LETTERS[axis][int(direction_lps[axis] < 0)] for axis in shown)


def edge_letters(frame: ViewFrame) -> tuple[str, str, str, str]:
    """Letters of the left, right, top and bottom edge of a view as it is displayed."""
    return _edge_letters(frame.right_lps.tobytes(), frame.down_lps.tobytes())


@lru_cache(maxsize=64)
def _edge_letters(right_lps: bytes, down_lps: bytes) -> tuple[str, str, str, str]:
    """They change when a view is turned, not while it scrolls."""
    right, down = np.frombuffer(right_lps), np.frombuffer(down_lps)
    return (
        direction_letters(-right),
        direction_letters(right),
        direction_letters(-down),
        direction_letters(down),
    )
