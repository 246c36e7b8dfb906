"""Stored values of one slice into true ones, exactly once (PS3.3 C.11.1)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError
from inference.reading.checks import UNCOMPRESSED
from inference.reading.decode import BIT_EXACT
from inference.reading.file_header import LookupTable
from inference.reading.integer_rule import IntegerRule, integer_rule
from inference.reading.plan import PixelFile, SlicePlan
from inference.reading.stored_bits import clear_unused_bits, extend_sign

Array = NDArray[Any]


class ValuesDoNotFit(InputError):  # noqa: N818 - a question of the type, then answered
    """A slice's true values lie outside the volume's integer type; load it as a wider one."""


def rescale_in_place(
    plan: SlicePlan, rule: IntegerRule, values: Array, padding_value: float | None
) -> None:
    """Turn a slice's stored integers, already lying in the volume, into true values.

    ``values`` has the volume's integer dtype, ``rule`` is that of its kind; ValuesDoNotFit before
    anything wraps.
    """
    stored = values if rule.stored is rule.dtype else values.view(rule.stored)
    if not rule.whole_cells:
        _clear_cells(plan.file, stored)
    outside = None if plan.padding is None else _padding_mask(plan, stored, padding_value)
    if not rule.as_stored:
        if not rule.fits(stored, outside):
            raise _do_not_fit(plan, rule)
        if rule.slope != 1:
            np.multiply(values, rule.dtype.type(rule.slope), out=values)
        if rule.intercept:
            np.add(values, rule.dtype.type(rule.intercept), out=values)
    if outside is not None and padding_value is not None:
        values[outside] = padding_value


def true_values(plan: SlicePlan, stored: Array, target: Array, padding_value: float | None) -> None:
    """Write the true values of ``stored`` (a writable array of one frame) into ``target``."""
    _clear_cells(plan.file, stored)
    outside = _padding_mask(plan, stored, padding_value)
    if plan.lookup is not None:
        target[...] = _looked_up(plan.lookup, stored)
    elif target.dtype.kind == "f":
        rescale = plan.rescale
        target[...] = stored * np.float64(rescale.slope) + rescale.intercept
    else:
        rule = integer_rule(plan.file.layout, plan.rescale, target.dtype)
        if not rule.fits(stored, outside):
            raise _do_not_fit(plan, rule)
        target[...] = stored.astype(np.int64) * rule.slope + rule.intercept
    if outside is not None and padding_value is not None:
        target[outside] = padding_value


def _clear_cells(file: PixelFile, stored: Array) -> None:
    """Cells as they were packed into the values that they stand for, in place."""
    if file.transfer_syntax in UNCOMPRESSED or file.transfer_syntax in BIT_EXACT:
        clear_unused_bits(stored, file.layout)
    else:  # codecs give the stored bits right-aligned
        extend_sign(stored, file.layout)


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


def _do_not_fit(plan: SlicePlan, rule: IntegerRule) -> ValuesDoNotFit:
    return ValuesDoNotFit(
        f"{plan.file.path.name} holds values beyond {rule.dtype}; load the series as wider numbers."
    )


def _looked_up(table: LookupTable, stored: Array) -> Array:
    """Modality LUT output; values below or beyond the table take its first or last entry."""
    entries = np.frombuffer(table.entries, "<u2")
    index = np.clip(stored.astype(np.int64) - table.first_value, 0, len(entries) - 1)
    return entries[index]
