"""Resampling between grids through the patient's own space, never through array indices."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.interpolation import (
    TIE,
    apply_taps,
    box_taps,
    linear_at,
    linear_taps,
    nearest_at,
    nearest_taps,
)

Float = NDArray[np.float64]
Order = Literal[0, 1]

_PARALLEL = 1e-6  # voxels of drift over the whole grid under which axes count as parallel


def resample(
    array: NDArray[np.generic],
    source: Geometry,
    target: Geometry,
    *,
    order: Order,
    fill: float,
    antialias: bool = False,
) -> NDArray[np.generic]:
    """``array`` (k, j, i, ...) on ``source`` as seen on ``target``'s voxel centres.

    Order 0 is nearest and keeps the dtype; order 1 is linear and gives float32 (float64 stays).
    Places outside the outer faces of the source's voxels become ``fill``; between the last centre
    and its face the last value holds. ``k_positions`` of both grids are honoured. ``antialias``
    widens the linear kernel to a triangle of the target's spacing where that is coarser.
    Nearest ties (grids half a voxel apart) are tipped one way going and the other way coming
    back, so that there and back is the identity. Raises InputError for patient spaces that differ.
    """
    _check_same_space(array, source, target)
    if order == 0 and antialias:
        raise ValueError("antialiasing needs linear interpolation")
    pairing = _parallel_axes(source, target)
    if pairing is None:
        return _gather(array, source, target, order, fill, antialias)
    return _separate(array, source, target, pairing, order, fill, antialias)


def grid_like(
    geometry: Geometry, *, spacing_mm_kji: Sequence[float | None] = (None, None, None)
) -> Geometry:
    """The same directions and first outer corner with another spacing; None keeps an axis.

    The new grid is the smallest that covers the old field of view; its spacing is exact. An axis
    that is kept stays voxel for voxel, ``k_positions`` included.
    """
    shape, affine = list(geometry.shape_kji), geometry.index_to_lps.copy()
    first_corner = geometry.lps_from_index((-0.5, -0.5, -0.5))
    for axis, spacing in enumerate(spacing_mm_kji):
        if spacing is not None:
            shape[axis] = max(1, int(np.ceil(_extent_mm(geometry, axis) / spacing - 1e-6)))
            affine[:3, axis] = geometry.direction[:, axis] * spacing
    half_steps = affine[:3, :3] / 2
    if spacing_mm_kji[0] is None and geometry.k_positions is not None:
        half_steps[:, 0] = geometry.lps_from_index((0, 0, 0)) - geometry.lps_from_index(
            (-0.5, 0, 0)
        )
    affine[:3, 3] = first_corner + half_steps.sum(axis=1)
    k_positions = geometry.k_positions if spacing_mm_kji[0] is None else None
    k, j, i = shape
    return replace(geometry, shape_kji=(k, j, i), index_to_lps=affine, k_positions=k_positions)


def part_of(
    geometry: Geometry, start_kji: tuple[int, int, int], shape_kji: tuple[int, int, int]
) -> Geometry:
    """The grid of ``array[start : start + shape]``; j and i may reach outside (padding).

    Raises InputError when k of an irregular grid reaches outside its slices.
    """
    affine = geometry.index_to_lps.copy()
    affine[:3, 3] = geometry.lps_from_index(start_kji)
    k_positions = geometry.k_positions
    if k_positions is not None:
        first, last = start_kji[0], start_kji[0] + shape_kji[0]
        if first < 0 or last > len(k_positions):
            raise InputError("An irregular series cannot be extended beyond its own slices.")
        k_positions = k_positions[first:last] - k_positions[first]
    return replace(geometry, shape_kji=shape_kji, index_to_lps=affine, k_positions=k_positions)


def box_over(
    source: Geometry, other: Geometry, margin: int = 0
) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """Start and shape of the part of ``source`` that holds all of ``other``, and a margin.

    At least one voxel, also where the two lie apart.
    """
    ends = np.array(list(product(*((-0.5, n - 0.5) for n in other.shape_kji))))
    index = source.index_from_lps(other.lps_from_index(ends))
    most = np.array(source.shape_kji)
    low = np.clip(np.floor(index.min(axis=0)) - margin, 0, most - 1).astype(int)
    high = np.clip(np.ceil(index.max(axis=0)) + 1 + margin, low + 1, most).astype(int)
    k, j, i = (int(n) for n in low)
    depth, height, width = (int(n) for n in high - low)
    return (k, j, i), (depth, height, width)


def tiling_grid(geometry: Geometry, shape_kji: tuple[int, int, int]) -> Geometry:
    """A grid of ``shape_kji`` cells that tile the same field of view, outer corner on corner.

    The centre of cell c, s voxels wide, lies at index c·s + (s − 1)/2. Raises InputError when
    slices at uneven distances would have to be merged.
    """
    steps = np.array(geometry.shape_kji) / np.array(shape_kji)
    if geometry.k_positions is not None and steps[0] != 1:
        raise InputError("Slices at uneven distances cannot be merged into coarser ones.")
    affine = geometry.index_to_lps.copy()
    affine[:3, :3] *= steps
    affine[:3, 3] = geometry.lps_from_index((steps - 1) / 2)
    return replace(geometry, shape_kji=shape_kji, index_to_lps=affine)


def _check_same_space(array: NDArray[np.generic], source: Geometry, target: Geometry) -> None:
    if array.shape[:3] != source.shape_kji:
        raise InputError(f"The pixels {array.shape} do not fit the grid {source.shape_kji}.")
    mine, other = source.frame_of_reference_uid, target.frame_of_reference_uid
    if mine and other and mine != other:
        raise InputError("The two images lie in different frames of reference.")


def _extent_mm(geometry: Geometry, axis: int) -> float:
    ends = np.full((2, 3), -0.5)
    ends[1, axis] = geometry.shape_kji[axis] - 0.5
    low, high = geometry.lps_from_index(ends)
    return float(np.linalg.norm(high - low))


def _parallel_axes(source: Geometry, target: Geometry) -> tuple[int, int, int] | None:
    """For each target axis the source axis it runs along, or None when the grids are oblique."""
    steps = source.lps_to_index[:3, :3] @ target.index_to_lps[:3, :3]  # [source, target]
    drift = np.abs(steps) * _length_in_steps(target)
    pairing = np.argmax(np.abs(steps), axis=0)
    if len(set(pairing)) != 3:
        return None
    drift[pairing, np.arange(3)] = 0
    if drift.max() > _PARALLEL:
        return None
    k, j, i = (int(axis) for axis in pairing)
    return k, j, i


def _length_in_steps(geometry: Geometry) -> Float:
    length = np.array(geometry.shape_kji, dtype=np.float64)
    if geometry.k_positions is not None:
        length[0] = geometry.k_positions[-1] + 1
    return length


def _tie_direction(source: Geometry, target: Geometry) -> Float:
    """(3,) signs along the source's axes that swap when source and target swap."""
    offset = source.direction.T @ (source.centre_lps - target.centre_lps)
    dominant = source.direction[np.abs(source.direction).argmax(axis=0), np.arange(3)]
    by_shape = np.sign(dominant) * (1 if source.shape_kji > target.shape_kji else -1)
    signs: Float = np.where(np.abs(offset) > 1e-6, np.sign(offset), by_shape)
    return signs


