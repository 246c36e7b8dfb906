"""The table of settings, and the file in the user's data folder that keeps them."""

import json
import logging
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inference.imaging.errors import InputError

LOG = logging.getLogger(__name__)
Value = bool | int | float | str


@dataclass(frozen=True, slots=True)
class Setting:
    """``choices`` or ``limits`` bound it; ``shown`` puts it on the preferences page.

    ``is_file``: the path of a file, "" = none.
    """

    name: str
    title: str
    default: Value
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    limits: tuple[float, float] | None = None
    shown: bool = True
    is_file: bool = False


SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("language", "Language", "en", choices=(("en", "English"), ("zh_CN", "简体中文"))),
        Setting("theme", "Theme", "dark", choices=(("dark", "Dark"), ("light", "Light"))),
        Setting("font_scale", "Text size", 1.0, "1 is the usual size.", limits=(0.8, 2.0)),
        Setting("reverse_wheel", "Reverse the wheel", False, "Wheel up goes towards the feet."),
        Setting("hide_identity", "Hide identities at start", False,
                "Names, IDs and dates stay off the screen until they are shown by key P."),
        Setting("hang_by_rule", "Hang studies by rule", True,
                "By the hanging protocols; else in your last layout."),
        Setting("cine_fps", "Cine speed", 12, "Slices a second.", limits=(1, 60)),
        Setting("window_speed", "Window / level speed", 1.0,
                "How far the window moves with the mouse.", limits=(0.2, 5.0)),
        Setting("calibration", "Calibration curve", "",
                "CSV: driving level 0 to 255, measured cd/m².", is_file=True),
        Setting("ambient", "Ambient light", 0.0, "Light the screen reflects, cd/m².",
                limits=(0.0, 50.0)),
        Setting("keep_training", "Train on after closing", True,
                "Else trainings stop with the window; both can be resumed."),
        Setting("window_size", "", "1440x900", shown=False),
        Setting("maximised", "", True, shown=False),
        Setting("left_panel", "", "strip", shown=False),
        Setting("right_panel", "", True, shown=False),
        Setting("layout", "", "1+2", shown=False),
        Setting("left_width", "", 236, shown=False, limits=(120, 800)),
        Setting("right_width", "", 280, shown=False, limits=(200, 900)),
    )
}  # fmt: skip


def defaults() -> dict[str, Value]:
    return {name: setting.default for name, setting in SETTINGS.items()}


def checked(name: str, value: object) -> Value:
    """The value in its setting's type and limits; InputError says what is wrong with it."""
    setting = SETTINGS.get(name)
    if setting is None:
        raise InputError(f"There is no setting {name!r}.")
    kind = type(setting.default)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not kind or not isinstance(value, (bool, int, float, str)):
        raise InputError(f"The setting {name!r} must be of type {kind.__name__}, not {value!r}.")
    if setting.choices and value not in [key for key, _ in setting.choices]:
        raise InputError(f"The setting {name!r} cannot be {value!r}.")
    if setting.limits and not setting.limits[0] <= float(value) <= setting.limits[1]:
        low, high = setting.limits
        raise InputError(f"The setting {name!r} must lie between {low} and {high}, not {value}.")
    return value


def load_settings(path: Path) -> dict[str, Value]:
    """The defaults with what the file says; what is wrong in it is logged and left at default.

    Raises InputError when the file is there but cannot be read at all.
    """
    values = defaults()
    if not path.exists():
        return values
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"The settings file {path} cannot be read: {error}.") from error
    for name, value in stored.items() if isinstance(stored, dict) else ():
        try:
            values[name] = checked(name, value)
        except InputError as error:
            LOG.warning("setting left at its default: %s", error)
    return values


def save_settings(path: Path, values: Mapping[str, Value]) -> None:
    """Write the settings whole or not at all; raises InputError naming the file and cause."""
    text = json.dumps(dict(values), indent=1, ensure_ascii=False, sort_keys=True)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, delete=False
        ) as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(stream.name).replace(path)
    except OSError as error:
        raise InputError(f"The settings cannot be saved to {path}: {error}.") from error
