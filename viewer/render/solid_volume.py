"""What the 3D view takes of a series and its masks: checked, thinned to what a CPU can turn."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry
from inference.imaging.label_map import LabelMap
from inference.imaging.resampling import grid_like, part_of, resample
from inference.imaging.volume import Volume

MOST_VOXELS = 24_000_000
SOLID_FROM = 0.4  # the usual opacity of a mask on slices: as a surface it is solid
NO_DEPTH = "The 3D view needs a grey volume of several slices."
NO_MILLIMETRES = "The 3D view needs known millimetres, which this series does not state."
Factors = tuple[int, int, int]


def solid_volume(volume: Volume, most_voxels: int = MOST_VOXELS) -> Volume:
    """The volume on even slices and at most ``most_voxels`` voxels, by means of whole blocks.

    Raises InputError as ``check_solid``.
    """
    check_solid(volume)
    factors = thinning_factors(volume.geometry, most_voxels)
    if factors != (1, 1, 1):
        array = _block_means(volume.array, factors)
        volume = replace(volume, array=array, geometry=_thinned(volume.geometry, factors))
    target = _even_grid(volume.geometry)
    if target is volume.geometry:
        return volume
    fill = float(volume.array.min())
    array = resample(volume.array, volume.geometry, target, order=1, fill=fill)
    return replace(volume, array=array, geometry=target)


def check_solid(volume: Volume) -> None:
    """Raise InputError for pictures without depth, colour, or known millimetres."""
    if volume.is_colour or min(volume.array.shape[:3]) < 2:
        raise InputError(NO_DEPTH)
    if not volume.geometry.calibrated:
        raise InputError(NO_MILLIMETRES)


def solid_labels(label_map: LabelMap, most_voxels: int = MOST_VOXELS) -> LabelMap | None:
    """The part of a label map that is not empty, thinned and on even slices; None when all is."""
    array, geometry = label_map.array, label_map.geometry
    spans = [_span(np.asarray(array.any(axis=others))) for others in ((1, 2), (0, 2), (0, 1))]
    if any(last < first for first, last in spans):
        return None
    if geometry.k_positions is not None:
        spans[0] = (0, geometry.shape_kji[0] - 1)
    (k0, k1), (j0, j1), (i0, i1) = spans
    shape = (k1 - k0 + 1, j1 - j0 + 1, i1 - i0 + 1)
    array, geometry = (
        array[k0 : k1 + 1, j0 : j1 + 1, i0 : i1 + 1],
        part_of(geometry, (k0, j0, i0), shape),
    )
    factors = thinning_factors(geometry, most_voxels)
    if factors != (1, 1, 1):
        array, geometry = _block_middles(array, factors), _thinned(geometry, factors)
    target = _even_grid(geometry)
    if target is not geometry:
        array, geometry = resample(array, geometry, target, order=0, fill=0), target
    return replace(label_map, array=np.ascontiguousarray(array), geometry=geometry)


def surface_opacity(layer_opacity: float) -> float:
    """Of a surface inside a volume: a translucent one would drown in what lies before it."""
    return min(1.0, layer_opacity / SOLID_FROM)


def thinning_factors(geometry: Geometry, most_voxels: int) -> Factors:
    """How many voxels become one along k, j and i; the finest axis first. Uneven slices stay."""
    spacing, factors = np.array(geometry.spacing_mm_kji), np.ones(3, int)
    shape = np.array(geometry.shape_kji)
    free = [axis for axis in range(3) if axis > 0 or geometry.k_positions is None]
    while np.prod(shape // factors) > most_voxels:
        finest = min(free, key=lambda axis: float(spacing[axis] * factors[axis]))
        factors[finest] += 1
    return int(factors[0]), int(factors[1]), int(factors[2])


def _thinned(geometry: Geometry, factors: Factors) -> Geometry:
    affine = geometry.index_to_lps.copy()
    affine[:3, :3] *= factors
    affine[:3, 3] = geometry.lps_from_index((np.array(factors) - 1) / 2)
    k, j, i = (n // f for n, f in zip(geometry.shape_kji, factors, strict=True))
    return replace(geometry, shape_kji=(k, j, i), index_to_lps=affine)


def _block_means(array: NDArray[np.generic], factors: Factors) -> NDArray[np.generic]:
    """Whole blocks alone; what is left at the far faces, less than a block, goes."""
    k, j, i = (n // f for n, f in zip(array.shape, factors, strict=True))
    means = np.empty((k, j, i), array.dtype)
    places = [(a, b, c) for a in range(factors[0]) for b in range(factors[1])
              for c in range(factors[2])]  # fmt: skip
    for slab in range(k):
        total = np.zeros((j, i), np.float32)
        for a, b, c in places:
            rows, columns = (
                slice(b, j * factors[1], factors[1]),
                slice(c, i * factors[2], factors[2]),
            )
            total += array[slab * factors[0] + a, rows, columns]
        total /= len(places)
        means[slab] = total if array.dtype.kind == "f" else np.rint(total)
    return means


def _block_middles(array: NDArray[np.generic], factors: Factors) -> NDArray[np.generic]:
    cuts = tuple(slice(f // 2, n // f * f, f) for n, f in zip(array.shape, factors, strict=True))
    return array[cuts]


def _even_grid(geometry: Geometry) -> Geometry:
    """The grid itself where its slices are even, else one of the affine's own steps."""
    if geometry.k_positions is None:
        return geometry
    return grid_like(geometry, spacing_mm_kji=(geometry.spacing_mm_kji[0], None, None))


def _span(filled: NDArray[np.bool_]) -> tuple[int, int]:
    """First and last place that is filled; (0, -1) when none is."""
    places = np.flatnonzero(filled)
    return (int(places[0]), int(places[-1])) if len(places) else (0, -1)