def _separate(
    array: NDArray[np.generic],
    source: Geometry,
    target: Geometry,
    pairing: tuple[int, int, int],
    order: Order,
    fill: float,
    antialias: bool,
) -> NDArray[np.generic]:
    turned = array.transpose(*pairing, *range(3, array.ndim))
    ties = _tie_direction(source, target)
    result: NDArray[np.generic] = turned if order == 0 else _as_float(turned)
    taps = []
    for axis, source_axis in enumerate(pairing):
        coordinates = _coordinates_along(source, target, axis, source_axis)
        count = source.shape_kji[source_axis]
        if order == 0:
            taps.append(nearest_taps(coordinates, count, ties[source_axis]))
        else:
            taps.append(linear_taps(coordinates, count, antialias))
    growth = [target.shape_kji[t] / source.shape_kji[s] for t, s in enumerate(pairing)]
    for axis in np.argsort(growth):  # shrink first
        result = apply_taps(result, int(axis), taps[axis])
    return _fill_outside(result, [tap.inside for tap in taps], fill)


def _coordinates_along(source: Geometry, target: Geometry, axis: int, source_axis: int) -> Float:
    index = np.zeros((target.shape_kji[axis], 3))
    index[:, axis] = np.arange(target.shape_kji[axis])
    coordinates: Float = source.index_from_lps(target.lps_from_index(index))[:, source_axis]
    return coordinates


def _as_float(array: NDArray[np.generic]) -> NDArray[np.generic]:
    return array if array.dtype == np.float64 else array.astype(np.float32)


def _fill_outside(
    array: NDArray[np.generic], inside: list[NDArray[np.bool_]], fill: float
) -> NDArray[np.generic]:
    result = np.ascontiguousarray(array)
    if result.base is not None or not result.flags.writeable:
        result = result.copy()
    for axis, keep in enumerate(inside):
        if not keep.all():
            np.moveaxis(result, axis, 0)[~keep] = fill
    return result


def _gather(
    array: NDArray[np.generic],
    source: Geometry,
    target: Geometry,
    order: Order,
    fill: float,
    antialias: bool,
) -> NDArray[np.generic]:
    """Oblique grids: one target slice at a time, so that memory stays that of a slice."""
    values = array if order == 0 else _as_float(array)
    if antialias:
        values = _smoothed(values, source, target)
    k_count, j_count, i_count = target.shape_kji
    grid = np.stack(np.meshgrid(0.0, np.arange(j_count), np.arange(i_count), indexing="ij"), -1)[0]
    result = np.empty((*target.shape_kji, *array.shape[3:]), values.dtype)
    ties = _tie_direction(source, target) * TIE
    for k in range(k_count):
        grid[..., 0] = k
        coordinates = source.index_from_lps(target.lps_from_index(grid))
        sample = (
            nearest_at(values, coordinates + ties) if order == 0 else linear_at(values, coordinates)
        )
        sample[~source.contains_index(coordinates)] = fill
        result[k] = sample
    return result


def _smoothed(
    array: NDArray[np.generic], source: Geometry, target: Geometry
) -> NDArray[np.generic]:
    """Averaged along each source axis over the width of a target voxel, where over one."""
    steps = source.lps_to_index[:3, :3] @ target.index_to_lps[:3, :3]
    for axis, footprint in enumerate(np.linalg.norm(steps, axis=1)):
        if footprint > 1:
            array = apply_taps(array, axis, box_taps(source.shape_kji[axis], float(footprint)))
    return array
