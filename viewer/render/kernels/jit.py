"""One way of compiling for every kernel, so that all share its guarantees and its cache."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from threading import Event
from typing import Any, ParamSpec, TypeAlias, TypeVar

import numba
import numpy as np
from platformdirs import user_cache_path

from viewer.render.kept_code import load_kept

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Whole: TypeAlias = int | np.signedinteger[Any]

_CONFIG: Any = numba.config  # set while it loads, which mypy cannot see
# No "nnan"/"ninf": a float volume may hold NaN, and it must come out black.
_FAST = {"reassoc", "contract", "arcp", "nsz"}
_STOPPED = Event()


class CompilingStoppedError(Exception):
    """A kernel was wanted that would have had to be compiled, see ``compiling_stopped``."""


def kernel(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Compile on first call, kept on disk; runs without the interpreter lock.

    It counts no references: it allocates nothing and returns no array. Counting costs more than
    a line of pixels, for each call of a kernel by another counts each array of each tuple, and
    two threads that do so wait for each other's caches.
    """
    return _compiled(function, {"_nrt": False, "forceinline": True})


def allocating_kernel(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """As ``kernel`` for one that makes arrays: scratch for what it calls, once a band."""
    return _compiled(function, {})


def inlined(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Becomes part of each kernel that calls it, and so may name a part of an array for it."""
    return _compiled(function, {"_nrt": False, "inline": "always"})


def _compiled(
    function: Callable[Parameters, Result], options: dict[str, Any]
) -> Callable[Parameters, Result]:
    others = _CONFIG.CACHE_DIR
    _CONFIG.CACHE_DIR = str(cache_folder())
    try:
        compiled: Any = numba.njit(
            cache=True, nogil=True, fastmath=_FAST, error_model="numpy", **options
        )(function)
    finally:
        _CONFIG.CACHE_DIR = others
    compiled._cache.load_overload = partial(_load_or_let_compile, compiled._cache)
    typed: Callable[Parameters, Result] = compiled
    return typed


@contextmanager
def compiling_stopped() -> Iterator[None]:
    """Meanwhile no thread begins to compile; one that is at a kernel goes on to its end."""
    _STOPPED.set()
    try:
        yield
    finally:
        _STOPPED.clear()


def _load_or_let_compile(cache: Any, signature: Any, target: Any) -> Any:
    kept = load_kept(cache, cache_folder(), signature, target)
    if kept is None and _STOPPED.is_set():
        raise CompilingStoppedError
    return kept


@lru_cache(maxsize=1)
def cache_folder() -> Path:
    """Where machine code is kept: a folder of its own for each state of the kernels' sources.

    numba looks at a function's own file alone, and would go on running what was inlined from
    another file before that one changed.
    """
    here = Path(__file__).parent
    digest = hashlib.sha256(numba.__version__.encode())
    for source in sorted(here.glob("*.py")):
        digest.update(source.read_bytes())
    root = here / "__pycache__" if os.access(here, os.W_OK) else user_cache_path("radlens")
    return root / f"kernels-{digest.hexdigest()[:16]}"
