"""The compiler's pages go back to the system, and what they hold is there when it is wanted."""

import subprocess
import sys

import pytest

from tests.data_folder import ROOT

CODE = """
from pathlib import Path
import numba
from viewer.jobs.compiler_pages import give_back_compiler

def resident():
    total, ours = 0, False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        if "-" in line.split(" ")[0]:
            ours = "libllvmlite" in line
        elif ours and line.startswith("Rss:"):
            total += int(line.split()[1])
    return total

@numba.njit
def doubled(value):
    return 2 * value

print(doubled(4), resident(), give_back_compiler() > 0, resident())

@numba.njit
def halved(value):
    return value / 2

print(halved(9.0), doubled(5.5))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and madvise of Linux")
def test_pages_are_given_back_and_the_compiler_still_compiles() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True
    )
    first, second = done.stdout.splitlines()
    answer, before, given, after = first.split()
    assert answer == "8" and given == "True" and int(after) < int(before) / 2
    assert second == "4.5 11.0"
