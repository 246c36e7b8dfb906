"""Actions, menus and the tool bar, all from the table of commands."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMenuBar, QToolButton, QWidget

from viewer.commands import COMMANDS, MENUS
from viewer.commands.command import Command
from viewer.state.conditions import Test
from viewer.state.intents import PerformCommand
from viewer.state.layouts import LAYOUTS
from viewer.state.view_state import ViewState
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch, tr

ICON = 20


class Actions:
    """One QAction a command; keys of the scope "views" work while ``views`` has the focus."""

    def __init__(self, window: QWidget, views: QWidget, dispatch: Dispatch, theme: Theme) -> None:
        self.by_id = {
            command.id: _action(command, window, views, dispatch, theme)
            for command in COMMANDS.values()
        }
        self._rows = [(self.by_id[command.id], command) for command in COMMANDS.values()]

    def render_state(self, state: ViewState) -> None:
        known: dict[Test, bool] = {}  # many commands share a test, and a scroll asks them all
        for action, command in self._rows:
            enabled = known.get(command.enabled)
            if enabled is None:
                enabled = known[command.enabled] = command.enabled(state)
            if action.isEnabled() != enabled:
                action.setEnabled(enabled)
            if command.checked is not None:
                checked = command.checked(state)
                if action.isChecked() != checked:
                    action.setChecked(checked)


def fill_menu_bar(bar: QMenuBar, actions: Actions) -> None:
    """The menus in the order of the table, with a line between groups.

    A menu within one stands where its first command would.
    """
    for name in MENUS:
        menu = bar.addMenu(tr(name))
        within: dict[str, QMenu] = {}
        group = 0
        for command in COMMANDS.values():
            if command.menu != name:
                continue
            if command.group != group:
                menu.addSeparator()
                group = command.group
            place = menu
            if command.submenu:
                if command.submenu not in within:
                    within[command.submenu] = menu.addMenu(tr(command.submenu))
                place = within[command.submenu]
            place.addAction(actions.by_id[command.id])


def make_tool_bar(actions: Actions, theme: Theme) -> QWidget:
    """Icons with their names and keys on hover."""
    bar = QWidget()
    bar.setObjectName("toolBar")
    line = QHBoxLayout(bar)
    line.setContentsMargins(8, 2, 8, 2)
    line.setSpacing(2)
    menu = ""
    for command in COMMANDS.values():
        if not command.on_tool_bar:
            continue
        if menu and command.menu != menu:
            line.addSpacing(12)
        menu = command.menu
        line.addWidget(_button(actions.by_id[command.id]))
    line.addSpacing(12)
    line.addWidget(_layout_button(actions, theme))
    line.addStretch(1)
    for command_id in ("left-panel", "right-panel"):
        line.addWidget(_button(actions.by_id[command_id]))
    return bar


def key_words(command: Command) -> str:
    """The command's keys as the platform writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(key).toString(native) for key in command.keys)


def _action(
    command: Command, window: QWidget, views: QWidget, dispatch: Dispatch, theme: Theme
) -> QAction:
    of_views = command.scope == "views"
    action = QAction(tr(command.title), views if of_views else window)  # and goes with its owner
    if command.icon:
        action.setIcon(theme.icon(command.icon))
        action.setIconVisibleInMenu(False)
    action.setShortcuts([QKeySequence(key) for key in command.keys])
    action.setCheckable(command.checked is not None)
    keys = key_words(command)
    action.setToolTip(f"{tr(command.title)} ({keys})" if keys else tr(command.title))
    if command.id in ("overlays", "run-model"):
        action.setAutoRepeat(False)
    if of_views:
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        views.addAction(action)
    else:
        window.addAction(action)
    action.triggered.connect(lambda: dispatch(PerformCommand(command.id)))
    return action


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(ICON, ICON))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(action.text())
    return button


def _layout_button(actions: Actions, theme: Theme) -> QToolButton:
    button = QToolButton()
    button.setIcon(theme.icon("layout-1+2"))
    button.setIconSize(QSize(ICON, ICON))
    button.setToolTip(tr("Layout"))
    button.setAccessibleName(tr("Layout"))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)
    for name in LAYOUTS:
        menu.addAction(actions.by_id[f"layout-{name}"])
    button.setMenu(menu)
    return button
