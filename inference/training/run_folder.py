"""A run's folder as another process sees it: how far it is, and orders to pause or to stop it."""

import csv
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Literal

import psutil

from inference.imaging.errors import InputError, OperationCancelled
from inference.imaging.progress import CancelCheck

Order = Literal["pause", "stop"]
Status = Literal["running", "paused", "stopped", "finished", "failed"]
ORDERS: tuple[Order, ...] = ("pause", "stop")
STATE = "state.json"


@dataclass(frozen=True, slots=True)
class RunState:
    """Where a run stands; ``sentence`` says what went wrong, "" where nothing did.

    ``score`` names the validation metric among the columns of ``rows`` (epoch, loss, rate,
    seconds and metrics). ``pid`` and ``begun`` (seconds) tell the process that trains.
    """

    model: str
    epochs: int
    score: str = ""
    status: Status = "running"
    sentence: str = ""
    pid: int = 0
    begun: float = 0.0
    rows: tuple[Mapping[str, float], ...] = field(default=())

    @property
    def epoch(self) -> int:
        return int(self.rows[-1]["epoch"]) if self.rows else 0

    @property
    def seconds_left(self) -> float | None:
        """By the mean of the last ten epochs; None before the first or when nothing runs."""
        last = [row["seconds"] for row in self.rows[-10:] if "seconds" in row]
        if self.status != "running" or not last:
            return None
        return (self.epochs - self.epoch) * sum(last) / len(last)


def give_order(out: Path, order: Order) -> None:
    """Ask the run to end after this epoch (pause) or at once (stop); both can be resumed."""
    try:
        (out / order).touch()
    except OSError as error:
        raise InputError(f"The run in {out} cannot be told to {order}: {error}.") from error


def open_order(out: Path) -> Order | None:
    """What the run was asked and may not have done yet."""
    return next((order for order in reversed(ORDERS) if (out / order).exists()), None)


def is_paused(out: Path) -> bool:
    """Whether the run was asked to end after its epoch."""
    return (out / "pause").exists()


def obedient(out: Path, cancelled: CancelCheck) -> CancelCheck:
    """``cancelled``, or somebody ordered the run to stop."""
    return lambda: cancelled() or (out / "stop").exists()


@contextmanager
def recorded(out: Path, model: str, epochs: int) -> Iterator[None]:
    """Write down that a run goes on in ``out``, and how it ended; orders of the past are void."""
    for order in ORDERS:
        (out / order).unlink(missing_ok=True)
    own = psutil.Process()
    state = RunState(model, epochs, pid=own.pid, begun=own.create_time())
    _write(out, state)
    try:
        yield
    except (OperationCancelled, KeyboardInterrupt):
        _write(out, replace(state, status="paused" if is_paused(out) else "stopped"))
        raise
    except InputError as error:
        _write(out, replace(state, status="failed", sentence=str(error)))
        raise
    except Exception as error:
        words = f"A fault in the program: {type(error).__name__}: {error}"
        _write(out, replace(state, status="failed", sentence=words))
        raise
    _write(out, replace(state, status="finished"))


def read_run(out: Path) -> RunState:
    """The run in ``out``; one whose process is gone without a word has failed.

    Raises InputError where the folder holds no run.
    """
    try:
        table = json.loads((out / STATE).read_text(encoding="utf-8"))
        state = RunState(**table)
        rows = _rows(out / "metrics.csv")
    except (OSError, ValueError, TypeError) as error:
        raise InputError(f"{out} holds no readable training run: {error}.") from error
    state = replace(state, rows=rows, score=_score(rows))
    if state.status == "running" and not lives_on(state):
        words = "The training ended without a word; its log says more."
        return replace(state, status="failed", sentence=words)
    return state


def _write(out: Path, state: RunState) -> None:
    """Whole or not at all, as another process may read at any time."""
    table = {name: value for name, value in asdict(state).items() if name not in ("rows", "score")}
    beside = out / f"{STATE}.new"
    beside.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    beside.replace(out / STATE)


def _rows(path: Path) -> tuple[dict[str, float], ...]:
    if not path.exists():
        return ()
    with path.open(newline="", encoding="utf-8") as stream:
        return tuple(
            {name: float(cell) for name, cell in row.items() if cell}
            for row in csv.DictReader(stream)
        )


def _score(rows: tuple[dict[str, float], ...]) -> str:
    """The first validation figure of the table: each task puts the one that chooses first."""
    names = (name for row in rows for name in row)
    return next((name for name in names if name not in ("epoch", "loss", "rate", "seconds")), "")


def lives_on(state: RunState) -> bool:
    """Whether the process that trains, or trained, is still there."""
    try:
        process = psutil.Process(state.pid)
        gone = process.status() == psutil.STATUS_ZOMBIE
        return not gone and abs(process.create_time() - state.begun) < 1.0
    except psutil.Error:
        return False
