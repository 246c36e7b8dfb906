"""The compiler's own code, which comes with numba and which kept machine code does not need.

The system maps what it finds of a library in its cache in large pieces, and of LLVM's 150 MB some
40 lie in the window's memory though hardly any of it runs. They are given back: whatever is
wanted after all is mapped again from the file, when it is wanted.
"""

import ctypes
import re
import sys
from pathlib import Path

_GIVE_BACK = 4  # MADV_DONTNEED of madvise(2)
_MAPPING = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+ +(\S.*)$")
_LIBRARY = "libllvmlite"


def give_back_compiler() -> int:
    """Bytes of mapped, never written pages that were given back; 0 elsewhere than on Linux."""
    if sys.platform != "linux":
        return 0
    madvise = ctypes.CDLL(None, use_errno=True).madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    given = 0
    for start, end in _read_only(Path("/proc/self/smaps").read_text("utf-8", "replace")):
        if madvise(start, end - start, _GIVE_BACK) == 0:
            given += end - start
    return given


def _read_only(maps: str) -> list[tuple[int, int]]:
    """(first, end) addresses of the library's parts that no page was written in: those whose
    addresses were mended while it was loaded would come back unmended."""
    found: list[tuple[int, int]] = []
    part: tuple[int, int] | None = None
    for line in maps.splitlines():
        mapping = _MAPPING.match(line)
        if mapping is not None:
            first, end, rights, path = mapping.groups()
            wanted = "w" not in rights and _LIBRARY in path
            part = (int(first, 16), int(end, 16)) if wanted else None
        elif part is not None and line.startswith("Anonymous:") and line.split()[1] == "0":
            found.append(part)
    return found
