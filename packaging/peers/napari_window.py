"""napari started on the file that `radlens bench window` opens: time to its first picture, memory.

``napari_window.py FILE.mha STARTED_NS``, run by the peers' own Python. The pixels are taken from
the file's tail as they are, which costs napari less than any reader. The last line printed is a
JSON object: seconds from ``STARTED_NS`` to a painted picture, bytes of memory with it on screen.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import napari
import numpy as np
import psutil
from qtpy.QtWidgets import QApplication

SECONDS_AT_MOST = 60


def measure(path: Path, started_ns: int) -> dict[str, Any]:
    """Open, wait until the picture was drawn, then look at the memory."""
    viewer = napari.Viewer(show=True)
    drawn: list[int] = []
    viewer.add_image(raw_volume(path))
    canvas = viewer.window._qt_viewer.canvas
    canvas._scene_canvas.events.draw.connect(lambda event: drawn.append(time.time_ns()))
    canvas.native.update()
    end = time.monotonic() + SECONDS_AT_MOST
    while not drawn and time.monotonic() < end:
        QApplication.processEvents()
    if not drawn:
        raise SystemExit("no picture was drawn")
    for _ in range(20):
        QApplication.processEvents()
    return {
        "version": napari.__version__,
        "seconds": (drawn[0] - started_ns) / 1e9,
        "memory_bytes": memory_bytes(),
    }


def raw_volume(path: Path) -> Any:
    """The int16 pixels behind the header of an uncompressed .mha file."""
    with path.open("rb") as file:
        shape: tuple[int, ...] = ()
        for line in file:
            name, _, value = line.decode("ascii").partition(" = ")
            if name == "DimSize":
                shape = tuple(int(count) for count in reversed(value.split()))
            if name == "ElementDataFile":
                return np.fromfile(file, "<i2").reshape(shape)
    raise SystemExit("the file has no pixels")


def memory_bytes() -> int:
    """Proportional memory of this process and its children (unique where that is not known)."""
    own = psutil.Process()
    infos = [one.memory_full_info() for one in (own, *own.children(recursive=True))]
    return sum(int(getattr(info, "pss", info.uss)) for info in infos)


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
