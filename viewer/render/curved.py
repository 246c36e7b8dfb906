"""Curved reformat: a volume straightened or stretched along a line that a person drew."""

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.imaging.flag import Flag
from inference.imaging.geometry import Geometry
from inference.imaging.volume import Volume
from viewer.state.curves import CurvedCut

Float = NDArray[np.float64]
CURVED = Flag("curved-reformat", "A curved plane: lengths hold along the line alone.")
STRETCHED = Flag(
    "curved-reformat",
    "A curved plane, stretched flat: lengths hold in it, but it has no sides and so no letters.",
)


def curved_picture(volume: Volume, cut: CurvedCut) -> Volume:
    """A 2D picture (one slice) on the grid of ``cut``.

    Sampling is linear. Such a picture has no sides of its own: it carries no letters, and a flag.
    InputError for a colour series.
    """
    if volume.is_colour:
        raise InputError("A curved reformat of a colour series is not possible.")
    geometry = cut.geometry(volume.geometry.calibrated)
    values = sampled(volume.array, volume.geometry, cut.grid())
    flag = STRETCHED if cut.form == "stretched" else CURVED
    return Volume(
        values[None], geometry, volume.info, volume.unit, (*volume.flags, flag), volume.windows,
        volume.inverted_display, stack_name="curved reformat",
    )  # fmt: skip


def sampled(
    array: NDArray[np.generic], geometry: Geometry, points_lps: Float, outside: float | None = None
) -> NDArray[np.float32]:
    """Linear values of a grid at LPS points; beyond it ``outside``, or the darkest value near."""
    from scipy.ndimage import map_coordinates

    index = geometry.index_from_lps(points_lps)
    inside = geometry.contains_index(index)
    limited = np.clip(index, 0, np.array(geometry.shape_kji) - 1)
    low, high = (f(limited.reshape(-1, 3), axis=0).astype(int) for f in (np.min, np.max))
    block = tuple(slice(a, b + 2) for a, b in zip(low, high, strict=True))
    part = array[block].astype(np.float32)
    values = map_coordinates(part, np.moveaxis(limited - low, -1, 0), order=1, mode="nearest")
    beyond = part.min() if outside is None else outside
    result: NDArray[np.float32] = np.where(inside, values, beyond).astype(np.float32)
    return result
