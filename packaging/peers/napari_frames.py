"""napari drawing what `radlens bench view` draws: a new slice with a new window in each frame.

``napari_frames.py VOLUME.npy FRAMES SIDE``, run by the peers' own Python; the last line printed
is a JSON object with the milliseconds of each frame.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import napari
import numpy as np
from qtpy.QtWidgets import QApplication

FIRST_SLICE, WINDOWS = 100, 40


def measure(volume: Any, frames: int, side: int) -> dict[str, Any]:
    """Milliseconds from a new slice and window to a painted canvas of ``side`` pixels."""
    viewer = napari.Viewer(show=True)
    layer = viewer.add_image(volume, contrast_limits=window(0))
    canvas = viewer.window._qt_viewer.canvas.native
    canvas.setFixedSize(side, side)
    viewer.window._qt_window.adjustSize()
    settle()
    viewer.reset_view()
    settle()
    times = []
    for n in range(frames):
        started = time.perf_counter()
        viewer.dims.set_current_step(0, FIRST_SLICE + n)
        layer.contrast_limits = window(n)
        canvas.repaint()
        times.append((time.perf_counter() - started) * 1e3)
        settle()
    size = [canvas.width(), canvas.height()]
    return {"version": napari.__version__, "canvas": size, "times_ms": times}


def window(n: int) -> tuple[float, float]:
    """Lowest and highest value shown in frame ``n``, as `radlens bench view` chooses them."""
    centre, width = 20.0 + n % WINDOWS, 300.0 + 2 * (n % WINDOWS)
    return centre - width / 2, centre + width / 2


def settle() -> None:
    """Let everything that waits in the event loop happen."""
    for _ in range(5):
        QApplication.processEvents()


if __name__ == "__main__":
    volume = np.load(Path(sys.argv[1]), mmap_mode=None)
    print(json.dumps(measure(volume, int(sys.argv[2]), int(sys.argv[3]))))
