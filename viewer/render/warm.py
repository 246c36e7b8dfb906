"""``python -m viewer.render.warm``: make the drawing kernels ready at install time."""

import sys
import time

from viewer.render.warming import warm

if __name__ == "__main__":
    started = time.perf_counter()
    warm()
    sys.stdout.write(f"drawing kernels ready in {time.perf_counter() - started:.1f} s\n")
