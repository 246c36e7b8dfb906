"""``python -m viewer.render.bench_first``: the first frame of this process, and a later one.

As in the window, the kernels are loaded from their kept cache (``warm``) before the first frame
is wanted, what the headers say is drawn while the pixels are read, and how a heatmap is made while
the model runs; nothing may be left to compile or to load in it.
"""

import json
import statistics
import sys
import time

import numpy as np

from viewer.render import bench
from viewer.render.compose import compose
from viewer.render.first_words import draw_first_words, draw_method_words
from viewer.render.warming import warm

_LATER = 21


def first_and_later() -> tuple[float, float]:
    """Milliseconds of the first frame with all layers, and the median of those after it."""
    bench.SHAPE_KJI = (150, 512, 512)
    study = bench.BenchStudy()
    scenes = next(scenes for name, scenes, _ in study.cases(_LATER + 1) if name == "+ heatmap")
    np.copyto(scenes[0][0][1], 255)  # the frame's own memory is there before it is drawn into
    draw_first_words(study.volume.info)
    draw_method_words([study.heat.heatmap.method])
    times = []
    for views in scenes:
        started = time.perf_counter()
        for scene, buffer in views:
            compose(scene, buffer)
        times.append((time.perf_counter() - started) * 1e3)
    return times[0], statistics.median(times[1:])


if __name__ == "__main__":
    warm()
    sys.stdout.write(json.dumps(first_and_later()))
