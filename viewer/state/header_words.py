"""Words of DICOM headers as a person reads them."""

from collections.abc import Callable


def date_words(da: str) -> str:
    """DICOM DA (YYYYMMDD) as 2024-03-01; anything else as it is."""
    return f"{da[:4]}-{da[4:6]}-{da[6:8]}" if len(da) == 8 and da.isdigit() else da


def time_words(tm: str) -> str:
    """DICOM TM (HHMMSS.f) as 10:22."""
    return f"{tm[:2]}:{tm[2:4]}" if len(tm) >= 4 and tm[:4].isdigit() else tm


def stack_words(stack_name: str, told: Callable[[str], str]) -> str:
    """``echo 2, b = 1000`` with each of its parts through ``told``, a translation."""
    return ", ".join(told(part) for part in stack_name.split(", "))


def readable_name(raw: str) -> str:
    """A DICOM person name (PS3.5 6.2.1) as it is read: family, given; other scripts after it."""
    groups = [group for group in raw.split("=") if group.strip("^ ")]
    words = [[part for part in group.split("^") if part.strip()] for group in groups]
    return " · ".join(", ".join([g[0], " ".join(g[1:])]) if len(g) > 1 else g[0] for g in words)
