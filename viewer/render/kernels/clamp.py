"""A clamp without branches: a mispredicted one per pixel costs five times the frame.

A Python conditional compiles to jumps here, and noise makes every jump a coin toss; LLVM's own
minimum and maximum vectorise. They prefer a number to NaN, so NaN comes out as ``low``.
"""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic


def _clamp(typing_context: Any, value: Any, low: Any, high: Any) -> Any:
    """float32 ``value`` limited to ``low`` … ``high``."""

    def emit(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kind = ir.FloatType()
        pair = ir.FunctionType(kind, [kind, kind])
        greater = builder.module.declare_intrinsic("llvm.maxnum", [kind], pair)
        lesser = builder.module.declare_intrinsic("llvm.minnum", [kind], pair)
        number, bottom, top = arguments
        return builder.call(lesser, [builder.call(greater, [number, bottom]), top])

    return types.float32(types.float32, types.float32, types.float32), emit


clamp = cast(Callable[[np.float32, np.float32, np.float32], np.float32], intrinsic(_clamp))
