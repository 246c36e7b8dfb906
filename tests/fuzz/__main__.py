"""``python -m tests.fuzz --count 10000 --seed N``: damage files, read them, count verdicts."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from inference.reading.sandbox import SandboxPool
from tests.fuzz.run import run


def main() -> int:
    """0 when every file got a verdict, and none of them was a fault of our own."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="keep files that kill a reader or show a fault")
    chosen = parser.parse_args()
    pool = SandboxPool()
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="radlens-fuzz-") as folder:
        tally = run(pool, chosen.count, chosen.seed, Path(folder), chosen.keep)
    pool.close()
    seconds = time.monotonic() - start
    lines = [
        f"{chosen.count} damaged files (seed {chosen.seed}) in {seconds:.0f} s; "
        f"slowest verdict {tally.slowest:.2f} s",
        ", ".join(f"{kind} {count}" for kind, count in sorted(tally.counts.items())),
        *(f"killed {verdict.path.name}: {verdict.message}" for verdict in tally.killed),
        *(f"BUG {verdict.path.name}: {verdict.message}" for verdict in tally.bugs),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if tally.bugs else 0


if __name__ == "__main__":
    sys.exit(main())
