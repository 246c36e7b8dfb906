"""Where the standard planes of a series lie, and how one steps through its slices."""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import permutations
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inference.imaging.geometry import Geometry
from viewer.state.view_frame import ViewFrame

Plane = Literal["axial", "coronal", "sagittal", "acquisition"]
PLANES: tuple[Plane, ...] = ("axial", "coronal", "sagittal")
Float = NDArray[np.float64]

# (patient axis and sign to the screen's right, to the screen's bottom): axial seen from the
# feet, coronal from the front, sagittal from the patient's left.
_RADIOLOGICAL: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "axial": ((0, 1), (1, 1)),
    "coronal": ((0, 1), (2, -1)),
    "sagittal": ((1, 1), (2, -1)),
}
_UP_SIDE = np.array([1.0, -1.0, 1.0])  # a step up goes left, anterior, to the head


@dataclass(frozen=True, slots=True)
class Turn:
    """How the user turned a view: quarters clockwise first, then flips, all as seen."""

    quarters: int = 0
    flip_h: bool = False
    flip_v: bool = False


def plane_frame(  # noqa: PLR0913, PLR0917 - one place in space, each part named
    geometry: Geometry,
    plane: Plane,
    centre_lps: ArrayLike,
    mm_per_pixel: float,
    size_wh: tuple[int, int],
    rotation_quarters: int = 0,
    flip_h: bool = False,
    flip_v: bool = False,
    exact: bool = False,
) -> ViewFrame:
    """A standard plane through ``centre_lps``, radiological by default.

    Axial: patient right on the screen's left, anterior up; coronal: right on the left, head
    up; sagittal: anterior on the left, head up. Each is the plane of the grid closest to that
    plane of the patient; ``exact`` gives the patient's own plane instead. ``acquisition`` is
    the plane of the slices. Rotation (clockwise) comes first, then the flips, as seen.
    """
    right, down = plane_directions(geometry, plane, exact)
    right, down = turned(right, down, Turn(rotation_quarters, flip_h, flip_v))
    centre = np.array(centre_lps, dtype=np.float64)
    return ViewFrame(centre, right, down, float(mm_per_pixel), size_wh)


def plane_directions(geometry: Geometry, plane: Plane, exact: bool = False) -> tuple[Float, Float]:
    """Unit vectors (screen right, screen down) of a standard plane before any turn."""
    name = acquisition_plane(geometry) if plane == "acquisition" else plane
    (right_axis, right_sign), (down_axis, down_sign) = _RADIOLOGICAL[name]
    if not geometry.oriented:
        return _raw_directions(geometry, right_axis, down_axis, down_sign)
    if exact and plane != "acquisition":
        unit = np.eye(3)
        return unit[right_axis] * right_sign, unit[down_axis] * down_sign
    axes = patient_to_grid_axes(geometry)
    right = _towards(geometry, axes[right_axis], right_axis, right_sign)
    down = _towards(geometry, axes[down_axis], down_axis, down_sign)
    return _orthogonal(right, down, abs(right[right_axis]) >= abs(down[down_axis]))


def acquisition_plane(geometry: Geometry) -> Literal["axial", "coronal", "sagittal"]:
    """The standard plane that the slices of the series are closest to."""
    across = patient_to_grid_axes(geometry).index(0)
    names: tuple[Literal["sagittal", "coronal", "axial"], ...] = ("sagittal", "coronal", "axial")
    return names[across]


def planes_in_order(geometry: Geometry) -> tuple[Plane, ...]:
    """The plane of acquisition first, as it is the one with true resolution."""
    first = acquisition_plane(geometry)
    return (first, *(plane for plane in PLANES if plane != first))


def patient_to_grid_axes(geometry: Geometry) -> tuple[int, int, int]:
    """The grid axis (0 = k, 1 = j, 2 = i) that runs closest along patient x, y and z."""
    if not geometry.oriented:
        return 2, 1, 0
    along = np.abs(geometry.direction)
    best = max(permutations(range(3)), key=lambda axes: sum(along[p, axes[p]] for p in range(3)))
    return best[0], best[1], best[2]


def turned(right: Float, down: Float, turn: Turn) -> tuple[Float, Float]:
    """Screen directions after a turn of the picture."""
    for _ in range(turn.quarters % 4):
        right, down = -down, right
    return (-right if turn.flip_h else right), (-down if turn.flip_v else down)


