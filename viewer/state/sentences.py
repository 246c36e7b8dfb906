"""Finished English sentences in another language, recognised by the template that made them.

What the engine, the library and the processes beside the window have to say reaches the window as
one English sentence: it was pickled, stored in the library, written into a file. So a table of
translations has a row for each template, ``{0} cannot be read: {1}.``, with numbers in the order
of its arguments, and a sentence is translated by the row whose template it fits.
"""

import re
from collections.abc import Mapping
from functools import cache

LONGEST = 2000  # characters; a longer text is none of our sentences
_WORD = re.compile(r"[A-Za-z]{3}")
_PLACE = re.compile(r"\{(\d+)\}")
_FULL_STOP = r"(?<=\S{3})\."  # behind "Dr." no sentence begins
_DIVIDERS = tuple(
    (re.compile(divider), joint)
    for divider, joint in ((r"(?<=\S{3}\.) (?=\S)", ""), ("; ", "；"), (" · ", " · "), (": ", "："))
)
# What an argument may hold; one that a sentence begins with, no colon either.
_CLAUSE = rf"((?:(?!; | · |{_FULL_STOP} \S).)*?)"
_SENTENCE = rf"((?:(?!{_FULL_STOP} [A-Z]).)*?)"
_ANYTHING = r"(.*?)"


class Sentences:
    """Called with a sentence, gives its translation, or the sentence itself where none fits.

    An argument is kept as it is (a file may be called "liver") unless the translation says
    ``{1:tr}``: then it is itself a sentence or a word of the table. The template with the most
    letters of its own is preferred; several sentences in one text are translated one by one.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        known = [source for source in words if _PLACE.search(source)]
        known.sort(key=lambda source: (-len(_PLACE.sub("", source)), source))
        self._templates = [(_longest_part(source), source) for source in known]

    def __call__(self, text: str) -> str:
        if "\n" in text:
            return "\n".join(self(line) for line in text.split("\n"))
        if not text or len(text) > LONGEST:
            return text
        return (
            self._known(text)
            or self._fitted(text, _SENTENCE)
            or self._in_parts(text)
            or self._fitted(text, _ANYTHING)
            or text
        )

    def _known(self, text: str) -> str:
        """As a whole, or all of its sentences or clauses; "" for what is not wholly known."""
        whole = self._words.get(text) or self._fitted(text, _CLAUSE)
        if not whole and not _WORD.search(text):
            return text  # numbers and units are the same everywhere
        for divider, joint in () if whole else _DIVIDERS:
            pieces = divider.split(text)
            told = [self._known(piece) for piece in pieces] if len(pieces) > 1 else [""]
            if all(told) and told != pieces:
                return joint.join(told)
        return whole

    def _in_parts(self, text: str) -> str:
        """Those of its sentences that are known, the others as they are; "" for none."""
        pieces = _DIVIDERS[0][0].split(text)
        told = [self._known(piece) for piece in pieces]
        words = (new or old for new, old in zip(told, pieces, strict=True))
        return " ".join(words) if any(told) else ""

    def _fitted(self, text: str, argument: str) -> str:
        for part, source in self._templates:
            found = _pattern(source, argument).fullmatch(text) if part in text else None
            if found is not None:
                told = (_Argument(held, self) for held in found.groups())
                return self._words[source].format(*told)
        return ""


class _Argument:
    """What stood in a place of a template, in a translation's ``{0}`` or ``{0:tr}``."""

    def __init__(self, text: str, translated: Sentences) -> None:
        self._text = text
        self._translated = translated

    def __format__(self, spec: str) -> str:
        if spec != "tr":
            return self._text
        told = self._translated(self._text)
        if told == self._text:  # within another sentence it may have lost its full stop
            whole = self._translated(f"{self._text}.")
            return self._text if whole == f"{self._text}." else whole.removesuffix("。")
        return told


def _longest_part(source: str) -> str:
    """What a sentence must hold: most templates are ruled out by it, and never compiled."""
    return max(_PLACE.split(source)[::2], key=len)


@cache
def _pattern(source: str, argument: str) -> re.Pattern[str]:
    first, *rest = (re.escape(part) for part in _PLACE.split(source)[::2])
    begin = argument if first or argument == _ANYTHING else argument.replace("(?!", "(?!: |", 1)
    return re.compile(begin.join((first, argument.join(rest))))
