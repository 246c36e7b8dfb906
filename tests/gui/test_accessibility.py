"""Keyboard and screen reader: focus that is seen, names that are read, tooltips with keys."""

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.gui.conftest import hang, phantom
from tests.gui.crowded_window import crowd, dialogs, focusable
from tests.gui.test_appearance import BOTH, dress
from viewer.app import Parts
from viewer.commands import COMMANDS
from viewer.commands.command import Command
from viewer.commands.results import TABS
from viewer.state.intents import Intent, PerformCommand, ShowTab
from viewer.state.view_state import ViewState
from viewer.widgets.empty_hint import EmptyHint
from viewer.widgets.left_panel import LeftPanel
from viewer.widgets.menus import key_words
from viewer.widgets.right_panel import RightPanel
from viewer.widgets.theme import load_theme

SEEN = 3.0  # WCAG 2.2, 2.4.13: contrast of a pixel focused to the same pixel unfocused


def pages(parts: Parts) -> Iterator[QWidget]:
    """The window with each of its tabs, then each dialog."""
    parts.window.activateWindow()
    for name, _title in TABS:
        parts.session.dispatch(ShowTab(name))
        QApplication.processEvents()
        yield parts.window
    for dialog in dialogs(parts):
        dialog.show()
        dialog.activateWindow()
        QApplication.processEvents()
        yield dialog
        dialog.close()
    parts.window.activateWindow()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_whatever_tab_goes_to_shows_that_it_has_the_focus(parts: Parts, theme: str) -> None:
    crowd(parts)
    dress(parts, "en", theme)
    unseen, looked_at = set(), set()
    for page in pages(parts):
        for part in focusable(page):
            looked_at.add(type(part).__name__)
            if not shows_focus(part):
                unseen.add(f"{type(part).__name__} {part.accessibleName()}")
    assert unseen == set()
    assert {"QPushButton", "QToolButton", "QTabBar", "Swatch", "FindingCard"} <= looked_at


@pytest.mark.parametrize(("language", "theme"), BOTH[:2])
def test_whatever_tab_goes_to_has_a_name_for_a_screen_reader(
    parts: Parts, language: str, theme: str
) -> None:
    crowd(parts)
    dress(parts, language, theme)
    nameless = [
        f"{type(part).__name__} in {type(part.parentWidget()).__name__}"
        for page in pages(parts)
        for part in (*focusable(page), *page.findChildren(QAbstractButton))
        if part.isVisible() and not spoken(part)
    ]
    assert nameless == []


def test_a_button_that_does_what_a_command_does_names_its_keys(parts: Parts) -> None:
    """Every button of the panels is pressed, and what it wishes is looked for in the table."""
    crowd(parts)
    state, without, found = parts.session.state, [], set()
    wished: list[Intent] = []
    theme = load_theme("dark")
    for panel in (
        RightPanel(wished.append, theme),
        LeftPanel(wished.append, theme),
        EmptyHint(wished.append, theme),
    ):
        panel.render_state(state)
        for button in panel.findChildren(QAbstractButton):
            wished.clear()
            if button.isEnabled() and not opens_a_dialog(button):
                button.click()
            alike = [command for wish in wished for command in commands_like(wish, state)]
            found |= {command.id for command in alike}
            if alike and not any(key_words(command) in button.toolTip() for command in alike):
                without.append((type(panel).__name__, button.toolTip(), alike[0].id))
    assert without == []
    assert {"accept-finding", "reject-finding", "delete", "histogram", "open-folder"} <= found


def test_every_button_of_the_tool_bar_has_a_name_and_its_keys(parts: Parts) -> None:
    bar = parts.window.findChild(QWidget, "toolBar")
    assert bar is not None
    shown = {button.defaultAction() for button in bar.findChildren(QToolButton)}
    for command in COMMANDS.values():
        if command.on_tool_bar:
            action = parts.window.commands.by_id[command.id]
            assert action in shown
            assert key_words(command) in action.toolTip()
            assert command.title in action.toolTip()


def test_f6_goes_round_the_pictures_the_studies_the_tabs_and_the_tools(
    parts: Parts, qtbot: QtBot
) -> None:
    hang(parts, phantom())
    window = parts.window
    window.views.focus_active(parts.session.state)
    areas = (window.left, window.right, window.tools, window.views)
    for area in areas:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_F6)
        now = QApplication.focusWidget()
        assert now is not None and area.isAncestorOf(now)
    parts.session.dispatch(PerformCommand("previous-area"))
    now = QApplication.focusWidget()
    assert now is not None and window.tools.isAncestorOf(now)


def shows_focus(part: QWidget) -> bool:
    """Enough pixels of it look clearly different: as many as a line along half its outline."""
    part.clearFocus()
    QApplication.processEvents()
    before = grabbed(part)
    part.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    if not part.hasFocus():
        return False
    after = grabbed(part)
    if before.shape != after.shape:
        return True
    light, dark = np.maximum(before, after), np.minimum(before, after)
    changed = int(((light + 0.05) / (dark + 0.05) >= SEEN).sum())
    framed = part.tabRect(part.currentIndex()) if isinstance(part, QTabBar) else part.rect()
    return changed >= framed.width() + framed.height() - 8


def grabbed(part: QWidget) -> np.ndarray:
    """Relative luminance (WCAG 2) of each pixel of a part."""
    image = part.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    share = raw[:, : image.width(), 2::-1] / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ [0.2126, 0.7152, 0.0722])


def spoken(part: QWidget) -> str:
    """What a screen reader says the part is called."""
    face = QAccessible.queryAccessibleInterface(part)
    return face.text(QAccessible.Text.Name) if face is not None else ""


def opens_a_dialog(button: QAbstractButton) -> bool:
    return button.objectName() == "swatch" or isinstance(button, QCheckBox)


def commands_like(wish: Intent, state: ViewState) -> list[Command]:
    """Commands with keys that wish for the same; fields that a command leaves open may differ."""
    if isinstance(wish, PerformCommand):
        return [c for c in (COMMANDS[wish.command_id],) if c.keys]
    return [
        command
        for command in COMMANDS.values()
        if command.keys and command.wish is not None and same(command.wish(state), wish)
    ]


def same(model: Intent | None, wish: Intent) -> bool:
    if type(model) is not type(wish) or not is_dataclass(model):
        return False
    for field in fields(model):
        value = getattr(model, field.name)
        left_open = field.default is not MISSING and value == field.default
        if not left_open and getattr(wish, field.name) != value:
            return False
    return True


def test_the_dialogs_are_all_there(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever adds a dialog adds it to the walk: each command that opens one is in it."""
    for ask in ("getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        nothing = "" if ask == "getExistingDirectory" else ("", "")
        monkeypatch.setattr(QFileDialog, ask, lambda *_, chosen=nothing, **__: chosen)
    crowd(parts)
    walked = {type(d).__name__ + d.windowTitle() for d in dialogs(parts)}
    for command in COMMANDS.values():
        if not command.ask or command.id in NO_PAGE:
            continue
        parts.session.dispatch(PerformCommand(command.id))
        QApplication.processEvents()
        for dialog in parts.window.findChildren(QDialog):
            if dialog.isVisible():
                assert type(dialog).__name__ + dialog.windowTitle() in walked, command.id
                dialog.close()


# What changes the window or is drawn full of pixels.
NO_PAGE = {"full-screen", "quit", "language", "theme", "test-pattern"}
