"""One run of the fuzzer: seeded, in batches, the same files for the same seed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from inference.reading.sandbox import SandboxPool
from tests.fuzz.mutations import mutate
from tests.fuzz.seeds import Seed, all_seeds
from tests.fuzz.verdicts import Tally, judge

BATCH = 200


def run(pool: SandboxPool, count: int, seed: int, folder: Path, keep: Path | None = None) -> Tally:
    """Write, judge and delete ``count`` damaged files; the pool answers after each batch.

    Raises AssertionError when the pool no longer reads a well-formed file.
    """
    seeds = all_seeds(folder / "seeds")
    tally = Tally()
    for first in range(0, count, BATCH):
        batch = folder / f"batch{first}"
        batch.mkdir()
        paths = list(_damaged(seeds, range(first, min(count, first + BATCH)), seed, batch))
        for verdict in judge(pool, paths):
            tally.add(verdict)
            if keep is not None and verdict.kind in ("bug", "killed"):
                keep.mkdir(parents=True, exist_ok=True)
                shutil.copy(verdict.path, keep)
        assert len(pool.scan_paths([folder / "seeds" / "explicit.dcm"]).series) == 1
        shutil.rmtree(batch)
    assert sum(tally.counts.values()) == count
    return tally


def _damaged(seeds: list[Seed], numbers: range, seed: int, folder: Path) -> Iterator[Path]:
    others = [one.data for one in seeds]
    for number in numbers:
        random = np.random.default_rng([seed, number])
        chosen = seeds[number % len(seeds)]
        path = folder / f"{number:06d}-{chosen.name.split('.')[0]}{chosen.suffix}"
        path.write_bytes(mutate(chosen.data, random, others))
        yield path
