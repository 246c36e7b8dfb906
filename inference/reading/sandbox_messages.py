"""What the reading process and its owner say to each other."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """``memory_bytes`` private memory over what an idle child has; ``niceness`` as nice(1)."""

    memory_bytes: int = 2 << 30
    niceness: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """``function(*arguments, context)`` is called in the child; picklable by reference.

    ``subject`` names the file or series in sentences; with ``room_bytes`` > 0 shared memory of
    that size follows. Without a sign of life for ``stall_seconds`` the child is killed.
    """

    function: Callable[..., object]
    arguments: tuple[object, ...]
    subject: str
    stall_seconds: float
    room_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Ready:
    """The child has imported what it needs."""


@dataclass(frozen=True, slots=True)
class Said:
    stage: str
    fraction: float


@dataclass(frozen=True, slots=True)
class SlicesDone:
    """These slices lie in the shared memory."""

    ks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    value: object


@dataclass(frozen=True, slots=True)
class Refused:
    """The input's fault: one sentence."""

    message: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """Cancelled as asked."""


@dataclass(frozen=True, slots=True)
class OutOfMemory:
    """The job asked for more memory than it may have."""


@dataclass(frozen=True, slots=True)
class Broke:
    """An unexpected error: its type and the places in our code, no values (they may be PHI)."""

    kind: str
    places: tuple[str, ...]


Message = Ready | Said | SlicesDone | Answer | Refused | Stopped | OutOfMemory | Broke
