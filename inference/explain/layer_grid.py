"""Where the cells of a network's layer lie in the patient."""

from dataclasses import replace

import numpy as np

from inference.imaging.errors import InputError
from inference.imaging.geometry import Geometry


def layer_grid(geometry: Geometry, shape_kji: tuple[int, int, int]) -> Geometry:
    """A grid of ``shape_kji`` cells that tile the same field of view, outer corner on corner.

    The centre of cell c of a layer with stride s lies at index c·s + (s − 1)/2 of the input,
    half a cell from the corner. Raises InputError when uneven slices would have to be merged.
    """
    steps = np.array(geometry.shape_kji) / np.array(shape_kji)
    if geometry.k_positions is not None and steps[0] != 1:
        raise InputError("Slices at uneven distances cannot be merged into a coarser layer.")
    affine = geometry.index_to_lps.copy()
    affine[:3, :3] *= steps
    affine[:3, 3] = geometry.lps_from_index((steps - 1) / 2)
    return replace(geometry, shape_kji=shape_kji, index_to_lps=affine)
