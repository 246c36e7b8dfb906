"""Translations straight from Qt Linguist's .ts files, switched while the program runs."""

import logging
from functools import lru_cache
from xml.etree import ElementTree

from PySide6.QtCore import QLibraryInfo, QTranslator

from viewer.state.sentences import Sentences
from viewer.widgets.resources import translation_path
from viewer.widgets.words import SAID

LOG = logging.getLogger(__name__)


class TsTranslator(QTranslator):
    """Holds one language; a text without a finished translation stays English.

    It returns the English itself, never None: PySide drops a reference to None on each return.
    """

    def __init__(self, language: str) -> None:
        super().__init__()
        self._words = read_translations(language)
        self._said = lru_cache(1024)(Sentences(self._words))

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return self._said(source) if context == SAID else self._words.get(source, source)

    def isEmpty(self) -> bool:  # noqa: N802
        return not self._words


def translators(language: str) -> tuple[QTranslator, ...]:
    """Those that make a window speak ``language``: ours and that of Qt's own dialogs and menus.

    Qt asks the last one first; ours has an answer to everything.
    """
    if language == "en":
        return ()
    of_qt = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not of_qt.load(f"qtbase_{language}", folder):
        LOG.warning("Qt has no words in %s; its own dialogs stay English", language)
    return TsTranslator(language), of_qt


def read_translations(language: str) -> dict[str, str]:
    """English text to translated text. Raises OSError for a missing file."""
    root = ElementTree.parse(translation_path(language)).getroot()
    words = {}
    for message in root.iter("message"):
        source, target = message.findtext("source"), message.find("translation")
        if source and target is not None and target.text and target.get("type") is None:
            words[source] = target.text
    return words
