"""Where icons, themes and translations lie."""

from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def icon_path(name: str) -> Path:
    return RESOURCES / "icons" / f"{name}.svg"


def theme_path(name: str) -> Path:
    return RESOURCES / "themes" / f"{name}.toml"


def translation_path(language: str) -> Path:
    return RESOURCES / "translations" / f"radlens_{language}.ts"
