"""A volume moved into another's space: a new affine, nothing resampled, and a flag that says so."""

from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from inference.imaging.flag import Flag
from inference.imaging.volume import Volume

Placing = Literal["registered", "placed-by-hand"]  # the code of the flag


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
    where = fixed.info.series_description or "another series"
    found = f"Moved onto {where} by rigid registration."
    by_hand = f"Moved onto {where} by hand."
    note = Flag(how, found if how == "registered" else by_hand, blocks_models=False)
    return replace(moving, geometry=geometry, flags=(*moving.flags, note))
