"""Text of a DICOM attribute from its bytes and the declared character sets, never mojibake."""

import re
from dataclasses import dataclass

from inference.reading.text_guess import Guess, guess_text, latin_looks_wrong, reads_as_utf8

# Defined terms of PS3.3 C.12.1.1.2, without their "ISO_IR " / "ISO 2022 IR " prefix.
_SINGLE = {
    "100": "latin_1",
    "101": "iso8859_2",
    "109": "iso8859_3",
    "110": "iso8859_4",
    "144": "iso8859_5",
    "127": "iso8859_6",
    "126": "iso8859_7",
    "138": "iso8859_8",
    "148": "iso8859_9",
    "203": "iso8859_15",
    "166": "tis_620",
    "13": "shift_jis",
}
_WHOLE = {"192": "utf_8", "GB18030": "gb18030", "GBK": "gbk"}
_LATIN = frozenset({"latin_1", "iso8859_2", "iso8859_3", "iso8859_4", "iso8859_9", "iso8859_15"})
_MISSPELT = {"UTF8": "192", "LATIN1": "100", "ISO88591": "100", "ISO885915": "203", "GB2312": "58"}

# Escape sequences of PS3.3 tables C.12-3 and C.12-4: which half (0 or 1) becomes which set.
_ESCAPES = {
    b"\x1b(B": (0, "ascii"),
    b"\x1b(J": (0, "ascii"),
    b"\x1b)I": (1, "shift_jis"),
    b"\x1b$B": (0, "jis_x_0208"),
    b"\x1b$@": (0, "jis_x_0208"),
    b"\x1b$(D": (0, "jis_x_0212"),
    b"\x1b$)C": (1, "euc_kr"),
    b"\x1b$)A": (1, "gb2312"),
    b"\x1b-A": (1, "latin_1"),
    b"\x1b-B": (1, "iso8859_2"),
    b"\x1b-C": (1, "iso8859_3"),
    b"\x1b-D": (1, "iso8859_4"),
    b"\x1b-L": (1, "iso8859_5"),
    b"\x1b-G": (1, "iso8859_6"),
    b"\x1b-F": (1, "iso8859_7"),
    b"\x1b-H": (1, "iso8859_8"),
    b"\x1b-M": (1, "iso8859_9"),
    b"\x1b-b": (1, "iso8859_15"),
    b"\x1b-T": (1, "tis_620"),
}
_WIDE = {
    "jis_x_0208": ("iso2022_jp", b"\x1b$B", b"\x1b(B"),
    "jis_x_0212": ("iso2022_jp_2", b"\x1b$(D", b"\x1b(B"),
}
_RUN = re.compile(rb"[\x00-\x7f]+|[\x80-\xff]+")
_DELIMITERS = re.compile(rb"[\\^=\r\n\t\x0c]")
_ESCAPE = re.compile(rb"\x1b(?:\$\([A-Z]|\$\)[A-Z]|\$[@AB]|[()\-][A-Za-z])")
_CONTROLS = dict.fromkeys([*range(32), 127, *range(128, 160)])


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text, and whether its bytes contradict the declared character set.

    ``doubt`` is "" or one sentence; then ``text`` is the best reading there is and the series
    carries the flag ``charset-doubtful``.
    """

    text: str
    doubt: str = ""


def decode_text(raw: bytes, character_sets: bytes) -> DecodedText:
    """``raw`` (a PN, LO, SH, LT … value) as Specific Character Set (0008,0005) declares it.

    Decodes single-byte sets, UTF-8, GB18030, GBK and the ISO 2022 code extensions (PS3.5 6.1.2).
    Multiple values stay separated by backslashes, name parts by ``^`` and ``=``. Bytes that the
    declared set cannot hold, and Latin text that is evidently something else, are read as what
    they most probably are, and ``doubt`` says so.
    """
    try:
        if b"\x1b" not in raw:
            return DecodedText(_cleaned(raw.decode("ascii")))
    except UnicodeDecodeError:
        pass  # not plain: the declared sets decide
    return _beyond_ascii(raw, character_sets)


def _beyond_ascii(raw: bytes, character_sets: bytes) -> DecodedText:
    terms = _terms(character_sets)
    if b"\x1b" in raw:
        return _with_escapes(raw, terms)
    codec = _WHOLE.get(terms[0]) or _SINGLE.get(terms[0], "ascii")
    if codec in _LATIN and latin_looks_wrong(raw, codec):
        return _doubtful(guess_text(raw, instead_of=codec), terms)
    if codec not in _WHOLE.values() and codec not in _LATIN and reads_as_utf8(raw):
        return _doubtful(guess_text(raw, instead_of=codec), terms)
    try:
        return DecodedText(_cleaned(raw.decode(codec)))
    except UnicodeDecodeError:
        return _doubtful(guess_text(raw, instead_of=codec), terms)


def _with_escapes(raw: bytes, terms: tuple[str, ...]) -> DecodedText:
    try:
        text = _cleaned(_switching(raw, terms[0]))
    except (UnicodeDecodeError, LookupError):
        return _doubtful(guess_text(_ESCAPE.sub(b"", raw), instead_of="ISO 2022"), terms)
    if terms == ("",):
        return DecodedText(
            text, "The file declares no character set, but its text switches between several."
        )
    return DecodedText(text)


def _switching(raw: bytes, first: str) -> str:
    """ISO 2022: follow the escape sequences; delimiters restore the first set (PS3.5 6.1.2.5.3)."""
    initial = _SINGLE.get(first, "")
    halves, text, position = ["ascii", initial], [], 0
    while position < len(raw):
        escape = _ESCAPE.match(raw, position)
        if escape:
            half, name = _ESCAPES[escape[0]]
            halves[half], position = name, escape.end()
            continue
        if raw[position] == 0x1B:
            raise LookupError("an escape sequence that DICOM does not define")
        end = raw.find(b"\x1b", position + 1)
        end = len(raw) if end < 0 else end
        text.append(_stretch(raw[position:end], halves, initial))
        position = end
    return "".join(text)


def _stretch(raw: bytes, halves: list[str], initial: str) -> str:
    """Text up to the next escape sequence."""
    if halves[0] in _WIDE:
        codec, enter, leave = _WIDE[halves[0]]
        return (enter + raw + leave).decode(codec)
    text = []
    for run in _RUN.findall(raw):
        if run[0] < 0x80:
            text.append(run.decode("ascii"))
            if initial and _DELIMITERS.search(run):
                halves[1] = initial
        else:
            text.append(run.decode(halves[1] or "ascii"))
    return "".join(text)


def _terms(character_sets: bytes) -> tuple[str, ...]:
    declared = character_sets.decode("latin-1").strip(" \0").upper()
    return tuple(_term(part) for part in declared.split("\\"))


def _term(declared: str) -> str:
    plain = re.sub(r"[ _\-]", "", declared)
    plain = _MISSPELT.get(plain, plain)
    match = re.fullmatch(r"ISO(?:2022)?IR(\d+)", plain)
    term = match[1] if match else plain
    return "" if term == "6" else term


def _doubtful(guess: Guess, terms: tuple[str, ...]) -> DecodedText:
    declared = ", ".join(f"ISO_IR {term}" if term.isdigit() else term for term in terms if term)
    return DecodedText(
        _cleaned(guess.text),
        f"The text does not fit the character set that the file declares "
        f"({declared or 'the default, plain letters only'}); "
        f"it was read as {guess.name}.",
    )


def _cleaned(text: str) -> str:
    return text.translate(_CONTROLS).strip()
