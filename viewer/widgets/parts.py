"""The small parts of which panels are made."""

import re
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QColorDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.widgets.theme import TEXT_SIZES, Theme
from viewer.widgets.tips import with_keys
from viewer.widgets.words import tr

Colour = tuple[int, int, int]
_LONG_NAME = re.compile(r"\S{17,}")
_JOINT = re.compile(r"[^_\-./]{0,15}[_\-./]+|[^_\-./]{16}")
WIDEST = 480  # a column does not push the pictures further aside than this


def words(
    text: str = "", *, quiet: bool = False, small: bool = False, large: bool = False
) -> QLabel:
    """A label that wraps, also within long names."""
    label = QLabel(breakable(text))
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("quiet", quiet)
    label.setProperty("small", small)
    label.setProperty("large", large)
    return label


def breakable(text: str) -> str:
    """Text whose long names (of files, say) may be broken: else they would widen their panel.

    A zero-width space goes after each joint (``_ - . /``) of a name, and where one is missing.
    """
    return _LONG_NAME.sub(lambda name: _JOINT.sub("\\g<0>\u200b", name[0]), text)


def tool(
    theme: Theme, icon: str, tip: str, act: Callable[[], None], command: str = ""
) -> QToolButton:
    """A small button with an icon, named for the eye (with the command's keys) and a reader."""
    button = QToolButton()
    button.setIcon(theme.icon(icon))
    button.setIconSize(QSize(16, 16))
    button.setToolTip(with_keys(tip, command) if command else tip)
    button.setAccessibleName(tip)
    button.clicked.connect(lambda _checked: act())
    return button


class EyeButton(QToolButton):
    """Shows or hides one thing."""

    def __init__(self, theme: Theme, name: str, changed: Callable[[bool], None]) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._visible: bool | None = None
        self.setIconSize(QSize(16, 16))
        self.clicked.connect(lambda: changed(not self._visible))

    def show_value(self, visible: bool) -> None:
        if visible == self._visible:
            return
        self._visible = visible
        self.setIcon(self._theme.icon("eye" if visible else "eye-off"))
        tip = (tr("Hide {name}") if visible else tr("Show {name}")).format(name=self._name)
        self.setToolTip(tip)
        self.setAccessibleName(tip)


class OpacitySlider(QSlider):
    """0 … 100 %."""

    def __init__(self, name: str, changed: Callable[[float], None]) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, 100)
        self.setPageStep(10)
        self.setMinimumWidth(56)
        self.setAccessibleName(tr("Opacity of {name}").format(name=name))
        self.valueChanged.connect(lambda percent: changed(percent / 100))

    def show_value(self, opacity: float) -> None:
        percent = round(opacity * 100)
        self.setToolTip(tr("Opacity {n} %").format(n=percent))
        if percent != self.value():
            self.blockSignals(True)
            self.setValue(percent)
            self.blockSignals(False)


class Swatch(QPushButton):
    """A colour; a press asks for another."""

    def __init__(self, name: str, changed: Callable[[Colour], None]) -> None:
        super().__init__()
        self._colour: Colour = (0, 0, 0)
        self._changed = changed
        self.setObjectName("swatch")
        self.setFixedSize(16, 16)
        tip = tr("Colour of {name}").format(name=name)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.clicked.connect(self._ask)

    def show_value(self, colour: Colour) -> None:
        if colour == self._colour:
            return
        self._colour = colour
        red, green, blue = colour
        self.setStyleSheet(f"background: rgb({red},{green},{blue}); border-radius: 3px;")

    def _ask(self) -> None:
        chosen = QColorDialog.getColor(QColor(*self._colour), self)
        if chosen.isValid():
            self._changed((chosen.red(), chosen.green(), chosen.blue()))


class Card(QFrame):
    """A raised box with a column of parts."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 12, 12, 12)
        self.column.setSpacing(8)


class ChoiceCard(Card):
    """A card of a list: a press on it, or Enter, chooses what it stands for."""

    def __init__(self, name: str, chosen: bool, choose: Callable[[], None]) -> None:
        super().__init__()
        self._choose = choose
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setProperty("chosen", chosen)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)


class ScrollColumn(QScrollArea):
    """A column of parts that scrolls up and down, never sideways: it is as wide as they need."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("column")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = self._body = QWidget()
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(12, 12, 12, 12)
        self.column.setSpacing(8)
        self.setWidget(body)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """No part is cut at the side, whatever the language and the size of the text."""
        inner = self._body.minimumSizeHint().width()
        beside = self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()
        return QSize(min(inner, WIDEST) + beside, super().minimumSizeHint().height())


def roomy(box: QAbstractSpinBox) -> None:
    """Room before the number: style sheets do not reach the field within a spin box."""
    box.lineEdit().setTextMargins(6, 0, 0, 0)


def scaled(width: int) -> int:
    """A width meant for the usual text size, in the size that is worn now."""
    sample = words()
    sample.ensurePolished()
    return round(width * QFontInfo(sample.font()).pixelSize() / TEXT_SIZES["base"])


def row(*parts: QWidget, stretch: int = -1) -> QHBoxLayout:
    """Parts beside each other; the one numbered ``stretch`` takes the room."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    for number, part in enumerate(parts):
        layout.addWidget(part, 1 if number == stretch else 0)
    return layout


def clear(layout: QLayout) -> None:
    """Take every part out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            clear(inner)
            inner.deleteLater()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
