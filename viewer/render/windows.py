"""Which windows a series is shown with: its own, presets by key, or one found in its values."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from inference.imaging.display_window import DisplayWindow
from inference.imaging.errors import InputError
from inference.imaging.volume import Volume
from viewer.render.histogram import ends_of

LEAST_SPREAD = 1 / 8  # of the greys, for what a window shows
_SAMPLES = 400_000
_TISSUE_FROM = 0.08  # of the way from the background to the brightest tissue
_FOUND: "WeakKeyDictionary[Volume, DisplayWindow]" = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class WindowPreset:
    """One row of ``resources/window_presets.toml``."""

    name: str
    key: str
    window: DisplayWindow
    modalities: tuple[str, ...]
    body_parts: tuple[str, ...] = ()

    def fits(self, modality: str, unit: str) -> bool:
        """Whether its numbers, which are in HU, mean anything in that unit."""
        return modality in self.modalities and unit == "HU"


@lru_cache(maxsize=1)
def window_presets() -> tuple[WindowPreset, ...]:
    """Every preset, in the order of the file."""
    text = (files("resources") / "window_presets.toml").read_text("utf-8")
    return tuple(_preset(row) for row in tomllib.loads(text)["preset"])


def presets_for(volume: Volume) -> tuple[WindowPreset, ...]:
    """The presets that may be offered for a series: CT windows never on MR, nor on CT whose
    values are not in HU."""
    return tuple(p for p in window_presets() if p.fits(volume.modality, volume.unit))


def starting_window(volume: Volume) -> DisplayWindow:
    """The file's first window, or the automatic one where it names none."""
    return volume.windows[0] if volume.windows else auto_window(volume)


def auto_window(volume: Volume) -> DisplayWindow:
    """CT in HU: the preset of the body part, else soft tissue; all else: 1st–99th percentile
    of the tissue (what lies clearly above the background)."""
    found = _FOUND.get(volume)
    if found is None:
        presets = presets_for(volume)
        found = _body_part_window(volume, presets) if presets else tissue_window(volume)
        _FOUND[volume] = found
    return found


def tissue_window(volume: Volume) -> DisplayWindow:
    """LINEAR_EXACT window from the 1st to the 99th percentile of the tissue."""
    values = _sampled(volume)
    if values.size == 0:
        return DisplayWindow(0.5, 1.0, "LINEAR_EXACT", "auto")
    low, high = np.percentile(values, [0.5, 99.8])
    tissue = values[values > low + _TISSUE_FROM * (high - low)]
    black, white = np.percentile(tissue if tissue.size else values, [1, 99])
    if not white > black:
        black, white = values.min(), max(values.max(), values.min() + 1)
    centre, width = float(black + white) / 2, float(white - black)
    return DisplayWindow(centre, width, "LINEAR_EXACT", "auto")


def hides_the_picture(window: DisplayWindow, volume: Volume) -> bool:
    """Whether a file's linear window spreads the tissue over less than an eighth of the greys.

    Some programs leave in a series the window of the one that they made it from. CT in HU is
    never said to be hidden: a bone window may well show a soft organ flat.
    """
    if window.table or window.function == "SIGMOID" or volume.is_colour or presets_for(volume):
        return False
    black, white = ends_of(window)
    dark, bright = np.clip(ends_of(auto_window(volume)), black, white)
    return bool(bright - dark < LEAST_SPREAD * (white - black))


def named_window(volume: Volume, wish: str) -> DisplayWindow:
    """A window by words: ``auto``, ``file``, a preset's name, or ``W/L`` numbers.

    InputError for a name that is unknown or not offered for the series' modality.
    """
    if wish == "auto":
        return auto_window(volume)
    if wish in ("file", "file1", "file2"):
        return _file_window(volume, 1 if wish == "file2" else 0)
    if "/" in wish:
        return _numbers(wish)
    offered = presets_for(volume)
    for preset in offered:
        if preset.name.replace(" ", "-") == wish.strip().lower().replace(" ", "-"):
            return preset.window
    names = ", ".join(p.name.replace(" ", "-") for p in offered) or "none"
    kind = volume.modality or "unknown modality"
    kind += " whose values are not in HU" if kind == "CT" and volume.unit != "HU" else ""
    raise InputError(f"There is no window “{wish}” for {kind}; presets: {names}; or W/L numbers.")


def _file_window(volume: Volume, number: int) -> DisplayWindow:
    if len(volume.windows) <= number:
        raise InputError(f"The series names {len(volume.windows)} windows, not {number + 1}.")
    return volume.windows[number]


def _numbers(wish: str) -> DisplayWindow:
    try:
        width, level = (float(part) for part in wish.split("/"))
    except ValueError:
        raise InputError(f"“{wish}” is no window; write W/L as two numbers, 400/40.") from None
    if not (np.isfinite(width) and np.isfinite(level) and width > 0):
        raise InputError(f"The window “{wish}” needs a positive width and finite numbers.")
    return DisplayWindow(level, width, "LINEAR" if width >= 1 else "LINEAR_EXACT")


def _body_part_window(volume: Volume, presets: tuple[WindowPreset, ...]) -> DisplayWindow:
    part = volume.info.body_part.upper()
    for preset in presets:
        if part and part in preset.body_parts:
            return preset.window
    return next((p.window for p in presets if p.name == "soft tissue"), presets[0].window)


def _sampled(volume: Volume) -> NDArray[np.float64]:
    """At most some hundred thousand finite values, without padding, spread over the volume."""
    flat = volume.array.reshape(-1)
    values = flat[:: max(1, flat.size // _SAMPLES)].astype(np.float64)
    if volume.padding_value is not None:
        values = values[values != volume.padding_value]
    return values[np.isfinite(values)]


def _preset(row: dict[str, object]) -> WindowPreset:
    window = DisplayWindow(
        float(str(row["level"])), float(str(row["width"])), name=str(row["name"])
    )
    modalities, parts = row["modalities"], row.get("body_parts", [])
    assert isinstance(modalities, list) and isinstance(parts, list)
    return WindowPreset(str(row["name"]), str(row["key"]), window, tuple(modalities), tuple(parts))
