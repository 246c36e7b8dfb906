"""Where the voxels of a grid lie in the patient: one validated affine in LPS millimetres."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from inference.imaging.errors import InputError

Float = NDArray[np.float64]
PARALLEL = 0.9999  # cosine between the normals of one and the same plane


@dataclass(frozen=True, eq=False)
class Geometry:
    """A grid of (k, j, i) voxels placed in the patient.

    ``index_to_lps`` is 4×4 float64 and maps (k, j, i, 1) of a voxel *centre* to LPS mm
    (DICOM PS3.3 C.7.6.2.1.1: +x to the patient's left, +y posterior, +z to the head).
    ``k_positions`` gives, for a series whose gaps differ, the true position of each slice in
    units of the affine's k step (None = 0, 1, 2 …), strictly increasing, starting at 0.
    ``in_plane_mm`` / ``through_plane_mm`` say whether these millimetres are known at all,
    ``oriented`` whether the sides of the patient are; where false, the affine's numbers are
    pixels or arbitrary and nobody may show them as mm or letters.

    Raises InputError when the affine is singular, not finite, or the shape is empty.
    """

    shape_kji: tuple[int, int, int]
    index_to_lps: Float
    frame_of_reference_uid: str = ""
    k_positions: Float | None = None
    in_plane_mm: bool = True
    through_plane_mm: bool = True
    oriented: bool = True

    def __post_init__(self) -> None:
        affine = np.array(self.index_to_lps, dtype=np.float64)
        _check_affine(affine)
        _check_shape(self.shape_kji)
        affine.setflags(write=False)
        object.__setattr__(self, "index_to_lps", affine)
        if self.k_positions is not None:
            object.__setattr__(self, "k_positions", _checked_k(self.k_positions, self.shape_kji[0]))

    @property
    def calibrated(self) -> bool:
        """True when every distance in the volume is known in mm."""
        return self.in_plane_mm and self.through_plane_mm

    def in_mm(self, normal_lps: ArrayLike) -> bool:
        """True when distances within a plane of this unit normal are known in mm.

        Where nothing is known across the slices (a radiograph), those of the slices' own plane are.
        """
        if self.calibrated or not self.in_plane_mm:
            return self.calibrated
        return abs(float(np.asarray(normal_lps, dtype=np.float64) @ self.normal)) > PARALLEL

    @cached_property
    def spacing_mm_kji(self) -> tuple[float, float, float]:
        """Lengths of the k, j and i steps (mm, where known); along k the affine's own step."""
        k, j, i = np.linalg.norm(self.index_to_lps[:3, :3], axis=0)
        return float(k), float(j), float(i)

    @cached_property
    def direction(self) -> Float:
        """3×3, columns = unit vectors of the k, j and i steps in LPS."""
        unit: Float = self.index_to_lps[:3, :3] / np.array(self.spacing_mm_kji, dtype=np.float64)
        return unit

    @cached_property
    def normal(self) -> Float:
        """Unit normal of the slices, on the side to which k increases."""
        cross = np.cross(self.direction[:, 2], self.direction[:, 1])
        unit = cross / np.linalg.norm(cross)
        aligned: Float = unit if float(unit @ self.direction[:, 0]) > 0 else -unit
        return aligned

    @cached_property
    def tilt_degrees(self) -> float:
        """Angle between the k step and the slice normal; 0 without gantry tilt."""
        cosine = np.clip(float(self.normal @ self.direction[:, 0]), -1.0, 1.0)
        return float(np.degrees(np.arccos(cosine)))

    @cached_property
    def lps_to_index(self) -> Float:
        """4×4 inverse of ``index_to_lps`` (to positions on the affine's own k scale)."""
        return np.asarray(np.linalg.inv(self.index_to_lps), dtype=np.float64)

    @cached_property
    def voxel_volume_ml(self) -> float:
        """Volume of one (nominal) voxel in millilitres; meaningless unless ``calibrated``."""
        return float(abs(np.linalg.det(self.index_to_lps[:3, :3]))) / 1000.0

    @cached_property
    def slice_volumes_ml(self) -> Float:
        """(k,) volume in mL of a voxel in each slice, honouring ``k_positions``."""
        if self.k_positions is None or self.shape_kji[0] == 1:
            return np.full(self.shape_kji[0], self.voxel_volume_ml)
        gaps = np.diff(self.k_positions)
        extents = (np.r_[gaps[:1], gaps] + np.r_[gaps, gaps[-1:]]) / 2
        volumes: Float = extents * self.voxel_volume_ml
        return volumes

    @cached_property
    def centre_lps(self) -> Float:
        """(3,) middle of the grid."""
        return self.lps_from_index((np.array(self.shape_kji) - 1) / 2)

    def lps_from_index(self, index_kji: ArrayLike) -> Float:
        """(..., 3) LPS mm of (..., 3) fractional array indices."""
        index = np.asarray(index_kji, dtype=np.float64)
        if self.k_positions is not None:
            index = index.copy()
            index[..., 0] = _extended_interp(index[..., 0], self.k_positions)
        return index @ self.index_to_lps[:3, :3].T + self.index_to_lps[:3, 3]

    def index_from_lps(self, point_lps: ArrayLike) -> Float:
        """(..., 3) fractional array indices (k, j, i) of (..., 3) LPS mm points."""
        point = np.asarray(point_lps, dtype=np.float64)
        index = point @ self.lps_to_index[:3, :3].T + self.lps_to_index[:3, 3]
        if self.k_positions is not None:
            index[..., 0] = _extended_interp(index[..., 0], self.k_positions, inverse=True)
        return index

    def slice_centres_lps(self) -> Float:
        """(k, 3) LPS of each slice's centre voxel position (j, i at the middle)."""
        k, j, i = self.shape_kji
        index = np.stack(np.broadcast_arrays(np.arange(k), (j - 1) / 2, (i - 1) / 2), axis=-1)
        return self.lps_from_index(index)

    def contains_index(self, index_kji: ArrayLike) -> NDArray[np.bool_]:
        """(...,) whether fractional indices lie within the voxels' outer faces."""
        index = np.asarray(index_kji, dtype=np.float64)
        inside = (index >= -0.5) & (index <= np.array(self.shape_kji) - 0.5)
        return np.asarray(inside.all(axis=-1))

    def same_grid(self, other: "Geometry", tolerance_mm: float = 0.01) -> bool:
        """True when both grids have equal shape and every corner agrees within tolerance."""
        if self.shape_kji != other.shape_kji:
            return False
        gap = self.lps_from_index(_corners(self)) - other.lps_from_index(_corners(other))
        return bool(np.abs(gap).max() <= tolerance_mm) and _same_k(self, other)

    def with_shape_and_affine(
        self, shape_kji: tuple[int, int, int], index_to_lps: Float
    ) -> "Geometry":
        """The same patient space with another (regular) grid."""
        return replace(self, shape_kji=shape_kji, index_to_lps=index_to_lps, k_positions=None)


def affine_from_steps(
    origin_lps: ArrayLike, k_step: ArrayLike, j_step: ArrayLike, i_step: ArrayLike
) -> Float:
    """4×4 affine from the LPS position of voxel (0, 0, 0) and the three steps in mm."""
    affine = np.eye(4)
    affine[:3, :3] = np.stack([k_step, j_step, i_step], axis=1)
    affine[:3, 3] = origin_lps
    return affine


def _check_affine(affine: Float) -> None:
    if affine.shape != (4, 4) or not np.isfinite(affine).all():
        raise InputError("The image's affine is not a finite 4×4 matrix.")
    lengths = np.linalg.norm(affine[:3, :3], axis=0)
    if (lengths < 1e-6).any() or abs(np.linalg.det(affine[:3, :3] / lengths)) < 1e-3:
        raise InputError("The image's affine is singular: its axes do not span space.")
    if not np.allclose(affine[3], (0, 0, 0, 1)):
        raise InputError("The last row of the image's affine is not (0, 0, 0, 1).")


def _check_shape(shape_kji: tuple[int, int, int]) -> None:
    if len(shape_kji) != 3 or min(shape_kji) < 1:
        raise InputError(f"The image's shape {shape_kji} is empty or not three-dimensional.")


def _checked_k(k_positions: Float, count: int) -> Float:
    positions = np.array(k_positions, dtype=np.float64)
    if positions.shape != (count,) or positions[0] != 0 or (np.diff(positions) <= 0).any():
        raise InputError("The slice positions do not increase from the first slice.")
    positions.setflags(write=False)
    return positions


def _extended_interp(values: Float, positions: Float, inverse: bool = False) -> Float:
    """Piecewise-linear index<->position map that continues with the outer steps."""
    index = np.arange(len(positions), dtype=np.float64)
    known, wanted = (positions, index) if inverse else (index, positions)
    if len(known) == 1:
        return np.asarray(values - known[0] + wanted[0])
    inner = np.interp(values, known, wanted)
    low = (values - known[0]) * (wanted[1] - wanted[0]) / (known[1] - known[0]) + wanted[0]
    slope = (wanted[-1] - wanted[-2]) / (known[-1] - known[-2])
    high = (values - known[-1]) * slope + wanted[-1]
    result: Float = np.where(values < known[0], low, np.where(values > known[-1], high, inner))
    return result


def _corners(geometry: Geometry) -> Float:
    k, j, i = (n - 1.0 for n in geometry.shape_kji)
    grid = np.meshgrid([0.0, k], [0.0, j], [0.0, i], indexing="ij")
    return np.stack(grid, axis=-1).reshape(-1, 3)


def _same_k(a: Geometry, b: Geometry) -> bool:
    if a.k_positions is None and b.k_positions is None:
        return True
    centres_a, centres_b = a.slice_centres_lps(), b.slice_centres_lps()
    return bool(np.abs(centres_a - centres_b).max() <= 0.01)
