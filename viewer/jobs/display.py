"""Where Qt draws: on a display, or in memory."""

import os
import sys
from pathlib import Path

from inference.imaging.errors import InputError

OFFSCREEN = Path(__file__).resolve().parents[2] / "resources" / "offscreen.json"


def need_display() -> None:
    """InputError without a display, where Qt would end the whole process with a core dump."""
    if not has_display():
        raise InputError(
            "There is no display here; use `radlens demo --screenshot`, `shot`, `run` or `info`."
        )


def has_display() -> bool:
    """Whether Qt finds a screen, or was told to do without."""
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(map(os.environ.get, shown))


def draw_off_screen() -> None:
    """Qt's own screen in memory, as large as a desk's; Windows paths do not fit its option."""
    screen = "" if sys.platform == "win32" else f":configfile={OFFSCREEN}"
    os.environ["QT_QPA_PLATFORM"] = f"offscreen{screen}"


def draw_anywhere() -> None:
    """On the display where there is one, else in memory."""
    if not has_display():
        draw_off_screen()
