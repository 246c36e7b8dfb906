"""The closed union of what a run can say while it runs."""

from collections.abc import Callable
from dataclasses import dataclass

from inference.imaging.result import InferenceResult


@dataclass(frozen=True, slots=True)
class Started:
    request_id: str
    study_token: str


@dataclass(frozen=True, slots=True)
class Progress:
    """``fraction`` 0…1 of the whole run; ``seconds_left`` None while unknown."""

    request_id: str
    study_token: str
    stage: str
    fraction: float
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Partial:
    """A result so far (for example the mask before the heatmap)."""

    request_id: str
    study_token: str
    result: InferenceResult


@dataclass(frozen=True, slots=True)
class Finished:
    request_id: str
    study_token: str
    result: InferenceResult


@dataclass(frozen=True, slots=True)
class Failed:
    """``message`` is one sentence; ``ours`` is true for a bug of our own, with ``details``."""

    request_id: str
    study_token: str
    message: str
    ours: bool = False
    details: str = ""


@dataclass(frozen=True, slots=True)
class Cancelled:
    request_id: str
    study_token: str


Event = Started | Progress | Partial | Finished | Failed | Cancelled
Report = Callable[[Event], None]
