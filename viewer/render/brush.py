"""Painting labels: a round brush drawn along a line of a view, and how to take it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from inference.imaging.geometry import Geometry
from viewer.render.slabs import forget_slabs
from viewer.state.view_frame import ViewFrame

Labels = NDArray[np.generic]


@dataclass(frozen=True, eq=False)
class Stroke:
    """A round brush moved from one LPS point to another in the plane of ``frame``.

    ``depth_mm`` is how far the brush reaches to either side of the plane; at least half a
    voxel, so that the slice on screen is always painted.
    """

    frame: ViewFrame
    start_lps: NDArray[np.float64]
    end_lps: NDArray[np.float64]
    radius_mm: float
    depth_mm: float = 0.0


@dataclass(frozen=True, eq=False)
class Patch:
    """What a stroke replaced: the corner of a block and the labels before."""

    corner_kji: tuple[int, int, int]
    before: Labels

    def restore(self, labels: Labels) -> None:
        """Put the labels back as they were."""
        labels[self._block()] = self.before
        forget_slabs()

    def current(self, labels: Labels) -> "Patch":
        """What is in the same block now, to put it there again."""
        return Patch(self.corner_kji, labels[self._block()].copy())

    def _block(self) -> tuple[slice, ...]:
        ends = zip(self.corner_kji, self.before.shape, strict=True)
        return tuple(slice(low, low + size) for low, size in ends)


def paint_stroke(
    labels: Labels, geometry: Geometry, stroke: Stroke, value: int, only: int | None = None
) -> Patch | None:
    """Set the voxels under ``stroke`` to ``value`` (0 erases), in place; None where it misses.

    A voxel is under the brush when its centre is. ``only`` keeps all labels but that one from
    being painted over. The cost follows the size of the brush, not of the volume.
    """
    low, high = _bounds(geometry, stroke)
    if (low >= high).any():
        return None
    block = tuple(slice(int(a), int(b)) for a, b in zip(low, high, strict=True))
    part = labels[block]
    patch = Patch((int(low[0]), int(low[1]), int(low[2])), part.copy())
    covered = _covered(geometry, stroke, low, high)
    if only is not None:
        covered &= part == only
    part[covered] = value
    forget_slabs()
    return patch


def swapped(labels: Labels, step: Sequence[Patch]) -> tuple[Patch, ...]:
    """Take the patches of one step back, the last first; gives the step that does it again."""
    inverse = []
    for patch in reversed(step):
        inverse.append(patch.current(labels))
        patch.restore(labels)
    return tuple(inverse)


def _reach_mm(geometry: Geometry, stroke: Stroke) -> float:
    """Half the thickness of what is painted, along the view's normal."""
    steps = np.abs(stroke.frame.towards_lps @ geometry.index_to_lps[:3, :3])
    return max(stroke.depth_mm, float(steps.max()) / 2 + 1e-6)


def _bounds(geometry: Geometry, stroke: Stroke) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Block of voxels [low, high) that the brush can touch."""
    frame, radius = stroke.frame, stroke.radius_mm
    reach = _reach_mm(geometry, stroke) * frame.towards_lps
    corners = [
        end + a * radius * frame.right_lps + b * radius * frame.down_lps + c * reach
        for end in (stroke.start_lps, stroke.end_lps)
        for a, b, c in product((-1, 1), repeat=3)
    ]
    index = geometry.index_from_lps(np.array(corners))
    low = np.clip(np.floor(index.min(axis=0)), 0, geometry.shape_kji).astype(np.int64)
    high = np.clip(np.ceil(index.max(axis=0)) + 1, 0, geometry.shape_kji).astype(np.int64)
    return low, high


def _covered(
    geometry: Geometry, stroke: Stroke, low: NDArray[np.int64], high: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Which voxels of the block have their centres under the brush."""
    axes = [np.arange(a, b, dtype=np.float64) for a, b in zip(low, high, strict=True)]
    index = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1)
    offset = geometry.lps_from_index(index) - stroke.start_lps
    across, along = offset @ stroke.frame.right_lps, offset @ stroke.frame.down_lps
    way = stroke.end_lps - stroke.start_lps
    dx, dy = float(way @ stroke.frame.right_lps), float(way @ stroke.frame.down_lps)
    length = dx * dx + dy * dy
    share = np.clip((across * dx + along * dy) / length, 0, 1) if length > 0 else 0.0
    distance = (across - share * dx) ** 2 + (along - share * dy) ** 2
    flat = np.abs(offset @ stroke.frame.towards_lps) <= _reach_mm(geometry, stroke)
    return np.asarray((distance <= stroke.radius_mm**2) & flat)
