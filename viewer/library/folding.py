"""Text as search compares it: no case, no accents, full-width and half-width alike."""

import unicodedata

# Letters that Unicode does not decompose, as people type them without their keyboard.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
    | dict.fromkeys("^=\\/_,;|", " ")
    | dict.fromkeys("’‘`´ʹʼ", "'")
)


def fold(text: str) -> str:
    """``text`` in lower case, without accents, name components separated by single spaces.

    Chinese, Japanese and Korean characters stay as they are (Korean syllables as their letters,
    so that a half-typed syllable already matches).
    """
    if text.isascii():
        return " ".join(text.casefold().translate(_PLAIN).split())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    return " ".join(bare.translate(_PLAIN).split())
