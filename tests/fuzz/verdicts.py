"""What a reader says of a damaged file, judged in the sandbox batch by batch."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inference.imaging.errors import InputError
from inference.reading.sandbox import SandboxPool
from inference.reading.sandbox_messages import Job
from inference.reading.sandbox_process import ReaderError
from inference.reading.sandbox_worker import JobContext

SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """``kind``: read, flagged, refused, ignored (no image file), killed, or bug."""

    path: Path
    kind: str
    message: str
    seconds: float


@dataclass
class Tally:
    """All verdicts of a run."""

    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    bugs: list[Verdict] = field(default_factory=list)
    killed: list[Verdict] = field(default_factory=list)

    def add(self, verdict: Verdict) -> None:
        self.counts[verdict.kind] += 1
        self.slowest = max(self.slowest, verdict.seconds)
        if verdict.kind == "bug":
            self.bugs.append(verdict)
        elif verdict.kind == "killed":
            self.killed.append(verdict)


def judge_batch(paths: Sequence[Path], context: JobContext) -> list[Verdict]:
    """In the child: a verdict on each file; a fault of our own is one too, named."""
    verdicts = []
    for path in paths:
        context.touch(path)
        start = time.monotonic()
        try:
            kind, message = _judge(path)
        except InputError as error:
            kind, message = "refused", str(error)
        except MemoryError:
            kind, message = "refused", f"{path.name} takes too much memory."
        except Exception as error:  # noqa: BLE001 - that is what the fuzzer looks for
            kind, message = "bug", _described(error)
        verdicts.append(Verdict(path, kind, message, time.monotonic() - start))
    return verdicts


def _judge(path: Path) -> tuple[str, str]:
    """Scan, load and read objects, as opening the file would."""
    from inference.reading.load import load_volume
    from inference.reading.objects import read_object
    from inference.reading.objects.overlays import read_overlays
    from inference.reading.scan import scan_paths

    scan = scan_paths([path])
    if scan.refused:
        return "refused", scan.refused[0].message
    flags = [flag.message for entry in scan.series for flag in entry.flags]
    for entry in scan.series:
        volume = load_volume(entry)
        flags += [flag.message for flag in volume.flags]
        read_overlays(entry)
    for found in scan.objects:
        flags += [flag.message for flag in read_object(found).flags]
    if not scan.series and not scan.objects:
        return "ignored", ""
    return ("flagged", flags[0]) if flags else ("read", "")


def _described(error: BaseException) -> str:
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "inference" in f.filename] or list(frames)
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
    return f"{type(error).__name__} at {place}: {error}"


def judge(pool: SandboxPool, paths: Iterable[Path]) -> list[Verdict]:
    """Verdicts on all files; one that kills its reader is ``killed``, and the rest go on."""
    waiting, verdicts = list(paths), []
    while waiting:
        start = time.monotonic()
        job = Job(judge_batch, (tuple(waiting),), "The batch", SECONDS)
        try:
            answer = pool.run(job)
        except ReaderError as failure:
            bad = Path(failure.subject)
            if bad not in waiting:
                raise
            before, after = waiting[: waiting.index(bad)], waiting[waiting.index(bad) + 1 :]
            verdicts += judge(pool, before)
            seconds = time.monotonic() - start
            verdicts.append(Verdict(bad, "killed", failure.cause, min(seconds, SECONDS)))
            waiting = after
            continue
        assert isinstance(answer, list)
        return verdicts + answer
    return verdicts
