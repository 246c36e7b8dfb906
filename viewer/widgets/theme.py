"""The theme: colours and text sizes from a table, applied to the whole application."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory

from PySide6.QtGui import QColor, QFont, QFontInfo, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from viewer.widgets.icons import coloured_svg, icon
from viewer.widgets.resources import RESOURCES, theme_path

TEXT_SIZES = {"small": 11, "base": 13, "large": 16}
_GLYPHS = ("check", "chevron-down", "chevron-up")


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as ``#rrggbb``; see the comments in ``resources/themes``."""

    window: str
    surface: str
    raised: str
    hover: str
    line: str
    text: str
    quiet: str
    disabled: str
    accent: str
    accent_text: str
    accent_quiet: str
    good: str
    warning: str
    error: str
    view: str

    def icon(self, name: str) -> QIcon:
        return icon(name, self.text, self.disabled)


LETTERS = {
    "zh_CN": (
        *("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC"),
        *("Hiragino Sans GB", "WenQuanYi Micro Hei"),
    ),
}


def load_theme(name: str) -> Theme:
    """The theme of that name; raises OSError or TypeError when its file is broken."""
    return Theme(**tomllib.loads(theme_path(name).read_text(encoding="utf-8")))


class Dresser:
    """Applies a theme and a text scale to the application, and keeps what it needs on disk."""

    def __init__(self) -> None:
        self._glyphs = TemporaryDirectory(prefix="radlens-glyphs-")
        self.theme = load_theme("dark")

    def dress(self, app: QApplication, name: str, font_scale: float, language: str = "en") -> None:
        self.theme = load_theme(name)
        app.setFont(_font(app.font(), language))
        app.setStyle("Fusion")
        app.setPalette(_palette(self.theme))
        app.setStyleSheet(self._style(font_scale))

    def _style(self, font_scale: float) -> str:
        folder = Path(self._glyphs.name)
        for glyph in _GLYPHS:
            colour = self.theme.accent_text if glyph == "check" else self.theme.quiet
            (folder / f"{glyph}.svg").write_text(coloured_svg(glyph, colour), encoding="utf-8")
        words = {field.name: getattr(self.theme, field.name) for field in fields(Theme)}
        words |= {name: f"{round(px * font_scale)}px" for name, px in TEXT_SIZES.items()}
        words["icons"] = folder.as_posix()
        source = (RESOURCES / "themes" / "window.qss").read_text(encoding="utf-8")
        return Template(source).substitute(words)


def _font(font: QFont, language: str) -> QFont:
    """The font as it is, and behind it one with the letters of the language.

    Left to itself the system may draw Chinese with the shapes and points of another country.
    """
    first = QFontInfo(font).family()
    font.setFamilies([first, *LETTERS.get(language, ())])
    return font


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for kind, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.raised),
        (role.Text, theme.text),
        (role.Button, theme.raised),
        (role.ButtonText, theme.text),
        (role.ToolTipBase, theme.raised),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.quiet),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.accent_text),
        (role.Link, theme.accent),
    ):
        palette.setColor(kind, QColor(colour))
    return palette
