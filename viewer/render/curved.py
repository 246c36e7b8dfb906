"""Curved reformat: a volume straightened along a line that a person drew."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import map_coordinates

from inference.imaging.errors import InputError
from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry, affine_from_steps
from inference.imaging.volume import Volume

Float = NDArray[np.float64]
CURVED = Flag("curved-reformat", "A curved plane: lengths hold along the line alone.")
_LONGEST_PX = 8192


def curved_picture(
    volume: Volume, path_lps: Float, half_width_mm: float, across_lps: Float
) -> Volume:
    """A 2D picture (one slice): rows along the path, columns across it, both in mm.

    ``path_lps`` is (n, 3), at least two different points. ``across_lps`` is the direction in
    which the cut extends to either side; at each point its part along the path is taken off.
    Sampling is linear, as fine as the finest voxel. Such a picture has no sides of its own:
    it carries no letters, and a flag. InputError for a path or direction that spans nothing.
    """
    if volume.is_colour:
        raise InputError("A curved reformat of a colour series is not possible.")
    step = min(volume.geometry.spacing_mm_kji)
    points, tangents = evenly_along(np.asarray(path_lps, dtype=np.float64), step)
    across = across_lps - (tangents @ across_lps)[:, None] * tangents
    length = np.linalg.norm(across, axis=1)
    if length.min() < 1e-3:
        raise InputError("The drawn line runs along the direction of the cut; draw it otherwise.")
    offsets = np.arange(-half_width_mm, half_width_mm + step / 2, step)
    grid = points[:, None] + offsets[:, None] * (across / length[:, None])[:, None]
    values = _sampled(volume, grid)
    affine = affine_from_steps((0, 0, 0), (0, 0, step), (0, step, 0), (step, 0, 0))
    calibrated = volume.geometry.calibrated
    geometry = Geometry(
        (1, *values.shape), affine, in_plane_mm=calibrated, through_plane_mm=False, oriented=False
    )
    return Volume(
        values[None], geometry, volume.info, volume.unit, (*volume.flags, CURVED), volume.windows,
        volume.inverted_display, stack_name="curved reformat",
    )  # fmt: skip


def evenly_along(path: Float, step_mm: float) -> tuple[Float, Float]:
    """Points every ``step_mm`` along a polyline, and its unit direction at each."""
    gaps = np.linalg.norm(np.diff(path, axis=0), axis=1)
    path = path[np.r_[True, gaps > 1e-9]]
    gaps = gaps[gaps > 1e-9]
    if len(path) < 2:
        raise InputError("A curved reformat needs a line of at least two different points.")
    way = np.r_[0.0, np.cumsum(gaps)]
    if way[-1] / step_mm > _LONGEST_PX:
        raise InputError(f"The drawn line is too long: {way[-1]:.0f} mm.")
    places = np.arange(0, way[-1] + 1e-9, step_mm)
    points = np.stack([np.interp(places, way, path[:, axis]) for axis in range(3)], axis=1)
    segment = np.clip(np.searchsorted(way, places, side="right") - 1, 0, len(gaps) - 1)
    tangents: Float = np.diff(path, axis=0)[segment] / gaps[segment, None]
    return points, tangents


def _sampled(volume: Volume, points_lps: Float) -> NDArray[np.float32]:
    """Linear values at LPS points; outside, the darkest value of the volume."""
    index = volume.geometry.index_from_lps(points_lps)
    inside = volume.geometry.contains_index(index)
    limited = np.clip(index, 0, np.array(volume.geometry.shape_kji) - 1)
    low, high = (f(limited.reshape(-1, 3), axis=0).astype(int) for f in (np.min, np.max))
    block = tuple(slice(a, b + 2) for a, b in zip(low, high, strict=True))
    part = volume.array[block].astype(np.float32)
    values = map_coordinates(part, np.moveaxis(limited - low, -1, 0), order=1, mode="nearest")
    result: NDArray[np.float32] = np.where(inside, values, part.min()).astype(np.float32)
    return result
