"""Icons: one SVG set, drawn in the theme's colours at any scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from viewer.widgets.resources import icon_path

SIZES = (20, 40, 60)


@lru_cache(maxsize=256)
def icon(name: str, colour: str, disabled: str) -> QIcon:
    """The icon in one colour, with a paler one while disabled; raises OSError if it is missing."""
    result = QIcon()
    for size in SIZES:
        result.addPixmap(picture(name, colour, size), QIcon.Mode.Normal)
        result.addPixmap(picture(name, disabled, size), QIcon.Mode.Disabled)
    return result


def picture(name: str, colour: str, size: int) -> QPixmap:
    """A square pixmap of ``size`` device pixels."""
    pixmap = QPixmap(size, size)
    pixmap.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(pixmap)
    _renderer(name, colour).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def coloured_svg(name: str, colour: str) -> str:
    """The icon's source with its colour filled in."""
    return icon_path(name).read_text(encoding="utf-8").replace("currentColor", colour)


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(coloured_svg(name, colour).encode()))
