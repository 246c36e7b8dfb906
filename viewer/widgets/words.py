"""The words of the interface in the chosen language."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

CONTEXT = "RadLens"
Dispatch = Callable[[Any], None]


def tr(text: str) -> str:
    """The English source text in the language of the installed translator."""
    return QCoreApplication.translate(CONTEXT, text)
