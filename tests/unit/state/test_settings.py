"""Settings survive, and what is wrong in their file is named or left at its default."""

from pathlib import Path

import pytest

from inference.imaging.errors import InputError
from viewer.settings import checked, defaults, load_settings, save_settings


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "home" / "settings.json"
    values = defaults() | {"language": "zh_CN", "font_scale": 1.5}
    save_settings(path, values)
    assert load_settings(path) == values


def test_a_missing_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == defaults()


def test_a_wrong_value_is_left_at_its_default(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"cine_fps": 1000, "theme": "pink", "reverse_wheel": true, "unknown": 1}')
    assert load_settings(path) == defaults() | {"reverse_wheel": True}


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text("{")
    with pytest.raises(InputError, match=r"settings\.json"):
        load_settings(path)


def test_a_failed_write_is_an_error_and_leaves_the_old_file(tmp_path: Path) -> None:
    folder = tmp_path / "file"
    folder.write_text("not a folder")
    with pytest.raises(InputError, match="cannot be saved"):
        save_settings(folder / "settings.json", defaults())


@pytest.mark.parametrize(
    ("name", "value"), [("theme", "pink"), ("cine_fps", 12.5), ("reverse_wheel", 1), ("none", 1)]
)
def test_a_value_outside_its_setting_is_refused(name: str, value: object) -> None:
    with pytest.raises(InputError):
        checked(name, value)
