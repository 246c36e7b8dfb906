"""Typed access to raw attribute values: text, numbers, integers, never guessed."""

import math
import struct
from collections.abc import Mapping

from inference.reading import tags

_BINARY = {
    **dict.fromkeys(tags.BINARY_SHORTS, struct.Struct("<H")),
    **dict.fromkeys(tags.BINARY_LONGS, struct.Struct("<I")),
    **dict.fromkeys(tags.BINARY_DOUBLES, struct.Struct("<d")),
}

RawValues = Mapping[int, bytes]


def code(values: RawValues, tag: int) -> str:
    """A UID, CS or other ASCII value without padding; "" when absent."""
    raw = values.get(tag)
    return raw.decode("latin-1").strip(" \0") if raw else ""


def codes(values: RawValues, tag: int) -> tuple[str, ...]:
    """All values of a multi-valued CS, upper case."""
    text = code(values, tag)
    return tuple(part.strip().upper() for part in text.split("\\")) if text else ()


def numbers(values: RawValues, tag: int) -> tuple[float, ...]:
    """All values of a DS, IS, US, UL or FD; () when absent or any of them is no finite number."""
    raw = values.get(tag)
    if not raw:
        return ()
    form = _BINARY.get(tag)
    if form is not None:
        whole = len(raw) // form.size * form.size
        parsed = tuple(float(value) for (value,) in form.iter_unpack(raw[:whole]))
    else:
        try:
            parsed = tuple(map(float, raw.strip(b" \0").split(b"\\")))
        except ValueError:
            return ()
    return parsed if all(map(math.isfinite, parsed)) else ()


def number(values: RawValues, tag: int) -> float | None:
    """The first value of a DS (or IS), or None."""
    parsed = numbers(values, tag)
    return parsed[0] if parsed else None


def integer(values: RawValues, tag: int) -> int | None:
    """A binary US, or a whole IS; None when absent or unreadable."""
    raw = values.get(tag)
    if not raw:
        return None
    if tag in tags.BINARY_SHORTS:
        return int.from_bytes(raw[:2], "little") if len(raw) >= 2 else None
    try:
        return int(raw)
    except ValueError:
        value = number(values, tag)
    return int(value) if value is not None and value == int(value) else None


def signed_or_not(value: int | None, signed: bool) -> int | None:
    """A 16-bit US-or-SS value as the pixel representation means it."""
    if value is None or not signed or value < 0x8000:
        return value
    return value - 0x10000
