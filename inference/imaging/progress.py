"""The two callbacks every long job takes: what to report, and whether to stop."""

from collections.abc import Callable

from inference.imaging.errors import OperationCancelled

ProgressReport = Callable[[str, float], None]  # stage, fraction 0…1
CancelCheck = Callable[[], bool]


def ignore_progress(stage: str, fraction: float) -> None:
    """Report to nobody."""


def never_cancelled() -> bool:
    """No one can ask to stop."""
    return False


def raise_if(cancelled: CancelCheck) -> None:
    """Raise OperationCancelled when the user asked to stop."""
    if cancelled():
        raise OperationCancelled
