"""The words of the interface in the chosen language."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

CONTEXT = "RadLens"
SAID = "RadLens sentences"
Dispatch = Callable[[Any], None]


def tr(text: str) -> str:
    """The English source text in the language of the installed translator."""
    return QCoreApplication.translate(CONTEXT, text)


def named(name: str, words: str) -> str:
    """``Name: words`` as the language writes it; both are in it already."""
    return tr("{name}: {words}").format(name=name, words=words)


def said(sentence: str) -> str:
    """A finished English sentence of another part of the program, in the language of the window.

    Where it is shown, not where it is made: what is on the screen follows the language.
    """
    return QCoreApplication.translate(SAID, sentence)
