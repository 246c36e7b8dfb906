"""How much memory a run may take: never over 70 % of what is free."""

from collections.abc import Callable

import psutil

from inference.imaging.errors import InputError

SHARE = 0.7


def allowed_bytes() -> int:
    """70 % of the memory that is free now."""
    return int(psutil.virtual_memory().available * SHARE)


def fitting_batch(wanted: int, peak_bytes: Callable[[int], int]) -> int:
    """The largest batch up to ``wanted`` whose predicted memory is allowed.

    Raises InputError when not even a batch of one is.
    """
    allowed = allowed_bytes()
    for batch in range(wanted, 0, -1):
        if peak_bytes(batch) <= allowed:
            return batch
    needed = peak_bytes(1) / 1e9
    raise InputError(
        f"The model needs about {needed:.1f} GB of memory and only {allowed / 1e9:.1f} GB may be "
        "used (70 % of what is free); close other programs or other studies."
    )


def check_fits(needed_bytes: int, what: str) -> None:
    """Raise InputError when ``what`` would take over 70 % of the free memory."""
    allowed = allowed_bytes()
    if needed_bytes > allowed:
        raise InputError(
            f"{what} needs about {needed_bytes / 1e9:.1f} GB of memory and only "
            f"{allowed / 1e9:.1f} GB may be used (70 % of what is free)."
        )
