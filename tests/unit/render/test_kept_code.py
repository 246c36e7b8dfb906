"""Machine code from an earlier process runs, and what calls it can still be compiled anew."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
KERNELS = """
import numpy as np
from viewer.render.kernels.jit import allocating_kernel

@allocating_kernel
def doubled(values):
    out = np.empty(len(values), np.int64)
    for x in range(len(values)):
        out[x] = 2 * values[x]
    return out

@allocating_kernel
def total(values):
    found = 0
    for value in doubled(values):
        found += value
    return found
"""
RUN = """
import sys
from pathlib import Path
import viewer.render.kernels.jit as jit
jit.cache_folder = lambda: Path(sys.argv[1])
import small_kernels as ours
import numpy as np
few = np.arange(5)
print(ours.doubled(few).tolist(), ours.total(few), "numba.np.linalg" in sys.modules)
"""


def run(folder: Path) -> str:
    """A fresh process' answer, with its kernels' code kept in ``folder``."""
    (folder / "small_kernels.py").write_text(KERNELS)
    stamp = 1_700_000_000
    os.utime(folder / "small_kernels.py", (stamp, stamp))
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(folder / "kept")],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_kept_code_runs_without_the_compiler_and_new_code_is_linked_to_it(tmp_path: Path) -> None:
    assert run(tmp_path) == "[0, 2, 4, 6, 8] 20 True"
    assert run(tmp_path) == "[0, 2, 4, 6, 8] 20 False"
    for file in tmp_path.glob("kept/**/*total*"):
        file.unlink()
    assert run(tmp_path) == "[0, 2, 4, 6, 8] 20 True"


def test_a_damaged_file_of_kept_memory_functions_is_written_anew(tmp_path: Path) -> None:
    run(tmp_path)
    (kept,) = tmp_path.glob("kept/memory-*.bin")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:100])
    assert run(tmp_path) == "[0, 2, 4, 6, 8] 20 False"
    assert len(kept.read_bytes()) > 1000
