"""One way of compiling for every kernel, so that all share its guarantees and its cache."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeAlias, TypeVar

import numba
import numpy as np

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Whole: TypeAlias = int | np.signedinteger[Any]

# No "nnan"/"ninf": a float volume may hold NaN, and it must come out black.
_FAST = {"reassoc", "contract", "arcp", "nsz"}


def kernel(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Compile on first call, kept on disk; runs without the interpreter lock."""
    compiled: Callable[Parameters, Result] = numba.njit(
        cache=True, nogil=True, fastmath=_FAST, error_model="numpy"
    )(function)
    return compiled
