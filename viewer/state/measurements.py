"""Measurements in patient space: what was drawn, and the numbers that follow from it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from inference.imaging.geometry import Geometry

MeasurementKind = Literal[
    "length",
    "bidirectional",
    "angle",
    "cobb",
    "ellipse",
    "polygon",
    "freehand",
    "curve",
    "arrow",
    "probe",
    "key-image",
    "study-label",
]
Point = tuple[float, float, float]
Float = NDArray[np.float64]

POINTS_NEEDED: dict[MeasurementKind, int] = {
    "length": 2,
    "bidirectional": 4,
    "angle": 3,
    "cobb": 4,
    "ellipse": 4,
    "arrow": 2,
    "probe": 1,
    "key-image": 1,
    "study-label": 1,
}
# The straight lines of each kind, as numbers of its points.
LINES: dict[MeasurementKind, tuple[tuple[int, int], ...]] = {
    "length": ((0, 1),),
    "arrow": ((0, 1),),
    "angle": ((0, 1), (1, 2)),
    "bidirectional": ((0, 1), (2, 3)),
    "cobb": ((0, 1), (2, 3)),
}
AREAS = ("ellipse", "polygon", "freehand")
UNDRAWN: tuple[MeasurementKind, ...] = ("key-image", "study-label")  # they lie nowhere in a plane
LEAST_MM = 1e-6


@dataclass(frozen=True, slots=True)
class Measurement:
    """One drawn thing; ``points_lps`` in LPS mm, in the order drawn.

    bidirectional: both ends of the long, then of the short axis; angle: end, vertex, end;
    cobb: the two lines; curve: a smooth line goes through all points; ellipse: both ends of each
    axis; arrow: tip, tail; key-image: a place on the slice that is marked;
    study-label: a place on the picture in view when ``text`` was said of the study.
    ``normal_lps`` is the unit normal of the plane it was drawn in. ``utc_time`` is ISO 8601.
    """

    id: str
    kind: MeasurementKind
    points_lps: tuple[Point, ...]
    normal_lps: Point
    frame_of_reference_uid: str
    series_uid: str
    author: str = ""
    utc_time: str = ""
    text: str = ""

    @property
    def points(self) -> Float:
        """(n, 3) the points as an array."""
        return np.array(self.points_lps, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class RoiStatistics:
    """Of the voxels whose centres lie inside; SD is the population's."""

    count: int
    mean: float
    sd: float
    minimum: float
    maximum: float


def length_mm(points: Float) -> float:
    """Distance between the first two of (n, 3) points."""
    return float(np.linalg.norm(points[1] - points[0]))


def axes_mm(points: Float) -> tuple[float, float]:
    """Long and short axis of a bidirectional measurement or an ellipse, longest first."""
    first, second = length_mm(points[:2]), length_mm(points[2:4])
    return max(first, second), min(first, second)


def angle_degrees(points: Float) -> float:
    """Angle at the middle of three points, 0…180; NaN while two of them are one place."""
    return _between(points[0] - points[1], points[2] - points[1])


def cobb_degrees(points: Float) -> float:
    """Angle between two lines (four points), 0…90: lines have no direction.

    NaN while a line has no length.
    """
    angle = _between(points[1] - points[0], points[3] - points[2])
    return min(angle, 180 - angle)


def ellipse_outline(points: Float, count: int = 96) -> Float:
    """(count, 3) outline of the ellipse whose axes' ends are the four points."""
    centre = points.mean(axis=0)
    first, second = (points[1] - points[0]) / 2, (points[3] - points[2]) / 2
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)[:, None]
    return np.asarray(centre + np.cos(turn) * first + np.sin(turn) * second)


def polygon_area_mm2(outline: Float) -> float:
    """Area of a closed planar polygon of (n, 3) corners (Newell's vector, half its length)."""
    rolled = np.roll(outline, -1, axis=0)
    return float(np.linalg.norm(np.cross(outline, rolled).sum(axis=0)) / 2)


