"""Run as a program: how much it and its reading process grow for a folder, per byte of volume."""

import sys
from contextlib import closing
from pathlib import Path

import psutil

from inference.reading.sandbox import SandboxPool


def measure(folder: Path) -> float:
    """Peak growth of memory while scanning and loading, ÷ the volume's bytes.

    The growth of both processes is added, as if both were at their peak at once.
    """
    with closing(SandboxPool(1)) as pool:
        warm = pool.scan_paths([folder])  # what stays loaded for good is no cost of the volume
        del warm
        processes = [psutil.Process(), *map(psutil.Process, pool.process_ids)]
        before = [process.memory_info().rss for process in processes]
        volume = pool.load_volume(pool.scan_paths([folder]).series[0])
        peaks = [_peak(process) for process in processes]
    grown = sum(peak - start for peak, start in zip(peaks, before, strict=True))
    return float(grown / volume.array.nbytes)


def _peak(process: psutil.Process) -> int:
    """Highest resident size in bytes (getrusage would count a parent's too)."""
    status = Path(f"/proc/{process.pid}/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) * 1024
    info = process.memory_info()
    return int(getattr(info, "peak_wset", info.rss))


if __name__ == "__main__":
    sys.stdout.write(f"{measure(Path(sys.argv[1])):.3f}\n")
