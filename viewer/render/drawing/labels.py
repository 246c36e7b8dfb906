"""Where words stand beside what they name: never over other words, near where there is room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Rect = tuple[float, float, float, float]  # left, top, right, bottom in pixels of the view
Place = tuple[float, float]
Side = Literal["above", "right"]


@dataclass(frozen=True, slots=True)
class Label:
    """Words for the thing within ``about``.

    ``forms`` are the lines in ways of writing them, the best first. ``first``: placed before the
    others.
    """

    forms: tuple[tuple[str, ...], ...]
    about: Rect
    colour: int
    side: Side = "above"
    first: bool = False


def touch(one: Rect, other: Rect) -> bool:
    """Whether two rectangles share a pixel."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def free_place(
    size: tuple[float, float],
    label: Label,
    view: Rect,
    gap: float,
    obstacles: Sequence[Rect],
) -> Place | None:
    """Left and top of a free rectangle of ``size`` (width, height) inside ``view``.

    One of the usual places beside the thing, else the free place nearest to it; None where the
    view has none.
    """
    wished = _beside(size, label, gap)
    inside = ((x, y) for x, y in wished if _is_inside(_rect((x, y), size), view))
    for place in inside:
        if not any(touch(_rect(place, size), taken) for taken in obstacles):
            return place
    return _nearest(size, label.about, view, gap, obstacles)


def distance(one: Rect, other: Rect) -> float:
    """Pixels between the nearest edges of two rectangles; 0 where they touch."""
    across = max(other[0] - one[2], one[0] - other[2], 0.0)
    down = max(other[1] - one[3], one[1] - other[3], 0.0)
    return float(np.hypot(across, down))


def nearest_ends(one: Rect, other: Rect) -> tuple[Place, Place]:
    """The ends of the shortest line between two rectangles."""
    across, down = (
        _facing(one[0], one[2], other[0], other[2]),
        _facing(one[1], one[3], other[1], other[3]),
    )
    return (across[0], down[0]), (across[1], down[1])


def _facing(low: float, high: float, other_low: float, other_high: float) -> tuple[float, float]:
    if high < other_low:
        return high, other_low
    if other_high < low:
        return low, other_high
    middle = (max(low, other_low) + min(high, other_high)) / 2
    return middle, middle


def _rect(place: Place, size: tuple[float, float]) -> Rect:
    return place[0], place[1], place[0] + size[0], place[1] + size[1]


def _is_inside(rect: Rect, view: Rect) -> bool:
    return rect[0] >= view[0] and rect[1] >= view[1] and rect[2] <= view[2] and rect[3] <= view[3]


def _beside(size: tuple[float, float], label: Label, gap: float) -> list[Place]:
    """The usual places: above and below along both edges, then right and left."""
    (width, height), (left, top, right, bottom) = size, label.about
    middle = (top + bottom - height) / 2
    above, below = top - gap - height, bottom + gap
    stacked = [(left, above), (left, below), (right - width, above), (right - width, below)]
    aside = [(right + gap, middle), (left - gap - width, middle)]
    return aside + stacked if label.side == "right" else stacked + aside


def _nearest(
    size: tuple[float, float], about: Rect, view: Rect, gap: float, obstacles: Iterable[Rect]
) -> Place | None:
    """The free place nearest to ``about``: it touches the thing, an obstacle or the view's edge."""
    width, height = size
    taken = np.array([*obstacles, (0.0, 0.0, 0.0, 0.0)], dtype=np.float64)
    xs = _candidates(about[0], about[2], width, gap, view[0], view[2], taken[:, [0, 2]])
    ys = _candidates(about[1], about[3], height, gap, view[1], view[3], taken[:, [1, 3]])
    if not len(xs) or not len(ys):
        return None
    hits_x = (xs[:, None] < taken[:, 2]) & (taken[:, 0] < xs[:, None] + width)
    hits_y = (ys[:, None] < taken[:, 3]) & (taken[:, 1] < ys[:, None] + height)
    free = ~(hits_x.astype(np.float32) @ hits_y.T.astype(np.float32)).astype(np.bool_)
    across = np.maximum(np.maximum(about[0] - xs - width, xs - about[2]), 0.0)
    down = np.maximum(np.maximum(about[1] - ys - height, ys - about[3]), 0.0)
    far = np.where(free, np.hypot(across[:, None], down[None, :]), np.inf)
    best = np.unravel_index(int(far.argmin()), far.shape)
    return (float(xs[best[0]]), float(ys[best[1]])) if np.isfinite(far[best]) else None


def _candidates(
    low: float,
    high: float,
    length: float,
    gap: float,
    first: float,
    last: float,
    taken: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Beginnings along one axis, in order, that stay between ``first`` and ``last``."""
    own = np.array([low, high - length, low - gap - length, high + gap, first, last - length])
    found = np.unique(np.concatenate([own, taken[:, 1] + 1, taken[:, 0] - length - 1]))
    return found[(found >= first) & (found + length <= last)]
