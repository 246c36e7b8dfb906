"""The format of the journal: one JSON object a line, each bound to the one before by a hash."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

START = "0" * 32


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One acknowledged act; ``number`` counts from 1, ``end`` is the byte after its line."""

    number: int
    utc: str
    kind: str
    data: Mapping[str, object]
    digest: str
    end: int


@dataclass(frozen=True, slots=True)
class JournalReading:
    """What stands in a stretch of the journal.

    ``problems`` are sentences on lines that were changed or cannot be read; ``torn_at`` is where
    an unfinished last line begins (its act was never acknowledged), or None.
    """

    entries: tuple[JournalEntry, ...]
    problems: tuple[str, ...]
    torn_at: int | None


def line_of(number: int, utc: str, kind: str, data: Mapping[str, object], before: str) -> bytes:
    """The bytes of one line, newline included; ``before`` is the digest of the line before."""
    body = _body(number, utc, kind, data, before)
    return b'{"digest":"' + _digest(body).encode() + b'",' + body[1:] + b"\n"


def read_lines(content: bytes, start: int, before: str) -> JournalReading:
    """Parse lines from byte ``start`` on; a bad line is reported, and reading goes on after it."""
    entries, problems, position = [], [], start
    *lines, rest = content.split(b"\n")
    for line in lines:
        position += len(line) + 1
        entry, linked = _parsed(line, position, before)
        if entry is None:
            problems.append(f"the line that ends at byte {position} cannot be read")
            before = ""
            continue
        if not linked:
            problems.append(f"entry {entry.number} does not follow the one before it")
        entries.append(entry)
        before = entry.digest
    return JournalReading(tuple(entries), tuple(problems), position if rest else None)


def _parsed(line: bytes, end: int, before: str) -> tuple[JournalEntry | None, bool]:
    try:
        raw = json.loads(line)
        body = _body(raw["number"], raw["utc"], raw["kind"], raw["data"], raw["before"])
        if _digest(body) != raw["digest"] or not isinstance(raw["data"], dict):
            return None, False
        entry = JournalEntry(
            int(raw["number"]), str(raw["utc"]), str(raw["kind"]), raw["data"], raw["digest"], end
        )
    except (ValueError, KeyError, TypeError):
        return None, False
    return entry, raw["before"] == before or before == ""


def _body(number: int, utc: str, kind: str, data: Mapping[str, object], before: str) -> bytes:
    entry = {"number": number, "utc": utc, "kind": kind, "data": data, "before": before}
    return json.dumps(entry, ensure_ascii=True, separators=(",", ":")).encode()


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:32]
