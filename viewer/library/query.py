"""What a user types into the search box, as conditions on studies."""

import re
from dataclasses import dataclass

from viewer.library.folding import fold

_DATE = r"\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?|\d{8}"
_ONE = re.compile(_DATE)
_RANGE = re.compile(rf"({_DATE})?\.\.({_DATE})?")
_YEARS = re.compile(r"(\d{4})-(\d{4})|(\d{8})-(\d{8})")


@dataclass(frozen=True, slots=True)
class Condition:
    """One word of a query: ``text`` to be found anywhere, or a span of dates (DA), or either."""

    text: str | None = None
    dates: tuple[str, str] | None = None


def parse_query(typed: str) -> tuple[Condition, ...]:
    """One condition per word; all must hold, in any order.

    ``2026``, ``2026-11``, ``2026-11-22`` and ``20261122`` match the study date or the text
    (an ID may contain them); ``2025-06..2026``, ``2026..``, ``..2025``, ``2024-2026`` match
    the date alone. Quotes keep words together. Full-width digits and dots count as plain ones.
    """
    words = re.findall(r'"([^"]*)"?|(\S+)', typed)
    conditions = [_condition(word) if word else Condition(fold(quoted)) for quoted, word in words]
    return tuple(c for c in conditions if c.dates or c.text)


def _condition(word: str) -> Condition:
    plain = fold(word).replace("…", "..")
    years = _YEARS.fullmatch(plain)
    if years:
        first, last = years[1] or years[3], years[2] or years[4]
        if first <= last:
            return Condition(dates=(_first(first), _last(last)))
    span = _RANGE.fullmatch(plain)
    if span and (span[1] or span[2]):
        low = _first(span[1]) if span[1] else "00000000"
        return Condition(dates=(low, _last(span[2]) if span[2] else "99999999"))
    if _ONE.fullmatch(plain):
        return Condition(plain, (_first(plain), _last(plain)))
    return Condition(plain)


def _first(date: str) -> str:
    return _padded(date, "00")


def _last(date: str) -> str:
    return _padded(date, "99")


def _padded(date: str, filler: str) -> str:
    if "-" not in date:
        return date.ljust(8, filler[0])
    year, month, *day = date.split("-")
    return year + month.zfill(2) + (day[0].zfill(2) if day else filler)
