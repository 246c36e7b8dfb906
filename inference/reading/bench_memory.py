"""Run as a program: how much this process grows while it loads a folder, per byte of volume."""

import sys
from pathlib import Path

import psutil

from inference.reading.load import load_volume
from inference.reading.scan import scan_paths


def measure(folder: Path) -> float:
    """Peak growth of resident memory while scanning and loading, ÷ the volume's bytes."""
    warm = scan_paths([folder])  # what stays loaded for good (modules) is no cost of the volume
    del warm
    before = psutil.Process().memory_info().rss
    volume = load_volume(scan_paths([folder]).series[0])
    return float((_peak() - before) / volume.array.nbytes)


def _peak() -> int:
    """Highest resident size of this process in bytes (getrusage would count its parent's too)."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) * 1024
    info = psutil.Process().memory_info()
    return int(getattr(info, "peak_wset", info.rss))


if __name__ == "__main__":
    sys.stdout.write(f"{measure(Path(sys.argv[1])):.3f}\n")
