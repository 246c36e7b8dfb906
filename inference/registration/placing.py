"""A volume moved into another's space: a new affine, nothing resampled, and a flag that says so."""

from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from inference.imaging.flag import Flag
from inference.imaging.volume import Volume

HOW = {"registered": "by rigid registration", "placed-by-hand": "by hand"}  # by code of the flag
Placing = Literal["registered", "placed-by-hand"]


def place_moved(
    moving: Volume, fixed: Volume, moving_to_fixed: NDArray[np.float64], how: Placing
) -> Volume:
    """The same voxels in the fixed volume's space; ``moving_to_fixed`` is 4×4, LPS mm to LPS mm.

    A flag says ``how``, so that no one takes the position for the scanner's.
    """
    geometry = replace(
        moving.geometry,
        index_to_lps=moving_to_fixed @ moving.geometry.index_to_lps,
        frame_of_reference_uid=fixed.geometry.frame_of_reference_uid,
    )
    note = Flag(
        how,
        f"Moved onto {fixed.info.series_description or 'another series'} {HOW[how]}.",
        blocks_models=False,
    )
    return replace(moving, geometry=geometry, flags=(*moving.flags, note))