def fitted_frame(
    geometry: Geometry,
    plane: Plane,
    size_wh: tuple[int, int],
    turn: Turn | None = None,
    exact: bool = False,
) -> ViewFrame:
    """The plane through the middle slice of the grid, as large as the view allows."""
    wish = turn or Turn()
    frame = plane_frame(
        geometry,
        plane,
        geometry.centre_lps,
        1.0,
        size_wh,
        wish.quarters,
        wish.flip_h,
        wish.flip_v,
        exact,
    )
    frame = replace(frame, mm_per_pixel=fit(geometry, frame))
    return go_to_slice(geometry, frame, (slice_count(geometry, frame) - 1) // 2)


def fit(geometry: Geometry, frame: ViewFrame) -> float:
    """mm per pixel at which the whole grid just fits the view's size."""
    corners = np.array(np.meshgrid(*[[-0.5, n - 0.5] for n in geometry.shape_kji])).reshape(3, -1).T
    points = geometry.lps_from_index(corners)
    extents = np.ptp(np.stack([points @ frame.right_lps, points @ frame.down_lps]), axis=1)
    return float(max(extents / np.array(frame.size_wh)))


def slice_axis(geometry: Geometry, frame: ViewFrame) -> int | None:
    """The grid axis that a view steps along (0 = k), or None for an oblique view."""
    return _stepped_axis(geometry, frame.right_lps.tobytes(), frame.down_lps.tobytes())


@lru_cache(maxsize=64)
def _stepped_axis(geometry: Geometry, right_lps: bytes, down_lps: bytes) -> int | None:
    """A scroll asks this many times a frame, and the directions stay."""
    sides = np.stack([np.frombuffer(right_lps), np.frombuffer(down_lps)])
    in_plane = np.abs(sides @ _axis_normals(geometry))
    flat = np.flatnonzero(in_plane.max(axis=0) < 1e-4)
    return int(flat[0]) if len(flat) else None


def slice_count(geometry: Geometry, frame: ViewFrame) -> int:
    """How many slices a view steps through; for an oblique view in steps of ``slice_step_mm``."""
    axis = slice_axis(geometry, frame)
    if axis is not None:
        return geometry.shape_kji[axis]
    low, high = _oblique_range(geometry, frame)
    return int(np.floor((high - low) / slice_step_mm(geometry, frame))) + 1


def slice_of(geometry: Geometry, frame: ViewFrame, point_lps: ArrayLike | None = None) -> int:
    """Index (from 0, along the grid axis) of the slice nearest to a point or the view's plane."""
    point = frame.centre_lps if point_lps is None else np.asarray(point_lps, dtype=np.float64)
    axis = slice_axis(geometry, frame)
    if axis is not None:
        index = float(geometry.index_from_lps(point)[axis])
        return int(np.clip(np.floor(index + 0.5), 0, geometry.shape_kji[axis] - 1))
    low, _ = _oblique_range(geometry, frame)
    steps = (float(point @ _up(frame)) - low) / slice_step_mm(geometry, frame)
    return int(np.clip(np.floor(steps + 0.5), 0, slice_count(geometry, frame) - 1))


def go_to_slice(geometry: Geometry, frame: ViewFrame, index: int) -> ViewFrame:
    """The view moved to slice ``index`` (limited to the stack), the same place in the plane."""
    limited = int(np.clip(index, 0, slice_count(geometry, frame) - 1))
    axis = slice_axis(geometry, frame)
    if axis is not None:
        place = geometry.index_from_lps(frame.centre_lps)
        place[axis] = limited
        return frame.moved_to(geometry.lps_from_index(place))
    low, _ = _oblique_range(geometry, frame)
    gap = low + limited * slice_step_mm(geometry, frame) - float(frame.centre_lps @ _up(frame))
    return frame.moved_to(frame.centre_lps + gap * _up(frame))


def step_slice(geometry: Geometry, frame: ViewFrame, steps: int) -> ViewFrame:
    """The view ``steps`` slices up: towards the head on axial, anterior on coronal, the
    patient's left on sagittal views."""
    sign = 1 if slice_order_is_up(geometry, frame) else -1
    return go_to_slice(geometry, frame, slice_of(geometry, frame) + steps * sign)


def slice_order_is_up(geometry: Geometry, frame: ViewFrame) -> bool:
    """Whether a larger slice index lies up: towards the head, anterior or left."""
    axis = slice_axis(geometry, frame)
    if axis is None or not geometry.oriented:
        return True
    return float(geometry.direction[:, axis] @ _up(frame)) > 0


def slice_step_mm(geometry: Geometry, frame: ViewFrame) -> float:
    """Distance between neighbouring slices of a view along its normal."""
    steps = np.abs(frame.towards_lps @ geometry.index_to_lps[:3, :3])
    axis = slice_axis(geometry, frame)
    return float(steps[axis]) if axis is not None else float(min(geometry.spacing_mm_kji))


def _up(frame: ViewFrame) -> Float:
    """The view's normal on the side that a step up goes to."""
    normal = frame.towards_lps
    main = int(np.abs(normal).argmax())
    return normal if normal[main] * _UP_SIDE[main] > 0 else -normal


def _oblique_range(geometry: Geometry, frame: ViewFrame) -> tuple[float, float]:
    corners = np.array(np.meshgrid(*[[0, n - 1] for n in geometry.shape_kji])).reshape(3, -1).T
    depth = geometry.lps_from_index(corners) @ _up(frame)
    return float(depth.min()), float(depth.max())


@lru_cache(maxsize=64)
def _axis_normals(geometry: Geometry) -> Float:
    """(3, 3) columns: unit normals of the planes of constant k, j and i."""
    rows = geometry.lps_to_index[:3, :3].T
    normals: Float = rows / np.linalg.norm(rows, axis=0)
    return normals


def _towards(geometry: Geometry, axis: int, patient_axis: int, sign: int) -> Float:
    """Direction of a grid axis, on the side of ``sign`` along a patient axis."""
    direction: Float = geometry.direction[:, axis]
    return direction if direction[patient_axis] * sign > 0 else -direction


def _orthogonal(right: Float, down: Float, keep_right: bool) -> tuple[Float, Float]:
    """Both in their plane at a right angle; the one closer to the patient's axis is kept."""
    if keep_right:
        down = down - (down @ right) * right
    else:
        right = right - (right @ down) * down
    return right / np.linalg.norm(right), down / np.linalg.norm(down)


def _raw_directions(
    geometry: Geometry, right_axis: int, down_axis: int, down_sign: int
) -> tuple[Float, Float]:
    """As stored: columns to the right, rows down, slices up."""
    grid = (2, 1, 0)
    right, down = geometry.direction[:, grid[right_axis]], geometry.direction[:, grid[down_axis]]
    return _orthogonal(right, down * down_sign, True)
