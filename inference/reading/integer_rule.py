"""How stored integers of one kind become true values of an integer volume, settled once a kind."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.reading.pixel_format import PixelFormat, Rescale

Array = NDArray[Any]
_STEEPEST, _FARTHEST = 100, 100  # of a rescale in place; the second in 256ths of the type's range


@dataclass(frozen=True, slots=True)
class IntegerRule:
    """value = stored × slope + intercept, from ``stored`` numbers into ``dtype`` ones.

    ``low_fits`` and ``high_fits`` say whether the lowest and the highest value that the declared
    bits can hold become values within ``limits``, those of ``dtype``. ``in_place``: the stored
    bytes may lie in the volume and become true values there; ``whole_cells``: as they lie in an
    uncompressed file, they are stored values; ``as_stored``: and true ones.
    """

    stored: np.dtype[Any]
    dtype: np.dtype[Any]
    slope: int
    intercept: int
    limits: tuple[int, int]
    low_fits: bool
    high_fits: bool
    in_place: bool
    whole_cells: bool
    as_stored: bool

    def fits(self, stored: Array, outside: NDArray[np.bool_] | None) -> bool:
        """Whether all values but those ``outside`` fit; looks only at ends that could not."""
        if self.low_fits and self.high_fits:
            return True
        kept = stored if outside is None else stored[~outside]
        if not kept.size:
            return True
        return (self.low_fits or self._holds(int(np.minimum.reduce(kept, axis=None)))) and (
            self.high_fits or self._holds(int(np.maximum.reduce(kept, axis=None)))
        )

    def _holds(self, stored: int) -> bool:
        return self.limits[0] <= stored * self.slope + self.intercept <= self.limits[1]


@lru_cache(maxsize=4096)
def integer_rule(layout: PixelFormat, rescale: Rescale, dtype: np.dtype[Any]) -> IntegerRule:
    """The rule for slices of this layout and rescale in a volume of the integer ``dtype``."""
    stored, slope, intercept = layout.stored_dtype, int(rescale.slope), int(rescale.intercept)
    limits = int(np.iinfo(dtype).min), int(np.iinfo(dtype).max)
    low, high = (end * slope + intercept for end in layout.range)
    in_place = (
        not layout.colour
        and stored.isnative
        and stored.kind in "iu"
        and stored.itemsize == dtype.itemsize
        and abs(rescale.slope) <= _STEEPEST
        and abs(rescale.intercept) <= _FARTHEST << (8 * stored.itemsize - 8)
    )
    return IntegerRule(
        stored,
        dtype,
        slope,
        intercept,
        limits,
        low_fits=limits[0] <= low <= limits[1],
        high_fits=limits[0] <= high <= limits[1],
        in_place=in_place,
        whole_cells=layout.bits_stored == layout.bits_allocated,
        as_stored=slope == 1 and intercept == 0 and stored == dtype,
    )
