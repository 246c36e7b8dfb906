"""Tooltips of buttons that do what a command does: their words with the command's keys."""

from PySide6.QtWidgets import QAbstractButton

from viewer.commands import COMMANDS
from viewer.widgets.menus import key_words


def with_keys(words: str, command_id: str) -> str:
    """``Accept (A)``; the words alone where the command has no key."""
    keys = key_words(COMMANDS[command_id])
    return f"{words} ({keys})" if keys else words


def name_button(button: QAbstractButton, words: str, command_id: str) -> None:
    """The words for the eye with the command's keys, and for a screen reader without."""
    button.setToolTip(with_keys(words, command_id))
    button.setAccessibleName(words)
