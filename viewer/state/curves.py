"""Lines through the patient, even steps along them, and the cuts that are unrolled along one."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry, affine_from_steps

Float = NDArray[np.float64]
CutForm = Literal["straightened", "stretched"]
LONGEST_STEPS = 8192
STEPS_BETWEEN = 24  # of the spline, from one drawn point to the next


@dataclass(frozen=True, eq=False)
class CurvedCut:
    """(n, 3) ``points`` every ``step_mm`` along a way, with the unit direction ``across`` at each.

    A place in the cut is (x, s, 0): x mm across, s mm along. A straightened picture's rows run
    along s, a stretched one's columns do. (n, 2) ``line`` is where the drawn line passes each
    point: mm across, mm of the line since its beginning.
    """

    points: Float
    across: Float
    step_mm: float
    half_width_mm: float
    length_mm: float
    line: Float
    form: CutForm = "straightened"

    @cached_property
    def along(self) -> Float:
        """(n, 3) unit direction of the line at each point."""
        steps = np.gradient(self.points, axis=0)
        return np.asarray(steps / np.linalg.norm(steps, axis=1, keepdims=True))

    def geometry(self, calibrated: bool) -> Geometry:
        """The grid of the picture: one slice without sides, in places of the cut."""
        step, offsets, count = self.step_mm, self._offsets, len(self.points)
        across, along = (step, 0.0, 0.0), (0.0, step, 0.0)
        if self.form == "straightened":
            first, down, right = (offsets[0], 0.0, 0.0), along, across
            shape = (1, count, len(offsets))
        else:
            first, down, right = (offsets[-1], 0.0, 0.0), (-step, 0.0, 0.0), along
            shape = (1, len(offsets), count)
        affine = affine_from_steps(first, (0, 0, step), down, right)
        return Geometry(
            shape, affine, in_plane_mm=calibrated, through_plane_mm=False, oriented=False
        )

    def grid(self) -> Float:
        """(rows, columns, 3) LPS of the centres of the picture's pixels."""
        grid = self.points[:, None] + self._offsets[:, None] * self.across[:, None]
        return grid if self.form == "straightened" else grid[:, ::-1].swapaxes(0, 1)

    @cached_property
    def _offsets(self) -> Float:
        """Millimetres across of the picture's pixels, the same to both sides."""
        whole = round(self.half_width_mm / self.step_mm)
        return np.asarray(np.arange(-whole, whole + 1) * self.step_mm, dtype=np.float64)

    def on_line(self, s: float) -> tuple[float, float]:
        """(mm across, mm since its beginning) of the drawn line at ``s`` mm along the cut."""
        at = s / self.step_mm
        rows = np.arange(len(self.line))
        across, way = (float(np.interp(at, rows, self.line[:, n])) for n in range(2))
        return across, way

    def row_of_way(self, way_mm: float) -> float:
        """The step, with its fraction, at which the drawn line has gone ``way_mm``."""
        return float(np.interp(way_mm, self.line[:, 1], np.arange(len(self.line))))

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
    way = np.arange(len(points)) * step_mm
    line = np.column_stack([np.zeros_like(way), way])
    return CurvedCut(points, across, step_mm, half_width_mm, path_length(path_lps), line)


def stretched_along(
    path_lps: ArrayLike, fixed_lps: ArrayLike, half_width_mm: float, step_mm: float
) -> CurvedCut:
    """The surface that lines along ``fixed_lps`` through a path make, unrolled: all lengths in it
    hold (stretched CPR, Kanitsar et al. 2002).

    Its way is the path's projection along that direction, half way up; ``half_width_mm`` lies
    beyond the path to both sides. InputError as in ``cut_along``.
    """
    path = np.asarray(path_lps, dtype=np.float64)
    fixed = np.asarray(fixed_lps, dtype=np.float64)
    fixed = fixed / np.linalg.norm(fixed)
    heights = path @ fixed
    middle = (heights.min() + heights.max()) / 2
    flat = path - (heights - middle)[:, None] * fixed
    if path_length(flat) < step_mm <= path_length(path):
        raise InputError("The drawn line runs along the direction of the cut; draw it otherwise.")
    points, _ = evenly_along(flat, step_mm)
    if len(points) < 2:
        raise InputError("The drawn line is shorter than a voxel; draw it longer.")
    flat_way, way = (
        np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(one, axis=0), axis=1))] for one in (flat, path)
    )
    at = np.arange(len(points)) * step_mm
    line = np.column_stack([np.interp(at, flat_way, one) for one in (heights - middle, way)])
    reach = half_width_mm + float(np.ptp(heights)) / 2
    across = np.broadcast_to(fixed, points.shape)
    return CurvedCut(points, across, step_mm, reach, path_length(path), line, "stretched")


def fixed_direction(path_lps: ArrayLike, normal_lps: ArrayLike, turn_degrees: float) -> Float:
    """The normal, headwards, turned about the way from the path's beginning to its end (of a
    closed one: to the point farthest off)."""
    path, normal = np.asarray(path_lps, dtype=np.float64), np.asarray(normal_lps, dtype=np.float64)
    normal = -normal if normal[2] < -1e-6 else normal
    far = path - path[0]
    chord = far[-1] if np.linalg.norm(far[-1]) > 1e-6 else far[(far**2).sum(axis=1).argmax()]
    length = np.linalg.norm(chord)
    if length < 1e-9:
        return normal
    axis, turn = chord / length, np.radians(turn_degrees)
    beside = np.cos(turn) * normal + np.sin(turn) * np.cross(axis, normal)
    return np.asarray(beside + (1 - np.cos(turn)) * (axis @ normal) * axis)


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