def area_mm2(measurement: Measurement) -> float:
    """Area of an ellipse (exact) or a polygon / freehand outline."""
    if measurement.kind == "ellipse":
        long_mm, short_mm = axes_mm(measurement.points)
        return float(np.pi / 4 * long_mm * short_mm)
    return polygon_area_mm2(measurement.points)


def has_extent(measurement: Measurement) -> bool:
    """Whether each of its lines has a length and its outline an area: else it measures nothing."""
    points = measurement.points
    if measurement.kind in AREAS:
        return area_mm2(measurement) > LEAST_MM
    pairs = LINES.get(measurement.kind, ())
    return all(np.linalg.norm(points[a] - points[b]) > LEAST_MM for a, b in pairs)


def outline_of(measurement: Measurement) -> Float:
    """(n, 3) closed outline of an area measurement."""
    if measurement.kind == "ellipse":
        return ellipse_outline(measurement.points)
    return measurement.points


def roi_statistics(
    array: NDArray[np.generic], geometry: Geometry, measurement: Measurement
) -> RoiStatistics | None:
    """Values under an area measurement, sampled on a fine grid of its own plane.

    The plane is sampled at half the finest voxel step to find the voxels it cuts; of these, each
    whose centre projects into the outline counts once, also in an oblique plane. None when there
    is no such voxel.
    """
    voxels = _voxels_inside(geometry, measurement)
    if not len(voxels):
        return None
    values = array[tuple(voxels.T)].astype(np.float64)
    mean, sd = float(values.mean()), float(values.std())
    return RoiStatistics(len(values), mean, sd, float(values.min()), float(values.max()))


def _between(a: Float, b: Float) -> float:
    lengths = float(np.linalg.norm(a) * np.linalg.norm(b))
    if lengths < LEAST_MM**2:
        return float("nan")
    cosine = float(a @ b) / lengths
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def _voxels_inside(geometry: Geometry, measurement: Measurement) -> NDArray[np.int64]:
    """(n, 3) unique indices of the voxels under the outline's interior."""
    outline = outline_of(measurement)
    right, down = _plane_axes(np.array(measurement.normal_lps))
    flat = np.stack([outline @ right, outline @ down], axis=1)
    step = min(geometry.spacing_mm_kji) / 2
    low, high = flat.min(axis=0), flat.max(axis=0)
    axes = [np.arange(a + step / 2, b, step) for a, b in zip(low, high, strict=True)]
    grid = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, 2)
    grid = grid[points_in_polygon(grid, flat)]
    height = outline.mean(axis=0) - (outline.mean(axis=0) @ right) * right
    height = height - (height @ down) * down
    points = height + grid[:, :1] * right + grid[:, 1:] * down
    index = np.rint(geometry.index_from_lps(points)).astype(np.int64)
    index = np.unique(index[geometry.contains_index(index)], axis=0)
    centres = geometry.lps_from_index(index)
    return index[points_in_polygon(np.stack([centres @ right, centres @ down], axis=1), flat)]


def points_in_polygon(points_xy: Float, corners_xy: Float) -> NDArray[np.bool_]:
    """(n,) whether points lie inside a polygon (even–odd rule)."""
    inside = np.zeros(len(points_xy), dtype=np.bool_)
    x, y = points_xy[:, 0], points_xy[:, 1]
    for (x0, y0), (x1, y1) in zip(corners_xy, np.roll(corners_xy, -1, axis=0), strict=True):
        if y0 == y1:
            continue
        crosses = ((y0 > y) != (y1 > y)) & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
        inside ^= crosses
    return inside


def _plane_axes(normal: Float) -> tuple[Float, Float]:
    helper = np.eye(3)[int(np.abs(normal).argmin())]
    right = np.cross(normal, helper)
    right = right / np.linalg.norm(right)
    return right, np.cross(normal, right)
