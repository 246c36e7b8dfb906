"""Where a view's plane cuts a set of contours: whole polygons beside it, points across it."""

from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from inference.imaging.contour_set import Contour, ContourSet
from viewer.state.view_frame import ViewFrame

Float = NDArray[np.float64]
_FLAT_MM = 0.1  # contours are written with a few decimals: none lies in its plane exactly
_SAME_PLANE_MM = 0.01
_HAIR_MM = 1e-6


class Outline(NamedTuple):
    """(n, 2) view pixels of one contour; a closed one joins its ends, one point is a mark."""

    pixels: Float
    closed: bool


@dataclass(frozen=True, eq=False)
class StructureCut:
    """What one structure (by its place in the set) shows in a view; ``crossings`` (m, 2) px."""

    outlines: tuple[Outline, ...]
    crossings: Float


class _Joined(NamedTuple):
    """All points of a set in one array, and where each contour of which structure begins.

    For each point: the contour it is of, and the point that follows (itself at an open end).
    """

    points_lps: Float
    contours: tuple[Contour, ...]
    starts: NDArray[np.intp]
    structure: NDArray[np.intp]
    owner: NDArray[np.intp]
    following: NDArray[np.intp]


_JOINED: "WeakKeyDictionary[ContourSet, _Joined]" = WeakKeyDictionary()


def cut_contours(contours: ContourSet, frame: ViewFrame, reach_mm: float) -> list[StructureCut]:
    """One cut per structure, in the order of the set.

    Contours parallel to the view are shown whole where they lie within ``reach_mm`` of it, of
    each structure those of the nearest plane alone; others where their edges pass through it.
    """
    joined = _joined(contours)
    empty = StructureCut((), np.zeros((0, 2)))
    if not joined.contours:
        return [empty for _ in contours.structures]
    depth = np.atleast_1d(frame.distance_mm(joined.points_lps))
    low = np.minimum.reduceat(depth, joined.starts)
    high = np.maximum.reduceat(depth, joined.starts)
    flat = high - low <= _FLAT_MM
    level = (low + high) / 2
    near = flat & (np.abs(level) <= reach_mm + _HAIR_MM)
    places, owner = _crossings(joined, depth, ~flat & (low < 0) & (high >= 0))
    crossings = np.atleast_2d(frame.pixel_at(places)) if len(places) else empty.crossings
    cuts = []
    for number in range(len(contours.structures)):
        shown = np.flatnonzero(_nearest(near & (joined.structure == number), level))
        outlines = tuple(_outline(joined, frame, int(n)) for n in shown)
        cuts.append(StructureCut(outlines, crossings[joined.structure[owner] == number]))
    return cuts


def _joined(contours: ContourSet) -> _Joined:
    kept = _JOINED.get(contours)
    if kept is None:
        pairs = [(n, c) for n, s in enumerate(contours.structures) for c in s.contours]
        points = [contour.points_lps for _, contour in pairs]
        sizes = np.array([len(part) for part in points], np.intp)
        starts = np.cumsum(sizes) - sizes
        following = np.arange(sizes.sum(), dtype=np.intp) + 1
        closed = np.array([contour.closed for _, contour in pairs], np.bool_)
        last = starts + sizes - 1
        following[last] = np.where(closed, starts, last)
        kept = _JOINED[contours] = _Joined(
            np.concatenate(points) if points else np.zeros((0, 3)),
            tuple(contour for _, contour in pairs),
            starts,
            np.array([n for n, _ in pairs], np.intp),
            np.repeat(np.arange(len(pairs)), sizes),
            following,
        )
    return kept


def _nearest(candidates: NDArray[np.bool_], level: Float) -> NDArray[np.bool_]:
    """Those candidates that lie in the nearest of their planes."""
    if not candidates.any():
        return candidates
    distance = np.where(candidates, np.abs(level), np.inf)
    best = level[int(distance.argmin())]
    nearest: NDArray[np.bool_] = candidates & (np.abs(level - best) <= _SAME_PLANE_MM)
    return nearest


def _outline(joined: _Joined, frame: ViewFrame, number: int) -> Outline:
    contour = joined.contours[number]
    return Outline(np.atleast_2d(frame.pixel_at(contour.points_lps)), contour.closed)


def _crossings(
    joined: _Joined, depth: Float, across: NDArray[np.bool_]
) -> tuple[Float, NDArray[np.intp]]:
    """(m, 3) LPS where edges of the contours ``across`` pass depth 0, and (m,) of which contour."""
    below = depth < 0
    begin = np.flatnonzero((below != below[joined.following]) & across[joined.owner])
    end = joined.following[begin]
    share = (depth[begin] / (depth[begin] - depth[end]))[:, None]
    places = joined.points_lps[begin] * (1 - share) + joined.points_lps[end] * share
    return places, joined.owner[begin]
