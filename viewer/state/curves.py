"""Lines through the patient, even steps along them, and the cut that is straightened along one."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry, affine_from_steps

Float = NDArray[np.float64]
LONGEST_STEPS = 8192
STEPS_BETWEEN = 24  # of the spline, from one drawn point to the next


@dataclass(frozen=True, eq=False)
class CurvedCut:
    """(n, 3) ``points`` every ``step_mm`` along a line, with the unit direction ``across`` at each.

    A place in the cut is (x, s, 0): x mm across, s mm along; the picture's rows run along s.
    """

    points: Float
    across: Float
    step_mm: float
    half_width_mm: float
    length_mm: float

    @cached_property
    def along(self) -> Float:
        """(n, 3) unit direction of the line at each point."""
        steps = np.gradient(self.points, axis=0)
        return np.asarray(steps / np.linalg.norm(steps, axis=1, keepdims=True))

    def geometry(self, calibrated: bool) -> Geometry:
        """The grid of the straightened picture: one slice without sides, in places of the cut."""
        columns = 2 * round(self.half_width_mm / self.step_mm) + 1
        first = (-(columns - 1) / 2 * self.step_mm, 0.0, 0.0)
        step = self.step_mm
        affine = affine_from_steps(first, (0, 0, step), (0, step, 0), (step, 0, 0))
        shape = (1, len(self.points), columns)
        return Geometry(
            shape, affine, in_plane_mm=calibrated, through_plane_mm=False, oriented=False
        )

    def grid(self) -> Float:
        """(rows, columns, 3) LPS of the centres of the picture's pixels."""
        columns = 2 * round(self.half_width_mm / self.step_mm) + 1
        offsets = (np.arange(columns) - (columns - 1) / 2) * self.step_mm
        return np.asarray(self.points[:, None] + offsets[:, None] * self.across[:, None])

    def lps_at(self, place: ArrayLike) -> Float:
        """LPS of a place (x, s, …) of the cut; beyond its ends the end's own."""
        x, s = np.asarray(place, dtype=np.float64)[:2]
        row = float(np.clip(s / self.step_mm, 0, len(self.points) - 1))
        near = int(row)
        far, weight = min(near + 1, len(self.points) - 1), row - int(row)
        point = (1 - weight) * self.points[near] + weight * self.points[far]
        return np.asarray(point + float(x) * self.across[round(row)])

    def place_of(self, point_lps: ArrayLike) -> Float:
        """(3,) the place (x, s, 0) of the line nearest to a point."""
        offsets = np.asarray(point_lps, dtype=np.float64) - self.points
        row = int(np.einsum("nd,nd->n", offsets, offsets).argmin())
        s = row * self.step_mm + float(offsets[row] @ self.along[row])
        end = (len(self.points) - 1) * self.step_mm
        return np.array([float(offsets[row] @ self.across[row]), np.clip(s, 0.0, end), 0.0])


def cut_along(
    path_lps: ArrayLike,
    normal_lps: ArrayLike,
    half_width_mm: float,
    step_mm: float,
    turn_degrees: float = 0.0,
) -> CurvedCut:
    """The cut along a path, across it towards ``normal_lps`` turned about the path.

    At each point the normal's part along the path is taken off. InputError for a path that
    spans nothing, is too long, or runs along the normal.
    """
    points, tangents = evenly_along(np.asarray(path_lps, dtype=np.float64), step_mm)
    if len(points) < 2:
        raise InputError("The drawn line is shorter than a voxel; draw it longer.")
    normal = np.asarray(normal_lps, dtype=np.float64)
    across = normal - (tangents @ normal)[:, None] * tangents
    length = np.linalg.norm(across, axis=1)
    if length.min() < 1e-3:
        raise InputError("The drawn line runs along the direction of the cut; draw it otherwise.")
    across = across / length[:, None]
    turn = np.radians(turn_degrees)
    across = np.cos(turn) * across + np.sin(turn) * np.cross(tangents, across)
    return CurvedCut(points, across, step_mm, half_width_mm, path_length(path_lps))


def evenly_along(path: Float, step_mm: float) -> tuple[Float, Float]:
    """Points every ``step_mm`` along a polyline, and its unit direction at each."""
    gaps = np.linalg.norm(np.diff(path, axis=0), axis=1)
    path = path[np.r_[True, gaps > 1e-9]]
    gaps = gaps[gaps > 1e-9]
    if len(path) < 2:
        raise InputError("A curved reformat needs a line of at least two different points.")
    way = np.r_[0.0, np.cumsum(gaps)]
    if way[-1] / step_mm > LONGEST_STEPS:
        raise InputError(f"The drawn line is too long: {way[-1]:.0f} mm.")
    places = np.arange(0, way[-1] + 1e-9, step_mm)
    points = np.stack([np.interp(places, way, path[:, axis]) for axis in range(3)], axis=1)
    segment = np.clip(np.searchsorted(way, places, side="right") - 1, 0, len(gaps) - 1)
    tangents: Float = np.diff(path, axis=0)[segment] / gaps[segment, None]
    return points, tangents


def spline_through(points: ArrayLike) -> Float:
    """(m, 3) a smooth line through (n, 3) points, straight through two of them.

    Centripetal Catmull–Rom (Barry and Goldman 1988; Yuksel et al. 2011): neither loops nor
    cusps between the points.
    """
    corners = np.asarray(points, dtype=np.float64)
    gaps = np.linalg.norm(np.diff(corners, axis=0), axis=1)
    corners = corners[np.r_[True, gaps > 1e-9]]
    if len(corners) < 3:
        return corners
    before, after = 2 * corners[0] - corners[1], 2 * corners[-1] - corners[-2]
    knots = np.vstack([before, corners, after])
    parts = [_segment(knots[n : n + 4]) for n in range(len(corners) - 1)]
    return np.vstack([*parts, corners[-1:]])


def path_length(path: ArrayLike) -> float:
    """Length of a polyline, in the unit of its points."""
    return float(np.linalg.norm(np.diff(np.asarray(path), axis=0), axis=1).sum())


def _segment(knots: Float) -> Float:
    """The spline from the second of four points to before the third."""
    t = np.r_[0.0, np.cumsum(np.sqrt(np.linalg.norm(np.diff(knots, axis=0), axis=1)))]
    at = np.linspace(t[1], t[2], STEPS_BETWEEN, endpoint=False)[:, None]

    def between(a: Float, b: Float, low: float, high: float) -> Float:
        return (high - at) / (high - low) * a + (at - low) / (high - low) * b

    firsts = [between(knots[n], knots[n + 1], t[n], t[n + 1]) for n in range(3)]
    seconds = [between(firsts[n], firsts[n + 1], t[n], t[n + 2]) for n in range(2)]
    return between(seconds[0], seconds[1], t[1], t[2])
