"""A value between the eight voxels around a place, two neighbours of a row at a time.

Neighbours along a row lie beside each other in memory: one load brings both and one instruction
makes real numbers of them. Measured on a million pixels: 10.0 to 7.0 ms where voxels come from
memory, 6.6 to 3.3 ms where they are in a cache.
"""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.extending import intrinsic
from numpy.typing import NDArray

_PLACE, _REAL = ir.IntType(32), ir.FloatType()
_TWO = ir.VectorType(_REAL, 2)
_CONTRACT = ("contract",)


def _both(context: Any, builder: Any, kind: Any, array: Any, place: Any) -> Any:
    """Elements ``place`` and the next one, as two float32."""
    stored = ir.VectorType(context.get_data_type(kind.dtype), 2)
    address = builder.bitcast(builder.gep(array.data, [place]), stored.as_pointer())
    values = builder.load(address, align=kind.dtype.bitwidth // 8)
    if isinstance(kind.dtype, types.Float):
        return values
    return builder.sitofp(values, _TWO) if kind.dtype.signed else builder.uitofp(values, _TWO)


def _towards(builder: Any, one: Any, other: Any, share: Any) -> Any:
    """``one`` moved towards ``other`` by ``share``."""
    change = builder.fmul(builder.fsub(other, one), share, flags=_CONTRACT)
    return builder.fadd(one, change, flags=_CONTRACT)


def _twice(builder: Any, value: Any) -> Any:
    once = builder.insert_element(ir.Constant(_TWO, ir.Undefined), value, _PLACE(0))
    return builder.insert_element(once, value, _PLACE(1))


def _emit(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    kind = signature.args[0]
    array = context.make_array(kind)(context, builder, arguments[0])
    place, row, plane, across, down, through = arguments[1:]
    behind = builder.add(place, plane)
    near, lower, far, far_lower = (
        _both(context, builder, kind, array, corner)
        for corner in (place, builder.add(place, row), behind, builder.add(behind, row))
    )
    down = _twice(builder, down)
    near, far = _towards(builder, near, lower, down), _towards(builder, far, far_lower, down)
    both = _towards(builder, near, far, _twice(builder, through))
    left, right = (builder.extract_element(both, _PLACE(n)) for n in range(2))
    return _towards(builder, left, right, across)


def _between_eight(
    typing_context: Any, flat: Any, place: Any, row: Any, plane: Any, across: Any, down: Any,
    through: Any,
) -> Any:  # fmt: skip
    """Around element ``place``; ``row`` and ``plane`` are steps (uint64), the rest are shares of
    the next column, row and plane. The element after each of the four corners must exist."""
    return types.float32(flat, place, row, plane, across, down, through), _emit


between_eight = cast(
    Callable[
        [NDArray[np.generic], np.uint64, np.uint64, np.uint64, np.float32, np.float32, np.float32],
        np.float32,
    ],
    intrinsic(_between_eight),
)
