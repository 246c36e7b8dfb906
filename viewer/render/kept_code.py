"""Kept machine code loaded without what numba needs only to compile: half a second, 110 MB less.

What is left out is numba's way to compile, not its way to run: when there is something to compile,
the compiler itself loads the rest. tests/architecture/test_starting.py watches over it.
"""

import logging
import pickle
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import llvmlite.binding as llvm  # type: ignore[import-untyped]
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler_lock import global_compiler_lock
from numba.core.runtime import nrtdynmod, rtsys  # type: ignore[attr-defined]

LOG = logging.getLogger(__name__)


def load_kept(cache: Any, folder: Path, signature: Any, target: Any) -> Any:
    """What numba's ``cache`` of a function holds for ``signature``; None makes numba compile it.

    numba's own way first loads everything that any function could call: linear algebra, and scipy
    with it, typed lists, random numbers. ``folder`` is where the cache lies.
    """
    target.codegen()._library_class = _KeptLibrary
    _start_memory(target, folder)
    with cache._guard_against_spurious_io_errors():
        return cache._load_overload(signature, target)


class _KeptLibrary(JITCodeLibrary):
    """Machine code whose form for inlining, most of its memory, is unpacked when asked for."""

    _packed = b""

    @classmethod
    def _unserialize(cls, codegen: Any, state: Any) -> Any:
        library = super()._unserialize(codegen, state)  # type: ignore[no-untyped-call]
        if state[1] == "object":
            library._packed, library._shared_module = state[2][1], None
        return library

    def _get_module_for_linking(self) -> Any:
        if self._shared_module is None and self._packed:
            self._shared_module = llvm.parse_bitcode(self._packed)
        return super()._get_module_for_linking()  # type: ignore[no-untyped-call]


@global_compiler_lock  # type: ignore[untyped-decorator]
def _start_memory(target: Any, folder: Path) -> None:
    """numba's functions for the memory of arrays: compiled once for this processor, then kept."""
    if rtsys._init:
        return
    processor = sha256(repr(target.codegen().magic_tuple()).encode()).hexdigest()[:16]
    path = folder / f"memory-{processor}.bin"
    theirs = nrtdynmod.compile_nrt_functions
    nrtdynmod.compile_nrt_functions = lambda context: _memory_functions(context, path)
    try:
        rtsys.initialize(target)
    finally:
        nrtdynmod.compile_nrt_functions = theirs


def _memory_functions(context: Any, path: Path) -> Any:
    try:
        kept = pickle.loads(path.read_bytes())  # our own file, as numba's beside it are
    except FileNotFoundError:
        kept = None
    except (OSError, EOFError, pickle.UnpicklingError) as error:
        LOG.warning("%s is compiled anew: %s", path, error)
        kept = None
    if kept is not None:
        return context.codegen().unserialize_library(kept)
    module, library = nrtdynmod.create_nrt_module(context)  # type: ignore[no-untyped-call]
    library.enable_object_caching()
    library.add_ir_module(module)
    library.finalize()
    _keep(path, pickle.dumps(library.serialize_using_object_code()))
    return library


def _keep(path: Path, content: bytes) -> None:
    """Whole or not at all, as another window may read it meanwhile."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)
    except OSError as error:
        LOG.warning("%s could not be written, the next start compiles it again: %s", path, error)
