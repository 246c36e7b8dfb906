"""Colour maps by name: (256, 3) sRGB tables, grey computed, the others kept as small CSV files."""

from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from inference.imaging.errors import InputError

_FILES = ("inferno", "magma", "plasma", "viridis", "cividis", "turbo")
COLOUR_MAPS: tuple[str, ...] = ("grey", *_FILES, "hot")


@lru_cache(maxsize=32)
def colour_table(name: str) -> NDArray[np.uint8]:
    """(256, 3) sRGB of colour map ``name``, dark to light; InputError for an unknown name."""
    if name == "grey":
        return _read_only(np.repeat(np.arange(256)[:, None], 3, axis=1))
    if name == "hot":
        level = np.arange(256)[:, None] / 255 * 3 - np.arange(3)
        return _read_only(np.rint(np.clip(level, 0, 1) * 255))
    if name not in _FILES:
        known = ", ".join(COLOUR_MAPS)
        raise InputError(f"There is no colour map “{name}”; known are {known}.")
    text = (files("resources") / "colour_maps" / f"{name}.csv").read_text("ascii")
    rows = [line.split(",") for line in text.splitlines() if not line.startswith("#")]
    return _read_only(np.array(rows, dtype=np.int64))


def _read_only(table: NDArray[np.generic]) -> NDArray[np.uint8]:
    result = table.astype(np.uint8)
    result.setflags(write=False)
    return result
