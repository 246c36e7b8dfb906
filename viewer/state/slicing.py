"""The planes through a volume and the slices along each: what a step of the wheel means."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inference.imaging.geometry import Geometry
from viewer.state.panes import Plane

Float = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Slicing:
    """One plane's orientation and its slices.

    ``right_lps`` and ``down_lps`` are the unit vectors of the upright, unflipped screen,
    ``up_lps`` the unit normal along which slices are counted: towards the head (axial), the
    front (coronal) or the patient's left (sagittal). ``positions_mm`` (n,) ascend along it.
    """

    right_lps: Float
    down_lps: Float
    up_lps: Float
    positions_mm: Float

    @property
    def count(self) -> int:
        return len(self.positions_mm)

    def index_at(self, point_lps: ArrayLike) -> int:
        """0-based index of the slice nearest to a point."""
        height = float(np.asarray(point_lps, dtype=np.float64) @ self.up_lps)
        return int(np.abs(self.positions_mm - height).argmin())

    def point_on(self, index: int, point_lps: ArrayLike) -> Float:
        """The point moved along the normal onto slice ``index`` (clamped to the slices)."""
        point = np.asarray(point_lps, dtype=np.float64)
        height = self.positions_mm[int(np.clip(index, 0, self.count - 1))]
        moved: Float = point + (height - point @ self.up_lps) * self.up_lps
        return moved


@lru_cache(maxsize=64)
def slicing_of(geometry: Geometry, plane: Plane) -> Slicing:
    """The slices of a volume in a plane along the acquisition's own axes.

    An oblique series keeps its slices: "axial" is the plane of its axes nearest to the axial
    one. "acquisition" is the plane in which the slices were taken.
    """
    left, back, head = acquisition_frame(geometry)
    named = {
        "axial": (left, back, head),
        "coronal": (left, -head, -back),
        "sagittal": (back, -head, left),
    }
    chosen = acquisition_plane(geometry) if plane == "acquisition" else plane
    right, down, up = named[chosen]
    return Slicing(right, down, up, _positions(geometry, up))


def acquisition_plane(geometry: Geometry) -> Plane:
    """Which of the three named planes the slices lie in."""
    left, back, head = acquisition_frame(geometry)
    fit = [abs(float(axis @ geometry.normal)) for axis in (head, back, left)]
    planes: tuple[Plane, Plane, Plane] = ("axial", "coronal", "sagittal")
    return planes[int(np.argmax(fit))]


def acquisition_frame(geometry: Geometry) -> tuple[Float, Float, Float]:
    """Three orthogonal unit vectors along the volume's axes, nearest to +L, +P and +H.

    Within the slices they follow the rows (i); across, the slices' normal, also when tilted.
    """
    row = geometry.direction[:, 2]
    normal = geometry.normal
    axes = np.stack([row, np.cross(normal, row), normal])
    order = max(permutations(range(3)), key=lambda p: sum(abs(axes[a, n]) for n, a in enumerate(p)))
    left, back, head = (axes[a] * (1 if axes[a, n] >= 0 else -1) for n, a in enumerate(order))
    return left, back, head


def _positions(geometry: Geometry, up: Float) -> Float:
    """(n,) heights of the slices along ``up``, in mm, ascending."""
    along = np.abs(up @ geometry.direction)
    native = abs(float(up @ geometry.normal)) > 0.9999
    axis = 0 if native else 1 + int(np.argmax(along[1:]))
    if native or (along[axis] > 0.9999 and geometry.tilt_degrees < 0.01):
        index = np.zeros((geometry.shape_kji[axis], 3))
        index[:, axis] = np.arange(geometry.shape_kji[axis])
        heights: Float = np.sort(geometry.lps_from_index(index) @ up)
        return heights
    return _even_positions(geometry, up, geometry.spacing_mm_kji[axis])


def _even_positions(geometry: Geometry, up: Float, step: float) -> Float:
    ends = np.array([(0, n - 1) for n in geometry.shape_kji])
    corners = np.stack(np.meshgrid(*ends, indexing="ij"), axis=-1).reshape(-1, 3)
    heights = geometry.lps_from_index(corners) @ up
    count = int(np.floor((heights.max() - heights.min()) / step)) + 1
    even: Float = heights.min() + step * np.arange(count)
    return even
