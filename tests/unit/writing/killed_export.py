"""Writes files again and again, killed (SIGKILL) at one step later each time; says how often.

Run as a script by ``test_failing_writes.py``: it forks, so it must not run within pytest.
"""

import os
import signal
import stat
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from inference.writing.whole_file import write_all_whole

NAMES = "mask.nii.gz", "result.json"
OLD, NEW = b"old" * 400_000, b"new" * 300_000
FILE_EVENTS = {"open", "os.rename", "os.mkdir", "os.remove"}


def main(folder: Path) -> int:
    """How many kills until a write got through; AssertionError at the first half-written file."""
    for kills in count():
        write_all_whole(dict.fromkeys((folder / name for name in NAMES), OLD))
        child = os.fork()
        if child == 0:
            _write_and_die_at(kills, folder)
        _, status = os.waitpid(child, 0)
        found = [(folder / name).read_bytes() for name in NAMES]
        assert all(content in (OLD, NEW) for content in found), f"half a file after {kills} steps"
        assert found != [OLD, NEW], "the file that vouches for the others came first"
        if not os.WIFSIGNALED(status):
            assert status == 0 and found == [NEW, NEW]
            return kills
    raise AssertionError


def _write_and_die_at(step: int, folder: Path) -> None:
    steps = count()

    def advance() -> None:
        if next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    _die_in_system_calls(advance)
    write_all_whole(dict.fromkeys((folder / name for name in NAMES), NEW))
    os._exit(0)


def _die_in_system_calls(advance: Callable[[], None]) -> None:
    def hook(event: str, _arguments: tuple[Any, ...]) -> None:
        if event in FILE_EVENTS:
            advance()

    true_fsync = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.ftruncate(descriptor, len(NEW) // 2)  # as if half had got there so far
            advance()
            os.pwrite(descriptor, NEW, 0)
        true_fsync(descriptor)
        advance()

    sys.addaudithook(hook)
    os.fsync = fsync  # type: ignore[assignment]


if __name__ == "__main__":
    sys.stdout.write(f"ok {main(Path(sys.argv[1]))}\n")
