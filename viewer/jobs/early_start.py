"""What begins before the window's own parts are imported, which takes the longest of its start."""

import gc


def begin_early() -> None:
    """Start the reading process beside it, and leave the collecting of garbage for later.

    A start makes hardly any, and each collection walks through all that was imported.
    """
    from inference.reading.sandbox import default_pool

    gc.disable()
    default_pool().warm()


def end_early() -> None:
    """Once the window is there: what was imported stays, and no collection looks at it again."""
    gc.freeze()
    gc.enable()
