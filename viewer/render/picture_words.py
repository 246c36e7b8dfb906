"""The words on pictures in the user's language; what has no translation stays English."""

import tomllib
from functools import lru_cache
from importlib.resources import files

from viewer.state.sentences import Sentences


def word(english: str, language: str) -> str:
    """``english`` as it is drawn in ``language`` (``en``, ``zh_CN``)."""
    return english if language == "en" else _told(english, language)


@lru_cache(maxsize=1024)
def _told(english: str, language: str) -> str:
    sentences = _table().get(language)
    return english if sentences is None else sentences(english)


@lru_cache(maxsize=1)
def _table() -> dict[str, Sentences]:
    text = (files("resources") / "picture_words.toml").read_text("utf-8")
    return {language: Sentences(words) for language, words in tomllib.loads(text).items()}
