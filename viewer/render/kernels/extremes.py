"""Larger, smaller and clamp without branches.

A Python conditional compiles to jumps here, and noise makes every jump a coin toss that costs
five times the frame; LLVM's own minimum and maximum vectorise. They prefer a number to NaN, so
that a clamped NaN comes out as ``low``.
"""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.extending import intrinsic

from viewer.render.kernels.jit import kernel

Pair = Callable[[np.float32, np.float32], np.float32]


def _of_two(name: str) -> Any:
    """Emit a call of an LLVM intrinsic on two float32."""

    def emit(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kind = ir.FloatType()
        function_type = ir.FunctionType(kind, [kind, kind])
        function = builder.module.declare_intrinsic(name, [kind], function_type)
        return builder.call(function, arguments)

    return types.float32(types.float32, types.float32), emit


def _larger(typing_context: Any, a: Any, b: Any) -> Any:
    return _of_two("llvm.maxnum")


def _smaller(typing_context: Any, a: Any, b: Any) -> Any:
    return _of_two("llvm.minnum")


larger = cast(Pair, intrinsic(_larger))
smaller = cast(Pair, intrinsic(_smaller))


@kernel
def clamp(value: np.float32, low: np.float32, high: np.float32) -> np.float32:
    """``value`` limited to ``low`` … ``high``; NaN becomes ``low``."""
    return smaller(larger(value, low), high)
