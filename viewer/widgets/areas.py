"""The areas of the window that the keyboard goes round: pictures, studies, tabs, tools."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def step_area(areas: Sequence[QWidget], by: int) -> None:
    """Give the keyboard to the next area that is shown and has something to focus."""
    focused = QApplication.focusWidget()
    here = next((n for n, a in enumerate(areas) if focused and holds(a, focused)), 0)
    for step in range(1, len(areas) + 1):
        target = first_focusable(areas[(here + by * step) % len(areas)])
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return


def holds(area: QWidget, part: QWidget) -> bool:
    return area is part or area.isAncestorOf(part)


def first_focusable(area: QWidget) -> QWidget | None:
    """The first part of the area that takes the keyboard; None when there is none to be seen."""
    order = [area]
    while (following := order[-1].nextInFocusChain()) is not area and following is not None:
        order.append(following)
    for part in order:
        keyboard = part.focusPolicy() != Qt.FocusPolicy.NoFocus
        if keyboard and part.isVisible() and part.isEnabled() and holds(area, part):
            return part
    return None
