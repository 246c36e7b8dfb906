"""The palette: every command, found by typing, with its key beside it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from viewer.commands import COMMANDS
from viewer.commands.command import Command
from viewer.state.intents import PerformCommand
from viewer.state.view_state import ViewState
from viewer.widgets.menus import key_words
from viewer.widgets.parts import scaled
from viewer.widgets.words import Dispatch, named, tr

WIDTH, HEIGHT = 560, 420


class Palette(QDialog):
    """Type, choose with the arrows, Enter does it, Esc leaves."""

    def __init__(self, parent: QWidget, state: ViewState, dispatch: Dispatch) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Find a command…"))
        self._dispatch = dispatch
        self._state = state
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("Find a command…"))
        self.line.setAccessibleName(tr("Find a command…"))
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(tr("Commands"))
        self.line.textChanged.connect(self._search)
        self.line.installEventFilter(self)
        self.list.itemActivated.connect(self._perform)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.resize(min(scaled(WIDTH), parent.width() - 40), min(HEIGHT, parent.height() - 80))
        self._search("")
        self._place(parent)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = self.list.currentRow()
            if event.key() == Qt.Key.Key_Down:
                self.list.setCurrentRow(min(row + 1, self.list.count() - 1))
                return True
            if event.key() == Qt.Key.Key_Up:
                self.list.setCurrentRow(max(row - 1, 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._perform(self.list.currentItem())
                return True
        return False

    def _search(self, typed: str) -> None:
        self.list.clear()
        for command in found_commands(typed, self._state):
            keys = key_words(command)
            words = named(tr(command.menu), tr(command.title))
            item = QListWidgetItem(f"{words}    {keys}" if keys else words)
            item.setData(Qt.ItemDataRole.UserRole, command.id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _perform(self, item: QListWidgetItem | None) -> None:
        self.accept()
        if item is not None:
            self._dispatch(PerformCommand(item.data(Qt.ItemDataRole.UserRole)))

    def _place(self, parent: QWidget) -> None:
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - self.width()) // 2, corner.y() + 64)


def found_commands(typed: str, state: ViewState) -> list[Command]:
    """Enabled commands all of whose typed words occur in title, English title, menu or key."""
    words = typed.casefold().split()
    return [
        command
        for command in COMMANDS.values()
        if command.enabled(state) and command.ask != "palette" and _matches(command, words)
    ]


def _matches(command: Command, words: list[str]) -> bool:
    parts = (command.title, tr(command.title), command.menu, tr(command.menu), *command.keys)
    text = " ".join(parts).casefold()
    return all(word in text for word in words)
