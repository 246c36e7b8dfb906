"""The words on pictures in the user's language; what has no translation stays English."""

import tomllib
from functools import lru_cache
from importlib.resources import files


def word(english: str, language: str) -> str:
    """``english`` as it is drawn in ``language`` (``en``, ``zh_CN``)."""
    return _table().get(language, {}).get(english, english)


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    text = (files("resources") / "picture_words.toml").read_text("utf-8")
    return {language: dict(words) for language, words in tomllib.loads(text).items()}
