"""Stored values of one slice into true ones, exactly once (PS3.3 C.11.1)."""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.reading.checks import UNCOMPRESSED
from inference.reading.decode import BIT_EXACT
from inference.reading.file_header import LookupTable
from inference.reading.pixel_format import Rescale, stored_range
from inference.reading.plan import SlicePlan
from inference.reading.stored_bits import clear_unused_bits, extend_sign

Array = NDArray[Any]


class ValuesDoNotFit(InputError):  # noqa: N818 - a question of the type, then answered
    """A slice's true values lie outside the volume's integer type; load it as a wider one."""


def rescale_in_place(plan: SlicePlan, values: Array, padding_value: float | None) -> None:
    """Turn a slice's stored integers, already lying in the volume, into true values.

    ``values`` has the volume's integer dtype, of the stored width; ValuesDoNotFit before
    anything wraps.
    """
    layout, rescale = plan.file.layout, plan.rescale
    stored = values.view(layout.stored_dtype)
    clear_unused_bits(stored, layout)
    outside = _padding_mask(plan, stored, padding_value)
    slope, intercept = int(rescale.slope), int(rescale.intercept)
    if slope == 1 and intercept == 0 and stored.dtype == values.dtype:
        pass
    else:
        _check_fit(plan, stored, values.dtype, outside)
        if slope != 1:
            np.multiply(values, values.dtype.type(slope), out=values)
        if intercept:
            np.add(values, values.dtype.type(intercept), out=values)
    if outside is not None and padding_value is not None:
        values[outside] = padding_value


def true_values(plan: SlicePlan, stored: Array, target: Array, padding_value: float | None) -> None:
    """Write the true values of ``stored`` (a writable array of one frame) into ``target``."""
    if plan.file.transfer_syntax in UNCOMPRESSED or plan.file.transfer_syntax in BIT_EXACT:
        clear_unused_bits(stored, plan.file.layout)
    else:  # codecs give the stored bits right-aligned
        extend_sign(stored, plan.file.layout)
    outside = _padding_mask(plan, stored, padding_value)
    if plan.lookup is not None:
        target[...] = _looked_up(plan.lookup, stored)
    elif target.dtype.kind == "f":
        rescale = plan.rescale
        target[...] = stored * np.float64(rescale.slope) + rescale.intercept
    else:
        _check_fit(plan, stored, target.dtype, outside)
        wide = stored.astype(np.int64) * int(plan.rescale.slope) + int(plan.rescale.intercept)
        target[...] = wide
    if outside is not None and padding_value is not None:
        target[outside] = padding_value


def _padding_mask(
    plan: SlicePlan, stored: Array, padding_value: float | None
) -> NDArray[np.bool_] | None:
    """Where the slice has no picture; None where rescaling alone already gives the padding."""
    if plan.padding is None or padding_value is None:
        return None
    low, high = plan.padding
    alone = low * plan.rescale.slope + plan.rescale.intercept == padding_value
    if low == high and alone and plan.lookup is None:
        return None
    mask: NDArray[np.bool_] = (stored >= low) & (stored <= high) if high > low else stored == low
    return mask if mask.any() else None


def _check_fit(
    plan: SlicePlan, stored: Array, dtype: np.dtype[Any], outside: NDArray[np.bool_] | None
) -> None:
    """ValuesDoNotFit when a true value lies beyond ``dtype``; looks only at ends that could."""
    layout = plan.file.layout
    low_fits, high_fits = _ends_fit(layout.signed, layout.bits_stored, plan.rescale, dtype)
    if low_fits and high_fits:
        return
    kept = stored if outside is None else stored[~outside]
    if not kept.size:
        return
    low_fits = low_fits or _fits(int(kept.min()), plan.rescale, dtype)
    if not (low_fits and (high_fits or _fits(int(kept.max()), plan.rescale, dtype))):
        raise ValuesDoNotFit(
            f"{plan.file.path.name} holds values beyond {dtype}; load the series as wider numbers."
        )


@lru_cache(maxsize=4096)
def _ends_fit(
    signed: bool, bits_stored: int, rescale: Rescale, dtype: np.dtype[Any]
) -> tuple[bool, bool]:
    """Whether the lowest and the highest value that the declared bits can hold fit ``dtype``."""
    low, high = stored_range(signed, bits_stored)
    return _fits(low, rescale, dtype), _fits(high, rescale, dtype)


def _fits(stored: int, rescale: Rescale, dtype: np.dtype[Any]) -> bool:
    limits = np.iinfo(dtype)
    return bool(limits.min <= stored * int(rescale.slope) + int(rescale.intercept) <= limits.max)


def _looked_up(table: LookupTable, stored: Array) -> Array:
    """Modality LUT output; values below or beyond the table take its first or last entry."""
    entries = np.frombuffer(table.entries, "<u2")
    index = np.clip(stored.astype(np.int64) - table.first_value, 0, len(entries) - 1)
    return entries[index]
