"""Boxes on slices linked into boxes in the volume, each with one score."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from inference.catalog.card import LinkingPart
from inference.imaging.geometry import Geometry

Float = NDArray[np.float64]
Box = tuple[tuple[float, float, float], tuple[float, float, float]]


@dataclass(frozen=True, eq=False)
class SliceBoxes:
    """The candidates of one slice: (n, 4) boxes (j0, i0, j1, i1) in pixel edges, (n,) scores 0…1.

    ``queries`` (n,) says which of the network's candidates each is.
    """

    boxes: Float
    scores: Float
    queries: NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Chain:
    """A box on each of some slices: ``slices`` (m,) k, rising, ``boxes`` (m, 4), scores (m,).

    ``score`` is that of the whole; ``queries`` (m,) as in ``SliceBoxes``.
    """

    slices: NDArray[np.intp]
    boxes: Float
    scores: Float
    queries: NDArray[np.intp]
    score: float

    @property
    def bounds_kji(self) -> Float:
        """(6,) lowest, then highest outer corner as fractional indices of voxel centres."""
        low = [self.slices[0], *self.boxes[:, :2].min(axis=0)]
        high = [self.slices[-1] + 1, *self.boxes[:, 2:].max(axis=0)]
        return np.array([*low, *high], dtype=np.float64) - 0.5


def slice_candidates(answer: NDArray[np.floating], how: LinkingPart) -> SliceBoxes:
    """The boxes of one slice's answer (5, Q), strongest first.

    A box that overlaps a stronger one by more than ``most_overlap`` (IoU) is left out.
    """
    scores = 1 / (1 + np.exp(-answer[0].astype(np.float64)))
    boxes = answer[1:].T.astype(np.float64)
    kept: list[int] = []
    for query in np.argsort(-scores, kind="stable"):
        if scores[query] < how.least:
            break
        if not kept or overlaps(boxes[query][None], boxes[kept]).max() <= how.most_overlap:
            kept.append(int(query))
    chosen = np.array(kept, dtype=np.intp)
    return SliceBoxes(boxes[chosen], scores[chosen], chosen)


def link(slices: Sequence[SliceBoxes], how: LinkingPart) -> list[Chain]:
    """Every chain, strongest first; ``slices`` are in the order of k."""
    free = [np.ones(len(each.scores), np.bool_) for each in slices]
    chains = []
    while (start := _strongest(slices, free)) is not None:
        places = {start[0]: start[1]}
        free[start[0]][start[1]] = False
        least = how.share * slices[start[0]].scores[start[1]]
        for step in (1, -1):
            _follow(slices, free, places, start[0], step, least, how)
        chains.append(_chain(slices, places, how))
    chains.sort(key=lambda chain: -chain.score)
    return _outside(chains, how.inside)


def box_in_patient(bounds_kji: Float, geometry: Geometry) -> Box:
    """The smallest box along the LPS axes around a box along the grid's axes, within the grid."""
    size = np.array(geometry.shape_kji) - 0.5
    low, high = np.clip(bounds_kji.reshape(2, 3), -0.5, size)
    corners = geometry.lps_from_index(list(product(*zip(low, high, strict=True))))
    first, last = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    return (first[0], first[1], first[2]), (last[0], last[1], last[2])


def overlaps(a: Float, b: Float) -> Float:
    """(n, m) intersection over union of boxes (n, 2 d) and (m, 2 d): d lows, then d highs."""
    common = _common(a, b)
    union = _sizes(a)[:, None] + _sizes(b)[None] - common
    return np.asarray(common / np.maximum(union, 1e-9))


def _strongest(
    slices: Sequence[SliceBoxes], free: list[NDArray[np.bool_]]
) -> tuple[int, int] | None:
    best = max(
        (
            (float(score), -k, -n)
            for k, each in enumerate(slices)
            for n, score in enumerate(each.scores)
            if free[k][n]
        ),
        default=None,
    )
    return None if best is None else (-best[1], -best[2])


def _follow(
    slices: Sequence[SliceBoxes],
    free: list[NDArray[np.bool_]],
    places: dict[int, int],
    start: int,
    step: int,
    least: float,
    how: LinkingPart,
) -> None:
    """Add to ``places`` (slice -> box) what goes on from ``start`` in one direction."""
    last, k = slices[start].boxes[places[start]], start + step
    missed = 0
    while 0 <= k < len(slices) and missed <= how.gap:
        able = np.flatnonzero(free[k] & (slices[k].scores >= least))
        shared = overlaps(last[None], slices[k].boxes[able])[0]
        if len(able) and shared.max() >= how.overlap:
            places[k] = int(able[shared.argmax()])
            free[k][places[k]] = False
            last, missed = slices[k].boxes[places[k]], 0
        else:
            missed += 1
        k += step


def _chain(slices: Sequence[SliceBoxes], places: dict[int, int], how: LinkingPart) -> Chain:
    ks = sorted(places)
    scores = np.array([slices[k].scores[places[k]] for k in ks])
    return Chain(
        np.array(ks, dtype=np.intp),
        np.array([slices[k].boxes[places[k]] for k in ks]),
        scores,
        np.array([slices[k].queries[places[k]] for k in ks], dtype=np.intp),
        float(np.sort(scores)[::-1][: how.top].sum() / how.top),
    )


def _outside(chains: list[Chain], inside: float) -> list[Chain]:
    """Chains without those that lie in a stronger one."""
    kept: list[Chain] = []
    for chain in chains:
        mine = chain.bounds_kji[None]
        stronger = np.array([other.bounds_kji for other in kept]).reshape(-1, 6)
        if not kept or _common(mine, stronger).max() <= inside * _sizes(mine)[0]:
            kept.append(chain)
    return kept


def _common(a: Float, b: Float) -> Float:
    half = a.shape[1] // 2
    low = np.maximum(a[:, None, :half], b[None, :, :half])
    high = np.minimum(a[:, None, half:], b[None, :, half:])
    return np.asarray(np.clip(high - low, 0, None).prod(axis=2))


def _sizes(boxes: Float) -> Float:
    half = boxes.shape[1] // 2
    return np.asarray(np.clip(boxes[:, half:] - boxes[:, :half], 0, None).prod(axis=1))
