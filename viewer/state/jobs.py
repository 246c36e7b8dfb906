"""Background work as the user sees it: what runs, how far it is, how it ended."""

from dataclasses import dataclass
from typing import Literal

JobKind = Literal["scan", "load", "model", "export", "registration"]
JobStatus = Literal["waiting", "running", "done", "failed", "cancelled"]


@dataclass(frozen=True, slots=True)
class Job:
    """``fraction`` 0…1, None while it cannot be told; ``seconds_left`` None while unknown."""

    id: str
    kind: JobKind
    title: str
    status: JobStatus = "waiting"
    stage: str = ""
    fraction: float | None = None
    seconds_left: float | None = None
    message: str = ""

    @property
    def alive(self) -> bool:
        return self.status in ("waiting", "running")
